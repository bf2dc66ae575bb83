import { spawn } from 'node:child_process';
import { LayerprintError } from '@layerprint/core/errors';

/**
 * What keeps git from doing more than it is asked to: no hook or monitor of the user's runs, nothing is
 * collected, and no index is written in parts beside the clone's own.
 */
const QUIET = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.splitIndex=false',
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/** A commit is what it holds, whatever this clone puts in its place; and no lock only refreshes an index. */
const FAITHFUL = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
};

/** How git reaches its configuration, its own programs and other machines, and may do so for us. */
const REACHING =
  /^GIT_(?:CONFIG_.*|SSH.*|SSL_.*|HTTP_.*|PROXY_.*|PROTOCOL.*|ALLOW_PROTOCOL|ASKPASS|TERMINAL_PROMPT|EXEC_PATH|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/**
 * The environment without what belongs to a git command around this one, such as a hook, and would lead
 * ours to another repository, or have it read paths and attributes in another way.
 */
export function leaveGit(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('GIT_') || REACHING.test(name)),
  );
}

/** How a git command ended. */
export interface GitResult {
  readonly status: number;
  /** Without the last line break. */
  readonly stdout: string;
  readonly stderr: string;
}

/** What a git command gets. */
export interface GitOptions {
  /** Variables beside those of this process; undefined takes one away. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What it reads; nothing by default. */
  readonly input?: string;
  /** How bytes become characters and back; `latin1` keeps each byte, for names that may be no UTF-8. */
  readonly encoding?: 'utf8' | 'latin1';
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
  { environment = {}, input = '', encoding = 'utf8' }: GitOptions = {},
): Promise<GitResult> {
  const child = spawn('git', [...QUIET, ...args], {
    cwd: folder,
    env: { ...leaveGit(process.env), ...FAITHFUL, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding(encoding).on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // Where it ends without reading all of it, its status says why.
  child.stdin.on('error', () => undefined).end(input, encoding);
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
  options?: GitOptions,
): Promise<string> {
  const { status, stdout, stderr } = await tryGit(folder, args, options);
  if (status === 0) return stdout;
  const command = args.find((arg) => !arg.startsWith('-') && !arg.includes('='));
  throw new LayerprintError(
    'git-failed',
    `\`git ${command}\` failed in ${folder}: ${stderr || `it exited ${status}`}`,
    'Mend what git complains of, and run again.',
  );
}

/** Splits what git prints with `-z`. */
export function splitNames(printed: string): string[] {
  return printed.split('\0').slice(0, -1);
}
