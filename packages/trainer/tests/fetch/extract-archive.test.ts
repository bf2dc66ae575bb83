import { mkdir, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { expect, it } from 'vitest';
import { extractArchive } from '../../src/fetch/extract-archive.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { lockOf, makeRecords } from '../dataset/small-datasets.ts';
import { packArchive, type Extras } from './small-archives.ts';

const CONTENTS = { 'data_batch_1.bin': makeRecords(1, 20), 'test_batch.bin': makeRecords(2, 3) };
const EXPECTED = lockOf(CONTENTS);

async function extract(contents: Record<string, Uint8Array | string>, extras?: Extras) {
  const root = await createWorkspace();
  const archive = await packArchive(root, contents, extras);
  const folder = join(root, 'inner', 'target');
  await mkdir(folder, { recursive: true });
  return { root, folder, archive, done: extractArchive(archive, folder, EXPECTED) };
}

it('takes the expected files and nothing else', async () => {
  const { folder, done } = await extract({ 'readme.html': '<html>', ...CONTENTS, 'x.bin': 'x' });
  await done;
  expect((await readdir(folder)).sort()).toEqual(Object.keys(CONTENTS).sort());
  for (const [name, content] of Object.entries(CONTENTS)) {
    expect((await readFile(join(folder, name))).equals(content)).toBe(true);
  }
});

it.each<[string, Extras, string]>([
  ['a symbolic link', { symlinks: { 'data_batch_2.bin': '/etc/hostname' } }, 'is a SymbolicLink'],
  ['a hard link', { hardLinks: { 'data_batch_2.bin': 'test_batch.bin' } }, 'is a Link'],
  [
    'a path above its folder',
    { renamed: { 'cifar-10-batches-bin/extra.bin': 'cifar-10-batches-bin/../../evil.bin' } },
    'leaves its folder',
  ],
  [
    'an absolute path',
    { renamed: { 'cifar-10-batches-bin/extra.bin': '/tmp/layerprint-evil.bin' } },
    'leaves its folder',
  ],
])('refuses an archive with %s and writes nothing outside', async (_, extras, problem) => {
  const { root, done } = await extract({ ...CONTENTS, 'extra.bin': 'x' }, extras);
  await expect(done).rejects.toMatchObject({
    code: 'unsafe-archive',
    message: expect.stringContaining(problem) as string,
  });
  expect((await readdir(root)).sort()).toEqual(['archive.tar.gz', 'inner', 'packed']);
  expect(await readdir(join(root, 'inner'))).toEqual(['target']);
});

it('refuses a link that has the name of an expected file', async () => {
  const { folder, done } = await extract(
    { 'test_batch.bin': CONTENTS['test_batch.bin'] },
    { symlinks: { 'data_batch_1.bin': '../../../archive.tar.gz' } },
  );
  await expect(done).rejects.toMatchObject({ code: 'unsafe-archive' });
  expect(await readdir(folder)).not.toContain('data_batch_1.bin');
});

it('refuses a file of another size before writing it', async () => {
  const { folder, done } = await extract({ ...CONTENTS, 'data_batch_1.bin': makeRecords(1, 21) });
  await expect(done).rejects.toMatchObject({
    code: 'unexpected-size',
    message: expect.stringContaining(
      'Expected 61,460 bytes in cifar-10-batches-bin/data_batch_1.bin',
    ) as string,
  });
  expect(await readdir(folder)).toEqual([]);
});

it('refuses an archive that is cut short', async () => {
  const { archive, folder, done } = await extract(CONTENTS);
  await done;
  await truncate(archive, 30_000);
  await expect(extractArchive(archive, folder, EXPECTED)).rejects.toMatchObject({
    code: 'broken-archive',
  });
});

it('refuses what is no archive', async () => {
  const root = await createWorkspace();
  const path = join(root, 'page.html');
  await writeFileAtomically(path, '<html>Moved</html>'.repeat(100));
  await expect(extractArchive(path, root, EXPECTED)).rejects.toMatchObject({
    code: 'broken-archive',
    message: expect.stringContaining(`${path} cannot be read as an archive`) as string,
  });
});
