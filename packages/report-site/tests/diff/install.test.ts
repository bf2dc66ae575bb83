import { cp, mkdir, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listFiles } from '@layerprint/core/files';
import { describe, expect, it } from 'vitest';
import { canShareModules, shareModules } from '../../src/diff/install.ts';
import { createFolder } from './small-repository.ts';

/** A workspace of one package of its own, `core`, with what npm installs. */
async function createInstalled(): Promise<string> {
  const root = join(await createFolder(), 'workspace');
  for (const folder of ['zod', '@types/node', '@ours', '.bin', '.cache']) {
    await mkdir(join(root, 'node_modules', folder), { recursive: true });
  }
  await mkdir(join(root, 'packages/core/node_modules/nested'), { recursive: true });
  await symlink('../../packages/core', join(root, 'node_modules/@ours/core'));
  await writeFile(join(root, 'package-lock.json'), '{}');
  return root;
}

async function createWorktree(lock = '{}'): Promise<string> {
  const root = join(await createFolder(), 'worktree');
  await mkdir(join(root, 'packages/core'), { recursive: true });
  await writeFile(join(root, 'package-lock.json'), lock);
  return root;
}

describe('shareModules', () => {
  it('links what is installed, and its own packages to itself', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await shareModules(workspace, worktree);
    const modules = (path: string) => join(worktree, 'node_modules', path);
    expect(await readlink(modules('zod'))).toBe(join(workspace, 'node_modules/zod'));
    expect(await readlink(modules('@types/node'))).toBe(
      join(workspace, 'node_modules/@types/node'),
    );
    expect(await realpath(modules('@ours/core'))).toBe(join(worktree, 'packages/core'));
    expect(await readlink(join(worktree, 'packages/core/node_modules/nested'))).toBe(
      join(workspace, 'packages/core/node_modules/nested'),
    );
  });

  it('leads into the worktree where the links of the workspace are absolute', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await rm(join(workspace, 'node_modules/@ours/core'));
    await symlink(join(workspace, 'packages/core'), join(workspace, 'node_modules/@ours/core'));
    await shareModules(workspace, worktree);
    expect(await readlink(join(worktree, 'node_modules/@ours/core'))).toBe('../../packages/core');
  });

  it('shares no cache of a tool', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await shareModules(workspace, worktree);
    const links = await listFiles(join(worktree, 'node_modules'));
    expect(links).toEqual(['.bin', '@ours/core', '@types/node', 'zod']);
  });

  it('shares the same from a worktree that itself shares', async () => {
    const workspace = await createInstalled();
    const [first, second] = [await createWorktree(), await createWorktree()];
    await shareModules(workspace, first);
    await shareModules(first, second);
    expect(await realpath(join(second, 'node_modules/zod'))).toBe(
      join(workspace, 'node_modules/zod'),
    );
    expect(await realpath(join(second, 'node_modules/@ours/core'))).toBe(
      join(second, 'packages/core'),
    );
  });
});

describe('canShareModules', () => {
  it('is true for equal lock files alone', async () => {
    const workspace = await createInstalled();
    expect(await canShareModules(workspace, await createWorktree())).toBe(true);
    expect(await canShareModules(workspace, await createWorktree('{ }'))).toBe(false);
  });

  it('is false where nothing is installed', async () => {
    const workspace = await createWorktree();
    const copy = join(await createFolder(), 'copy');
    await cp(workspace, copy, { recursive: true });
    expect(await canShareModules(workspace, copy)).toBe(false);
  });
});
