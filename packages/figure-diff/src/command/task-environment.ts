import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { leaveGit } from '@layerprint/artifacts/git';
import { leaveRunner } from '@layerprint/artifacts/runner-environment';

/** Where the fetch task leaves CIFAR-10; git ignores it, so a worktree has none. */
const FETCHED_CIFAR10 = 'data/cifar-10-batches-bin';

/**
 * The environment for tasks in a worktree: the user's, with the worktree's own programs first, and with
 * the data set of the workspace.
 *
 * @param workspace Where the command runs: relative paths are relative to it.
 */
export function prepareEnvironment(
  workspace: string,
  worktree: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const programs = join(worktree, 'node_modules', '.bin');
  return {
    ...leaveRunner(leaveGit(environment)),
    PATH: [programs, environment['PATH'] ?? ''].join(delimiter),
    ...locateCifar10(workspace, environment['CIFAR10_DIR']),
    LAYERPRINT_DATA: resolve(workspace, environment['LAYERPRINT_DATA'] ?? ''),
  };
}

function locateCifar10(workspace: string, directory = ''): { CIFAR10_DIR?: string } {
  if (directory !== '') return { CIFAR10_DIR: resolve(workspace, directory) };
  const fetched = join(workspace, FETCHED_CIFAR10);
  return existsSync(fetched) ? { CIFAR10_DIR: fetched } : {};
}
