import { cp, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { describe, expect, it } from 'vitest';
import { canShareModules, shareModules } from '../../src/command/install.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';

/** A workspace of one package of its own, `core`, with what npm installs. */
async function createInstalled(): Promise<string> {
  const root = join(await createFolder(), 'workspace');
  for (const folder of ['@ours', '.bin', '.cache']) {
    await mkdir(join(root, 'node_modules', folder), { recursive: true });
  }
  for (const folder of ['node_modules/zod', 'node_modules/@types/node']) {
    await writeFileAtomically(join(root, folder, 'package.json'), '{}');
  }
  const modules = join(root, 'packages/core/node_modules');
  await writeFileAtomically(join(modules, 'nested/package.json'), '{}');
  await mkdir(join(modules, '.vite'));
  await symlink('../../packages/core', join(root, 'node_modules/@ours/core'));
  await writeFile(join(root, 'package-lock.json'), '{}');
  return root;
}

async function createWorktree(lock = '{}'): Promise<string> {
  const root = join(await createFolder(), 'worktree');
  await writeFileAtomically(join(root, 'packages/core/package.json'), '{}');
  await writeFile(join(root, 'package-lock.json'), lock);
  return root;
}

/** Shares with a worktree, the link being in the folder that it is in. */
const share = (workspace: string, worktree: string) =>
  shareModules(workspace, worktree, dirname(worktree));

/** Where Node finds a module that is imported in a folder. */
function find(module: string, folder: string): string {
  return createRequire(join(folder, 'file.js')).resolve(`${module}/package.json`);
}

describe('shareModules', () => {
  it('leads to what is installed, and to its own packages', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await share(workspace, worktree);
    const core = join(worktree, 'packages/core');
    for (const module of ['zod', '@types/node']) {
      expect(find(module, core)).toBe(join(workspace, 'node_modules', module, 'package.json'));
    }
    expect(find('@ours/core', worktree)).toBe(join(core, 'package.json'));
    expect(find('nested', core)).toBe(
      join(workspace, 'packages/core/node_modules/nested/package.json'),
    );
  });

  it('leads into the worktree where the links of the workspace are absolute', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await rm(join(workspace, 'node_modules/@ours/core'));
    await symlink(join(workspace, 'packages/core'), join(workspace, 'node_modules/@ours/core'));
    await share(workspace, worktree);
    expect(await readlink(join(worktree, 'node_modules/@ours/core'))).toBe('../../packages/core');
  });

  it('makes no link for each package, and shares no cache of a tool', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await share(workspace, worktree);
    expect(await readdir(join(worktree, 'node_modules'))).toEqual(['.bin', '@ours']);
    expect(await readdir(join(worktree, 'node_modules/@ours'))).toEqual(['core']);
    expect(await readdir(join(worktree, 'packages/core/node_modules'))).toEqual(['nested']);
  });

  it('leaves out a package of its own that the worktree does not have', async () => {
    const [workspace, worktree] = [await createInstalled(), await createWorktree()];
    await rm(join(worktree, 'packages'), { recursive: true });
    await share(workspace, worktree);
    expect(() => find('@ours/core', worktree)).toThrow();
    expect(find('zod', worktree)).toBe(join(workspace, 'node_modules/zod/package.json'));
  });

  it('shares the same from a worktree that itself shares', async () => {
    const workspace = await createInstalled();
    const [first, second] = [await createWorktree(), await createWorktree()];
    await share(workspace, first);
    await share(first, second);
    expect(find('zod', second)).toBe(join(workspace, 'node_modules/zod/package.json'));
    expect(find('@ours/core', second)).toBe(join(second, 'packages/core/package.json'));
  });
});

describe('canShareModules', () => {
  it('is true for equal lock files alone', async () => {
    const workspace = await createInstalled();
    expect(await canShareModules(workspace, await createWorktree())).toBe(true);
    expect(await canShareModules(workspace, await createWorktree('{ }'))).toBe(false);
  });

  it('is false where an install was cut short', async () => {
    const workspace = await createInstalled();
    await rm(join(workspace, 'node_modules/.bin'), { recursive: true });
    expect(await canShareModules(workspace, await createWorktree())).toBe(false);
  });

  it('is false where nothing is installed', async () => {
    const workspace = await createWorktree();
    const copy = join(await createFolder(), 'copy');
    await cp(workspace, copy, { recursive: true });
    expect(await canShareModules(workspace, copy)).toBe(false);
  });
});
