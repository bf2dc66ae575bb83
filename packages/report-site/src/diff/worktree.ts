import { runGit } from './git.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Makes a worktree of a repository, detached, with the files of a snapshot.
 *
 * @param workspace Any folder in the clone.
 * @param path Where; it must not exist.
 * @throws {LayerprintError} `git-failed`.
 */
export async function addWorktree(
  workspace: string,
  path: string,
  { commit, tree, environment }: Snapshot,
): Promise<void> {
  await runGit(workspace, [
    'worktree',
    'add',
    '--quiet',
    '--detach',
    '--no-checkout',
    path,
    commit,
  ]);
  await runGit(path, ['read-tree', '--reset', '-u', tree], environment);
}
