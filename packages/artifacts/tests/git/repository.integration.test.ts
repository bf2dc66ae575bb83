import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findCommit, isDirty, openRepository, workspaceIn } from '../../src/git/repository.ts';
import { createFolder, createRepository, openSmallRepository } from './small-repository.ts';

describe('openRepository', () => {
  it('finds a workspace below the top of its clone in every worktree', async () => {
    const { root } = await createRepository();
    await mkdir(join(root, 'sub'));
    const repository = await openRepository(join(root, 'sub'));
    expect(workspaceIn(repository, '/tmp/base')).toBe('/tmp/base/sub/');
  });

  it('says that a folder is in no repository, and what works without one', async () => {
    const folder = await createFolder();
    await expect(openRepository(folder)).rejects.toMatchObject({
      code: 'not-a-repository',
      hint: expect.stringContaining('--base-dir'),
    });
  });

  it('is not led astray by the variables of a hook it runs in', async () => {
    const { root } = await createRepository();
    vi.stubEnv('GIT_DIR', '/nowhere');
    vi.stubEnv('GIT_INDEX_FILE', '/nowhere/index');
    expect(await openRepository(root)).toEqual({ workspace: root, prefix: '' });
    vi.unstubAllEnvs();
  });
});

describe('findCommit', () => {
  it('finds a branch, a tag, a short sha and an ancestor', async () => {
    const { root, git, commit } = await createRepository();
    const first = git('rev-parse', 'HEAD');
    git('tag', '--annotate', 'v1', '--message', 'one');
    commit('two');
    const repository = await openRepository(root);
    for (const name of ['v1', first.slice(0, 8), 'main~1', 'HEAD^']) {
      expect((await findCommit(repository, name)).commit).toBe(first);
    }
  });

  it('gives commits with the same files the same tree', async () => {
    const { root, commit } = await createRepository();
    commit('nothing');
    const repository = await openRepository(root);
    const [one, two] = [
      await findCommit(repository, 'HEAD'),
      await findCommit(repository, 'HEAD^'),
    ];
    expect(one.commit).not.toBe(two.commit);
    expect(one.tree).toBe(two.tree);
  });

  it('names the revision that does not exist', async () => {
    const { root } = await createRepository();
    await expect(findCommit(await openRepository(root), 'nope')).rejects.toMatchObject({
      code: 'unknown-revision',
      message: 'There is no revision "nope" in this repository.',
    });
  });

  it.each([
    '^main',
    '^HEAD~0',
    'main^@',
    'main..HEAD',
    'HEAD^{tree}',
    'main:',
    ':/nothing',
    ' ',
    '*',
  ])('takes %j for no revision, as it names no one commit', async (name) => {
    const { root } = await createRepository();
    await expect(findCommit(await openRepository(root), name)).rejects.toMatchObject({
      code: 'unknown-revision',
      message: `There is no revision "${name}" in this repository.`,
    });
  });

  it('suggests the branch of a remote where there is no local one', async () => {
    const { root, git } = await createRepository();
    git('branch', 'topic');
    const clone = openSmallRepository(join(await createFolder(), 'clone'));
    git('clone', '--quiet', root, clone.root);
    await expect(findCommit(await openRepository(clone.root), 'topic')).rejects.toMatchObject({
      hint: expect.stringContaining('Did you mean origin/topic?'),
    });
  });

  it('says how to get the history that a shallow clone lacks', async () => {
    const { root, git, commit } = await createRepository();
    commit('two');
    const clone = openSmallRepository(join(await createFolder(), 'clone'));
    git('clone', '--quiet', '--depth', '1', `file://${root}`, clone.root);
    const repository = await openRepository(clone.root);
    expect((await findCommit(repository, 'HEAD')).commit).toBe(git('rev-parse', 'HEAD'));
    await expect(findCommit(repository, 'HEAD~1')).rejects.toMatchObject({
      code: 'shallow-clone',
      hint: expect.stringContaining('git fetch --unshallow'),
    });
  });
});

describe('isDirty', () => {
  it('counts new files and not ignored ones', async () => {
    const { root, write } = await createRepository();
    const repository = await openRepository(root);
    await write('ignored.txt', '');
    expect(await isDirty(repository)).toBe(false);
    await write('new.txt', '');
    expect(await isDirty(repository)).toBe(true);
  });
});
