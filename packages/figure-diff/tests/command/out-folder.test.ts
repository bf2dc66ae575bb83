import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assertOurs, SUMS_FILE, writeSums } from '../../src/command/out-folder.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';

let folder: string;

beforeEach(async () => {
  folder = join(await createFolder(), 'diff');
  await mkdir(join(folder, 'pictures'), { recursive: true });
  await writeFile(join(folder, 'diff.json'), '{}');
  await writeFile(join(folder, 'pictures/a b.png'), 'png');
  await writeSums(folder);
});

const check = () => assertOurs(folder, 'dist/diff');

describe('what is replaced', () => {
  it('is what was written, as sha256sum would check it', async () => {
    await expect(check()).resolves.toBeUndefined();
    const sums = await readFile(join(folder, SUMS_FILE), 'utf8');
    expect(sums).toMatch(/^[0-9a-f]{64} {2}diff\.json\n[0-9a-f]{64} {2}pictures\/a b\.png\n$/);
  });

  it('may lack what was deleted, and hold what a system leaves', async () => {
    await rm(join(folder, 'diff.json'));
    await writeFile(join(folder, 'pictures/.DS_Store'), '');
    await expect(check()).resolves.toBeUndefined();
  });

  it('is an empty folder', async () => {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await expect(check()).resolves.toBeUndefined();
  });
});

describe('what is not replaced', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['a diff.json alone', () => rm(join(folder, SUMS_FILE)), `diff.json without the ${SUMS_FILE}`],
    [
      'a file beside ours',
      () => writeFile(join(folder, 'pictures/thesis.txt'), 'years of work'),
      'pictures/thesis.txt, which the diff in it did not write',
    ],
    [
      'a file of ours that was changed',
      () => writeFile(join(folder, 'diff.json'), '{ }'),
      'diff.json, which was changed since',
    ],
    [
      'a link in the place of a file of ours',
      async () => {
        await rm(join(folder, 'diff.json'));
        await writeFile(join(folder, '../target'), '{}');
        await symlink('../target', join(folder, 'diff.json'));
      },
      'diff.json, which was changed since',
    ],
    [
      'a link to a folder',
      () => symlink('/', join(folder, 'root')),
      'root, which the diff in it did not write',
    ],
    [
      'a list of ours that was emptied',
      () => writeFile(join(folder, SUMS_FILE), ''),
      'diff.json, which the diff in it did not write',
    ],
  ])('is %s', async (_, change, what) => {
    await change();
    await expect(check()).rejects.toMatchObject({
      code: 'out-in-use',
      message: expect.stringContaining(`dist/diff holds ${what}`) as string,
    });
  });
});
