import { existsSync } from 'node:fs';
import { chmod, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '@layerprint/artifacts/files';
import { expect, it } from 'vitest';
import { openRepository, recordWorkingTree } from '@layerprint/artifacts/git';
import { addWorktree } from '../../src/command/worktree.ts';
import { createFolder, createRepository } from '../../../artifacts/tests/git/small-repository.ts';

it('puts the working tree as it is into a worktree, and leaves the clone as it was', async () => {
  const { root, git, write, commit } = await createRepository();
  await write('gone.txt', 'gone\n');
  await write('staged.txt', 'one\n');
  commit('two');
  await write('a.txt', 'changed\n');
  await write('staged.txt', 'two\n');
  git('add', 'staged.txt');
  await write('staged.txt', 'three\n');
  await write('new.txt', 'new\n');
  await write('ignored.txt', 'ignored\n');
  await rm(join(root, 'gone.txt'));
  await write(
    '.git/hooks/post-checkout',
    '#!/bin/sh\ntouch "$(git rev-parse --git-common-dir)/ran"\n',
  );
  git('config', 'core.hooksPath', '.git/hooks');
  await chmod(join(root, '.git/hooks/post-checkout'), 0o755);
  const before = await readClone(root);

  const scratch = await createFolder();
  const snapshot = await recordWorkingTree(await openRepository(root), join(scratch, 'snapshot'));
  expect(await readClone(root)).toEqual(before);

  const worktree = join(scratch, 'head');
  await addWorktree(root, worktree, snapshot);
  const files = ['.git', '.gitignore', 'a.txt', 'new.txt', 'staged.txt'];
  expect(await listFiles(worktree)).toEqual(files);
  expect(await readFile(join(worktree, 'a.txt'), 'utf8')).toBe('changed\n');
  expect(await readFile(join(worktree, 'staged.txt'), 'utf8')).toBe('three\n');
  git('worktree', 'remove', '--force', worktree);
  expect(existsSync(join(root, '.git/ran'))).toBe(false);
  expect(await readClone(root)).toEqual(before);
});

it('records a clean working tree as what is committed', async () => {
  const { root, git } = await createRepository();
  const folder = join(await createFolder(), 'snapshot');
  const { commit, tree } = await recordWorkingTree(await openRepository(root), folder);
  expect([commit, tree]).toEqual([git('rev-parse', 'HEAD'), git('rev-parse', 'HEAD^{tree}')]);
});

/** Every file of a clone, with git's own. */
async function readClone(root: string): Promise<Map<string, string>> {
  const paths = await listFiles(root);
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path, await readFile(join(root, path), 'base64')] as const),
    ),
  );
}
