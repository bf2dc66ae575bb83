import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';
import { editManifest } from '../edit-manifest.ts';
import { createSiteWorkspace } from '../site-workspace.ts';

const SOURCES = join(import.meta.dirname, '../../src');

function start(
  command: string,
  cwd: string,
  environment: Record<string, string> = {},
  args: string[] = [],
) {
  const env = { ...process.env, NODE_ENV: undefined, VITEST: undefined, BASE_PATH: undefined };
  return spawn(process.execPath, [join(SOURCES, command), ...args], {
    cwd,
    env: { ...env, ...environment },
  });
}

/** What a command says that ends in 1, in a workspace with the experiment quick and nothing else. */
async function refuse(command: string, profile: string): Promise<string> {
  const workspace = await createFolder();
  await mkdir(join(workspace, 'experiments/quick'), { recursive: true });
  await writeFile(join(workspace, 'experiments/quick/experiment.json'), '{}');
  const child = start(command, workspace, {}, [`--profile=${profile}`]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  return said;
}

describe.each(['build.ts', 'dev.ts', 'preview.ts'])('%s', (command) => {
  it('refuses a profile that there is not, and names the one that was meant', async () => {
    const said = await refuse(command, 'qiuck');
    expect(said).toContain('error (unknown-profile): There is no profile "qiuck"');
    expect(said).toContain('Did you mean "quick"?\n  Choose one of quick, or add');
  });
});

describe('the preview', () => {
  it('says where the site is, shows it there, and ends well when it is stopped', async () => {
    const workspace = await createFolder();
    const site = join(workspace, 'dist/quick/site');
    await mkdir(site, { recursive: true });
    await writeFile(join(site, 'index.html'), 'the report');
    await writeFile(join(site, '404.html'), 'not here');
    const child = start('preview.ts', workspace, { BASE_PATH: '/below' });
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const [, address = ''] = /^The site of quick is at (\S+) until you stop/.exec(line) ?? [];
    expect(new URL(address)).toMatchObject({
      hostname: '127.0.0.1',
      href: expect.stringMatching(/\/below\/$/),
    });
    expect(await (await fetch(address)).text()).toBe('the report');
    expect((await fetch(`${address}nothing`)).status).toBe(404);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('says what to do where there is no site', async () => {
    const said = await refuse('preview.ts', 'quick');
    expect(said).toContain('error (no-site): There is no site of quick in dist/quick/site.\n');
    expect(said).toContain('Run `npx nx run quick:build` first.');
  });
});

/** Starts the development server, and tells where it is. */
async function startDev(workspace: string) {
  const child = start('dev.ts', workspace);
  const said: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      // Vite may have something to say before.
      const [, address] = /^The pages of quick are at (\S+) until/m.exec(said.join('')) ?? [];
      if (address !== undefined) resolve(address);
    });
  }
  child.on('close', () => resolve(undefined));
  const address = await promise;
  expect(address, said.join('')).toBeDefined();
  return { child, address: address!, said };
}

describe('the development server', () => {
  it('shows the pages with their pictures, and ends well when it is stopped', async () => {
    const { child, address } = await startDev(join(SOURCES, '../../..'));
    const page = await (await fetch(`${address}layers/index.html`)).text();
    expect(page).toContain('Every layer</h1>');
    const [, picture = ''] = /<img class="pixels" src="([^"]+)"/.exec(page) ?? [];
    expect((await fetch(new URL(picture, `${address}layers/index.html`))).status).toBe(200);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('tells what is missing, and what to do, where a page cannot be shown', async () => {
    await using workspace = await createSiteWorkspace('copied');
    await editManifest(workspace.artifacts, async (manifest) => {
      manifest.figures = manifest.figures.filter(({ id }) => id !== 'training-loss');
      await rm(join(workspace.artifacts, 'figures/training-loss'), { recursive: true });
    });
    const { child, address, said } = await startDev(workspace.root);
    expect((await fetch(`${address}training/index.html`)).status).toBe(500);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stripVTControlCharacters(said.join(''))).toMatch(
      /dist\/quick\/artifacts has no training-curves .*\n\s+Hint:\s+Run the artifacts task of this profile again\./,
    );
  });
});
