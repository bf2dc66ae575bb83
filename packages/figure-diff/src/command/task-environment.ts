import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { leaveGit } from '@layerprint/artifacts/git';

/** What Nx and npm tell the command they run about itself; it would mislead those that we run. */
const RUNNER_VARIABLES =
  /^(?:NX_(?:TASK_.*|WORKSPACE_ROOT|INVOCATION_ROOT_PID|TERMINAL_.*|STREAM_OUTPUT|PREFIX_OUTPUT|SKIP_NX_CACHE|CLI_SET|LOAD_DOT_ENV_FILES)|LERNA_PACKAGE_NAME|npm_(?:package_.*|lifecycle_.*|command|config_(?:local_prefix|prefix))|INIT_CWD)$/;

/** Where the fetch task leaves CIFAR-10; git ignores it, so a worktree has none. */
const FETCHED_CIFAR10 = 'data/cifar-10-batches-bin';

/**
 * The environment for tasks in a worktree: the user's, with the worktree's own programs first, and with
 * the data set of the workspace. Nx runs without its daemon, which would outlive the worktree, and with its
 * plugins in one process, which halves the time it takes where all is cached.
 *
 * @param workspace Where the command runs: relative paths are relative to it.
 */
export function prepareEnvironment(
  workspace: string,
  worktree: string,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(leaveGit(environment)).filter(
    ([name]) => !RUNNER_VARIABLES.test(name),
  );
  const programs = join(worktree, 'node_modules', '.bin');
  return {
    ...Object.fromEntries(kept),
    PATH: [programs, environment['PATH'] ?? ''].join(delimiter),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_TUI: 'false',
    NX_DEFAULT_OUTPUT_STYLE: 'stream',
    FORCE_COLOR: '0',
    ...locateCifar10(workspace, environment['CIFAR10_DIR']),
    LAYERPRINT_DATA: resolve(workspace, environment['LAYERPRINT_DATA'] ?? ''),
  };
}

function locateCifar10(workspace: string, directory = ''): { CIFAR10_DIR?: string } {
  if (directory !== '') return { CIFAR10_DIR: resolve(workspace, directory) };
  const fetched = join(workspace, FETCHED_CIFAR10);
  return existsSync(fetched) ? { CIFAR10_DIR: fetched } : {};
}
