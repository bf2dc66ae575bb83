import { lstatSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { runGit, splitNames, tryGit } from './git.ts';
import { findCommit, type Repository } from './repository.ts';

/** Files of a repository, as git keeps them. */
export interface Snapshot {
  readonly commit: string;
  readonly tree: string;
  /** Where the objects of the tree are that the clone does not have; undefined where it has all. */
  readonly objects?: string;
}

/**
 * Records the working tree as it is: what is committed, staged, changed, deleted and new, without what
 * git ignores. Every file is looked at, also one that git was told to take for unchanged. The index is one
 * of our own, and new objects go to `folder`, so nothing in the clone changes.
 *
 * @param folder An empty folder of our own.
 * @returns `uncommitted` tells whether the files are others than the commit's.
 * @throws {LayerprintError} `git-failed`, `unknown-revision` in a repository without commits.
 */
export async function recordWorkingTree(
  repository: Repository,
  folder: string,
): Promise<Snapshot & { readonly uncommitted: boolean }> {
  const { workspace } = repository;
  const { commit, tree: committed } = await findCommit(repository, 'HEAD');
  const top = await runGit(workspace, ['rev-parse', '--show-toplevel']);
  const objects = join(folder, 'objects');
  await mkdir(join(objects, 'info'), { recursive: true });
  await writeFile(join(objects, 'info/alternates'), `${await locateObjects(workspace)}\n`);
  const environment = {
    GIT_OBJECT_DIRECTORY: objects,
    GIT_INDEX_FILE: join(folder, 'index'),
  };

  // 1. What is tracked, without what the index knows of the files: it may say not to look at them.
  const tracked = await runGit(top, ['ls-files', '-z', '--stage'], { encoding: 'latin1' });
  const given = { environment, encoding: 'latin1' } as const;
  await runGit(top, ['update-index', '-z', '--index-info'], { ...given, input: tracked });
  await runGit(top, ['update-index', '-z', '--skip-worktree', '--stdin'], {
    ...given,
    input: (await listLeftOut(top)).map((name) => `${name}\0`).join(''),
  });

  // 2. The files over it. One that was left out of the checkout stays as it is tracked.
  const settings = [
    'core.sparseCheckout=false',
    'core.safecrlf=false',
    'advice.addEmbeddedRepo=false',
  ];
  const added = await tryGit(
    top,
    [...settings.flatMap((setting) => ['-c', setting]), 'add', '--all'],
    { environment },
  );
  if (added.status !== 0) {
    throw new LayerprintError(
      'git-failed',
      `The working tree could not be recorded: ${added.stderr}`,
      'Mend what git complains of, or compare a commit.',
    );
  }
  const tree = await runGit(top, ['write-tree', '--missing-ok'], { environment });
  return { commit, tree, objects, uncommitted: tree !== committed };
}

/** Where a clone keeps its objects. */
export async function locateObjects(workspace: string): Promise<string> {
  return resolve(workspace, await runGit(workspace, ['rev-parse', '--git-path', 'objects']));
}

/** Names the files that a sparse checkout leaves out, each byte a character. */
async function listLeftOut(top: string): Promise<string[]> {
  const listed = await runGit(top, ['ls-files', '-z', '-t'], { encoding: 'latin1' });
  return splitNames(listed)
    .filter((line) => line.startsWith('S '))
    .map((line) => line.slice(2))
    .filter((name) => {
      const path = Buffer.concat([Buffer.from(`${top}/`), Buffer.from(name, 'latin1')]);
      return lstatSync(path, { throwIfNoEntry: false }) === undefined;
    });
}
