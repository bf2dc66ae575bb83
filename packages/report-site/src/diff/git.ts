import { spawn } from 'node:child_process';
import { LayerprintError } from '@layerprint/core/errors';

/**
 * What keeps git from doing more than it is asked to: no hook of the user's runs, nothing is collected,
 * and no lock is taken only to refresh an index.
 */
const QUIET = ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

/** What a hook of git sets for the commands it runs, and would lead ours to the wrong repository. */
const LOCAL_VARIABLES =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|.*OBJECT_DIREC.*)$/;

/** The environment without what belongs to a git command around this one. */
export function leaveGit(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !LOCAL_VARIABLES.test(name)),
  );
}

/** How a git command ended. */
export interface GitResult {
  readonly status: number;
  /** Without the last line break. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs git to its end, whatever its status. A signal from the terminal does not reach it, so it leaves no
 * lock; none of the commands used here takes long.
 *
 * @throws {LayerprintError} `no-git`.
 */
export function tryGit(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<GitResult> {
  const child = spawn('git', [...QUIET, ...args], {
    cwd: folder,
    env: { ...leaveGit(process.env), GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(
        new LayerprintError(
          'no-git',
          `git could not be run: ${cause.message}.`,
          'Install git, or compare two folders of artifacts with --base-dir and --head-dir.',
          { cause },
        ),
      );
    });
    child.on('close', (status) => {
      resolve({ status: status ?? 1, stdout: stdout.replace(/\n$/, ''), stderr: stderr.trim() });
    });
  });
}

/**
 * Runs git and returns what it printed.
 *
 * @throws {LayerprintError} `git-failed`, with what git says; `no-git`.
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<string> {
  const { status, stdout, stderr } = await tryGit(folder, args, environment);
  if (status === 0) return stdout;
  throw new LayerprintError(
    'git-failed',
    `\`git ${args[0]!}\` failed in ${folder}: ${stderr || `it exited ${status}`}`,
    'Mend what git complains of, and run again.',
  );
}
