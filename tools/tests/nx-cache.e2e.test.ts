import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSha256, listFiles } from '@layerprint/artifacts/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shrinkProfile } from './tiny-profile.ts';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

const BUILD = ['run', 'small:build'];
const COLOURS = 'packages/core/src/figures/colour-map.ts';
const PAGE = 'packages/report-site/src/pages/index.astro';

let workspace: WorkspaceCopy;
/** Where Nx's cache is moved to, and what it knows of it. */
let cache: { NX_CACHE_DIRECTORY: string; NX_WORKSPACE_DATA_DIRECTORY: string };
/** What a build gives that nobody disturbs. */
let undisturbed: Record<string, string>;

beforeAll(async () => {
  workspace = await copyWorkspace();
  const own = await mkdtemp(join(tmpdir(), 'layerprint-cache-'));
  cache = {
    NX_CACHE_DIRECTORY: join(own, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(own, 'data'),
  };
  const quick = await readFile(join(workspace.root, 'experiments/quick/experiment.json'), 'utf8');
  await mkdir(join(workspace.root, 'experiments/small'));
  await writeFile(
    join(workspace.root, 'experiments/small/experiment.json'),
    shrinkProfile(quick, 'small'),
  );
});

afterAll(async () => {
  await workspace.remove();
  await rm(join(cache.NX_CACHE_DIRECTORY, '..'), { recursive: true, force: true });
});

const inside = (path: string) => join(workspace.root, path);
const build = (environment: Record<string, string> = {}) =>
  workspace.startNx(BUILD, environment).ended;
const buildInCache = (environment: Record<string, string> = {}) =>
  build({ ...cache, ...environment });

async function hashFolder(path: string): Promise<Record<string, string>> {
  const hash = async (file: string) => hashSha256(await readFile(inside(`${path}/${file}`)));
  const files = await listFiles(inside(path));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await hash(file)] as const)),
  );
}

async function edit(file: string, change: (text: string) => string): Promise<() => Promise<void>> {
  const text = await readFile(inside(file), 'utf8');
  expect(change(text), `the edit of ${file} finds its place`).not.toBe(text);
  await writeFile(inside(file), change(text));
  return () => writeFile(inside(file), text);
}

describe('a source that is edited while models train', () => {
  it('ends the build with its name, and nothing of it is kept', async () => {
    const run = workspace.startNx(BUILD);
    await run.said(/epoch 1\/1 done/);
    const undo = await edit(COLOURS, (text) => text.replaceAll('Inferno', 'Magma'));
    const { status, printed } = await run.ended;
    expect(status).not.toBe(0);
    expect(printed).toContain(`error (source-changed): ${COLOURS} was changed while this build`);
    expect(existsSync(inside('dist/small/artifacts'))).toBe(false);
    await undo();
  });

  it('ends the build when it is a page, too', async () => {
    const run = workspace.startNx(BUILD);
    await expect.poll(() => existsSync(inside('dist/small/artifacts'))).toBe(true);
    const undo = await edit(PAGE, (text) => `${text}\n<!-- a word -->\n`);
    const { status, printed } = await run.ended;
    expect(status).not.toBe(0);
    expect(printed).toContain(`error (source-changed): ${PAGE} was changed while this build`);
    expect(existsSync(inside('dist/small/site'))).toBe(false);
    await undo();
  });

  it('leaves no trace when the edit is undone: the next build is as one that nobody disturbed', async () => {
    expect(await build()).toMatchObject({ status: 0 });
    const found = await hashFolder('dist/small');
    await rm(inside('dist'), { recursive: true });
    expect(await buildInCache()).toMatchObject({ status: 0 });
    undisturbed = await hashFolder('dist/small/site');
    for (const [path, hash] of Object.entries(undisturbed)) {
      expect(found[`site/${path}`], path).toBe(hash);
    }
  });
});

describe('a bit that is another in the cache of Nx', () => {
  /** Turns a bit in the middle of the one file of this path that the cache has. */
  async function damage(path: string): Promise<void> {
    const files = await listFiles(cache.NX_CACHE_DIRECTORY);
    const found = files.filter((file) => file.endsWith(`/${path}`));
    expect(found, path).toHaveLength(1);
    const file = join(cache.NX_CACHE_DIRECTORY, found[0]!);
    const content = await readFile(file);
    content[Math.floor(content.length / 2)]! ^= 4;
    await writeFile(file, content);
  }

  const elsewhere = { BASE_PATH: '/elsewhere/' };

  it.each<[string, Record<string, string>]>([
    ['packages/backend/dist/kernels.wasm', {}],
    ['dist/small/dataset/manifest.json', {}],
    ['dist/small/models/dummy/weights.bin', {}],
    ['dist/small/models/dummy/model.json', {}],
    ['dist/small/models/benchmark/run.json', {}],
    ['dist/small/artifacts/manifest.json', {}],
    // Whatever reads it has to run: for another address the site is rendered again.
    ['dist/small/artifacts/figures/probabilities/probabilities.csv', elsewhere],
    ['dist/small/site/index.html', {}],
    ['dist/small/site/artifacts/figures/lead/lead.png', {}],
  ])('is found in %s before anyone uses it, and said with what helps', async (path, more) => {
    await damage(path);
    await rm(inside('dist'), { recursive: true });
    const { status, printed } = await buildInCache(more);
    // The same bit once more: the next case begins with a cache that is whole.
    await damage(path);
    expect(status).not.toBe(0);
    expect(printed).toMatch(/error \((damaged|artifact-changed)\)/);
    expect(printed).toContain(`${path} is not what`);
    expect(printed).toMatch(/[Rr]un `npx nx reset`, which empties the cache of Nx/);
  });

  it('is gone after what was said to help, and the next build gives the right bytes', async () => {
    await damage('dist/small/models/dummy/weights.bin');
    await damage('dist/small/site/index.html');
    expect(await workspace.startNx(['reset'], cache).ended).toMatchObject({ status: 0 });
    expect(await buildInCache()).toMatchObject({ status: 0 });
    expect(await hashFolder('dist/small/site')).toEqual(undisturbed);
  });
});

describe('a cache that lost what Nx says it restores', () => {
  it('delivers nothing of another experiment that still stands', async () => {
    const undo = await edit('experiments/small/experiment.json', (text) =>
      text.replace('"trainingImages": 32', '"trainingImages": 33'),
    );
    expect(await buildInCache()).toMatchObject({ status: 0 });
    await undo();
    await rm(cache.NX_CACHE_DIRECTORY, { recursive: true });
    const { status, printed } = await buildInCache();
    expect(status).not.toBe(0);
    expect(printed).toContain('error (stale-model): The dummy was trained by another plan');
    expect(printed).toContain('run `npx nx reset`');
  });
});
