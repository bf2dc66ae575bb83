import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { listProfiles } from '@layerprint/artifacts/profiles';

/** What a folder above a checkout may be called: nothing in it means anything to us. */
export const ODD_NAME = "layerprint ü [a]{b,c} $(x) '&-";

const WORKSPACE = resolve(import.meta.dirname, '../..');

/** The experiments that tests know; what an author adds is none of their business. */
const EXPERIMENTS = ['article', 'quick', 'smoke'];

/** What git ignores, and git's own folder. */
const LEFT_OUT = new Set(['.astro', '.git', '.nx', 'data', 'dist', 'node_modules']);

/** What Nx did for one task: its hash, and whether it restored the result or ran the command. */
export interface TaskRun {
  hash: string;
  restored: boolean;
}

/** A run of Nx under way. */
interface StartedNx {
  /** Returns when Nx has printed something of this form, or has ended. */
  said(pattern: RegExp): Promise<void>;
  /** Asks Nx to end, as a terminal does on Ctrl+C; of the process that was started alone. */
  stop(): void;
  /** What Nx has printed by now. */
  printed(): string;
  readonly ended: Promise<{ status: number | null; printed: string }>;
}

/** A copy of the working tree in a temporary folder, with a cache of its own, to be changed at will. */
export interface WorkspaceCopy {
  readonly root: string;
  /** Runs Nx and reports on every task, by id: `small:train-dummy`. */
  runNx(...args: string[]): Promise<Record<string, TaskRun>>;
  /** Starts Nx, with more in its environment than the paths that every program needs. */
  startNx(args: readonly string[], environment?: Record<string, string>): StartedNx;
  readonly remove: () => Promise<void>;
}

/** Copies the sources and links the installed packages. */
export async function copyWorkspace(): Promise<WorkspaceCopy> {
  const root = await mkdtemp(join(tmpdir(), ODD_NAME));
  await cp(WORKSPACE, root, {
    recursive: true,
    // The checkout itself may be called like one of them.
    filter: (source) => source === WORKSPACE || !LEFT_OUT.has(basename(source)),
  });
  for (const name of listProfiles(join(root, 'experiments'))) {
    if (!EXPERIMENTS.includes(name)) await rm(join(root, 'experiments', name), { recursive: true });
  }
  await linkPackages(root);
  return {
    root,
    runNx: (...args) => runNx(root, args),
    startNx: (args, environment) => startNx(root, args, environment),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function linkPackages(root: string): Promise<void> {
  const installed = join(WORKSPACE, 'node_modules');
  await mkdir(join(root, 'node_modules/@layerprint'), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== '@layerprint')
      await symlink(join(installed, name), join(root, 'node_modules', name));
  }
  for (const name of await readdir(join(root, 'packages'))) {
    await symlink(join(root, 'packages', name), join(root, 'node_modules/@layerprint', name));
  }
}

function startNx(
  root: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): StartedNx {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|VITEST|NODE_)/.test(name),
  );
  const child = spawn(join(root, 'node_modules/.bin/nx'), args, {
    cwd: root,
    env: { ...Object.fromEntries(inherited), NX_DAEMON: 'false', FORCE_COLOR: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).then((status) => ({ status, printed }));
  const said = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (pattern.test(printed)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      child.on('close', () => resolve());
      look();
    });
  return { said, stop: () => void child.kill('SIGINT'), printed: () => printed, ended };
}

async function runNx(root: string, args: string[]): Promise<Record<string, TaskRun>> {
  const { status, printed } = await startNx(root, args).ended;
  if (status !== 0) throw new Error(`nx ${args.join(' ')} failed:\n${printed}`);
  const { tasks } = JSON.parse(await readFile(join(root, '.nx/cache/run.json'), 'utf8')) as {
    tasks: { taskId: string; hash: string; cacheStatus: string }[];
  };
  return Object.fromEntries(
    tasks.map((task) => [
      task.taskId,
      { hash: task.hash, restored: task.cacheStatus !== 'cache-miss' },
    ]),
  );
}
