import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from '@layerprint/artifacts/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { renderAgain } from '../../src/command/render-again.ts';
import { createDiffFolder, type DiffFolder } from '../page/diff-folder.ts';

let sample: DiffFolder;
let root: string;

beforeAll(async () => {
  sample = await createDiffFolder(sampleDiff());
  root = await mkdtemp(join(tmpdir(), 'layerprint-again-'));
});

afterAll(async () => {
  await sample[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

function render(from: string, out: string) {
  const { signal } = new AbortController();
  return renderAgain({ from: join(from, 'diff.json'), failOn: 'finding', out }, signal);
}

async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const paths = (await listFiles(folder)).toSorted();
  const files = paths.map(async (path) => [path, await readFile(join(folder, path))] as const);
  return new Map(await Promise.all(files));
}

describe('a comparison that is rendered again', () => {
  it('is the same, byte for byte, out of diff.json and the pictures, in place too', async () => {
    const out = join(root, 'out');
    expect(await render(sample.folder, out)).toEqual(sampleDiff());
    const [before, after] = [await readFolder(sample.folder), await readFolder(out)];
    for (const [path, content] of before) expect([path, after.get(path)]).toEqual([path, content]);
    const added = [...after.keys()].filter((path) => !before.has(path));
    expect(added).toEqual(['diff.md', 'junit.xml', 'layerprint-diff.sha256']);
    await render(out, out);
    expect(await readFolder(out)).toEqual(after);
  });

  it('is written nowhere that holds anything else', async () => {
    const before = await readFolder(sample.folder);
    // Nobody said that it is a diff and nothing else.
    await expect(render(sample.folder, sample.folder)).rejects.toMatchObject({
      code: 'out-in-use',
    });
    await expect(
      render(sample.folder, join(sample.folder, 'pictures/again')),
    ).rejects.toMatchObject({ code: 'out-overlaps' });
    expect(await readFolder(sample.folder)).toEqual(before);
  });

  it('needs the pictures that it shows', async () => {
    await writeFile(join(root, 'diff.json'), await readFile(join(sample.folder, 'diff.json')));
    const rendering = render(root, join(root, 'alone'));
    await expect(rendering).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(rendering).rejects.toThrow('pictures/');
  });
});
