import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { runGit, tryGit } from './git.ts';
import { findCommit, type Repository } from './repository.ts';

/** Files of a repository, as git keeps them. */
export interface Snapshot {
  readonly commit: string;
  readonly tree: string;
  /** What git needs to know to find the objects of the tree. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Records the working tree as it is: what is committed, staged, changed, deleted and new, without what
 * git ignores. The index is a copy, and new objects go to `folder`, so nothing in the clone changes.
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
  const [top, index, objects] = (
    await runGit(workspace, [
      'rev-parse',
      '--show-toplevel',
      ...['--git-path', 'index'],
      ...['--git-path', 'objects'],
    ])
  ).split('\n') as [string, string, string];

  const own = { index: join(folder, 'index'), objects: join(folder, 'objects') };
  await mkdir(own.objects, { recursive: true });
  // A repository whose index was never written has none; git starts with an empty one.
  await copyFile(resolve(workspace, index), own.index).catch(() => undefined);

  const environment = {
    GIT_OBJECT_DIRECTORY: own.objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: resolve(workspace, objects),
  };
  const inIndex = { ...environment, GIT_INDEX_FILE: own.index };
  const added = await tryGit(top, ['-c', 'advice.addEmbeddedRepo=false', 'add', '--all'], inIndex);
  if (added.status !== 0) {
    throw new LayerprintError(
      'git-failed',
      `The working tree could not be recorded: ${added.stderr}`,
      'Mend what git complains of, or compare a commit.',
    );
  }
  const tree = await runGit(top, ['write-tree'], inIndex);
  return { commit, tree, environment, uncommitted: tree !== committed };
}
