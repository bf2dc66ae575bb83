import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkFolder } from '@layerprint/artifacts/work-folder';
import { expect, it } from 'vitest';
import { createRepository } from '../../packages/artifacts/tests/git/small-repository.ts';

const ROOT = join(import.meta.dirname, '../..');

it('git passes over what is about to be put in place, and over nothing that is called nearly so', async () => {
  const { root, git, commit } = await createRepository();
  await copyFile(join(ROOT, '.gitignore'), join(root, '.gitignore'));
  commit('two');
  const status = () => git('status', '--porcelain', '--untracked-files=all');
  await withWorkFolder(root, async (folder) => {
    await writeFile(join(folder, 'new'), 'half');
    expect(status()).toBe('');
  });
  await mkdir(join(root, '.layerprint-mine'));
  await writeFile(join(root, '.layerprint-mine/file'), '');
  expect(status()).toBe('?? .layerprint-mine/file');
});
