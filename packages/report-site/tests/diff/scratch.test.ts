import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sweepScratch, withScratch } from '../../src/diff/scratch.ts';
import { createFolder, createRepository } from './small-repository.ts';

beforeEach(async () => {
  vi.stubEnv('TMPDIR', await createFolder());
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('withScratch', () => {
  it('removes the folder and its worktrees after an error, and passes the error on', async () => {
    const { root, git } = await createRepository();
    let folder = '';
    const run = withScratch(root, async (scratch) => {
      folder = scratch;
      git('worktree', 'add', '--quiet', '--detach', join(scratch, 'base/worktree'));
      throw new Error('the build failed');
    });
    await expect(run).rejects.toThrow('the build failed');
    expect(existsSync(folder)).toBe(false);
    expect(countWorktrees(git)).toBe(1);
  });

  it('removes a worktree whose making was cut short', async () => {
    const { root, git } = await createRepository();
    await withScratch(root, async (scratch) => {
      git('worktree', 'add', '--quiet', '--detach', '--lock', join(scratch, 'base/worktree'));
      await rm(join(scratch, 'base/worktree'), { recursive: true });
    });
    expect(countWorktrees(git)).toBe(1);
    expect(existsSync(join(root, '.git/worktrees'))).toBe(false);
  });
});

describe('sweepScratch', () => {
  it('removes what a dead run left, and nothing of a living run or of the user', async () => {
    const { root, git } = await createRepository();
    const users = join(await createFolder(), 'mine');
    git('worktree', 'add', '--quiet', '--detach', users);
    await rm(users, { recursive: true });

    await withScratch(root, async (living) => {
      git('worktree', 'add', '--quiet', '--detach', join(living, 'base/worktree'));
      const { pid } = spawnSync('true');
      const dead = living.replace(`-${process.pid}-`, `-${pid}-`);
      await mkdir(dead);
      git('worktree', 'add', '--quiet', '--detach', join(dead, 'base/worktree'));
      const elsewhere = join(await createFolder(), dead.slice(dirname(dead).length + 1));
      git('worktree', 'add', '--quiet', '--detach', join(elsewhere, 'head/worktree'));

      await sweepScratch(root);
      expect([living, dead, elsewhere].map((path) => existsSync(path))).toEqual([
        true,
        false,
        false,
      ]);
      expect(countWorktrees(git)).toBe(3);
    });
    expect(git('worktree', 'list')).toContain(users);
  });
});

function countWorktrees(git: (...args: string[]) => string): number {
  return git('worktree', 'list').split('\n').length;
}
