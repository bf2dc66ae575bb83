import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { sweepScratch, withScratch, worktreeOf } from '../../src/command/scratch.ts';
import { createFolder, createRepository } from '../../../artifacts/tests/git/small-repository.ts';

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

it.each(['/nowhere', '/dev/null'])(
  'says in a sentence that %s is no temporary folder',
  async (path) => {
    vi.stubEnv('TMPDIR', path);
    await sweepScratch(undefined);
    await expect(withScratch(undefined, async () => undefined)).rejects.toMatchObject({
      code: 'no-temporary-folder',
      message: expect.stringContaining(`The temporary folder ${path} cannot be used: `) as string,
    });
  },
);

describe('sweepScratch', () => {
  it('removes what killed runs left, here and elsewhere, and nothing of a living run or of the user', async () => {
    const { root, git } = await createRepository();
    const users = join(await createFolder(), 'mine');
    git('worktree', 'add', '--quiet', '--detach', users);
    const here = await die(root);
    vi.stubEnv('TMPDIR', await createFolder());
    const elsewhere = await die(root);

    await withScratch(root, async (living) => {
      git('worktree', 'add', '--quiet', '--detach', worktreeOf(living, 'base'));
      await sweepScratch(root);
      expect([living, here, elsewhere, users].map((path) => existsSync(path))).toEqual([
        ...[true, false, false, true],
      ]);
      expect(countWorktrees(git)).toBe(3);
    });
    expect(git('worktree', 'list')).toContain(users);
    expect(countWorktrees(git)).toBe(2);
  });

  it('leaves a run in another container alone, whose process it cannot see', async () => {
    const { root, git } = await createRepository();
    const { folder, child } = await live(root);
    await sweepScratch(root);
    await sweepScratch(undefined);
    expect(existsSync(join(folder, 'base/worktree/a.txt'))).toBe(true);
    // Its folder may be one that is not mounted here.
    await rename(folder, `${folder}.elsewhere`);
    await sweepScratch(root);
    expect(countWorktrees(git)).toBe(2);
    await rename(`${folder}.elsewhere`, folder);
    await kill(child);
    await sweepScratch(root);
    expect([existsSync(folder), countWorktrees(git)]).toEqual([false, 1]);
  });

  it('leaves the worktree of another clone to a run there', async () => {
    const [{ root }, other] = [await createRepository(), await createRepository()];
    const folder = await die(other.root);
    await sweepScratch(root);
    await sweepScratch(undefined);
    expect(existsSync(folder)).toBe(true);
    await sweepScratch(other.root);
    expect([existsSync(folder), countWorktrees(other.git)]).toEqual([false, 1]);
  });

  it.runIf(process.getuid?.() === 0)('leaves alone what is another user’s', async () => {
    const { root } = await createRepository();
    const folder = await die(root);
    await chown(folder, 65_534, 65_534);
    await sweepScratch(root);
    expect(existsSync(folder)).toBe(true);
  });

  it('follows no link', async () => {
    const { root } = await createRepository();
    const target = await die(root);
    const moved = join(await createFolder(), 'kept');
    await rename(target, moved);
    await symlink(moved, target);
    await sweepScratch(root);
    expect(existsSync(join(moved, 'base/worktree/a.txt'))).toBe(true);
  });
});

const RUN = `
  const { withScratch, worktreeOf } = await import(process.argv[1]);
  const { execFileSync } = await import('node:child_process');
  await withScratch(process.argv[2], async (folder) => {
    const args = ['worktree', 'add', '--quiet', '--detach', worktreeOf(folder, 'base')];
    execFileSync('git', args, { cwd: process.argv[2] });
    process.stdout.write(folder);
    await new Promise(() => setInterval(() => undefined, 1000));
  });
`;

/** A run in a process of its own, with a worktree. */
async function live(root: string): Promise<{ folder: string; child: ChildProcess }> {
  const module = import.meta.resolve('../../src/command/scratch.ts');
  const child = spawn(process.execPath, ['--input-type=module', '-e', RUN, module, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [folder] = (await once(child.stdout, 'data')) as [Buffer];
  return { folder: folder.toString(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

/** A run that was killed; its folder is left. */
async function die(root: string): Promise<string> {
  const { folder, child } = await live(root);
  await kill(child);
  expect(existsSync(folder)).toBe(true);
  return folder;
}

function countWorktrees(git: (...args: string[]) => string): number {
  return git('worktree', 'list').split('\n').length;
}
