import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readJsonFile } from '@layerprint/artifacts/files';
import { DiffSchema, type Diff } from '@layerprint/figure-diff/schemas/diff';
import { shrinkProfile } from './tiny-profile.ts';
import { copyWorkspace, ODD_NAME } from './workspace-copy.ts';
import { AS_NX_STARTS } from '../../fixtures/as-nx-starts.ts';

/** How the command ended, and what it wrote. */
interface DiffRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined where it wrote none. */
  readonly diff: Diff | undefined;
}

/** A command under way. */
interface StartedDiff {
  readonly child: ChildProcess;
  readonly ended: Promise<DiffRun>;
  /** Returns when the command has said something of this form. */
  said(pattern: RegExp): Promise<void>;
}

/**
 * A repository with the working tree of this one as its first commit, and a profile `tiny` whose models
 * train in a second. Nx's cache and every temporary folder are its own.
 */
export interface DiffRepository {
  readonly root: string;
  /** Where the command puts its worktrees. */
  readonly temporary: string;
  readonly git: (...args: string[]) => string;
  /** Changes a file, or writes what becomes of it to another. */
  readonly edit: (file: string, change: (text: string) => string, target?: string) => Promise<void>;
  /** Commits an edit on a new branch off main, and goes back to main. */
  branch(name: string, ...change: Parameters<DiffRepository['edit']>): Promise<void>;
  /** Runs the command, by default from the root and of the profile `tiny`. */
  diff(args: readonly string[], cwd?: string): Promise<DiffRun>;
  start(args: readonly string[], cwd?: string): StartedDiff;
  /** The cache of Nx that all its worktrees share. */
  readonly cache: string;
  /** Runs Nx as a user of the repository does. */
  nx(...args: string[]): void;
  remove(): Promise<void>;
}

export async function createDiffRepository(): Promise<DiffRepository> {
  const { root, remove } = await copyWorkspace();
  // Beside the repository: a folder in it would fall under its .gitignore.
  const own = await realpath(await mkdtemp(join(tmpdir(), ODD_NAME)));
  const temporary = join(own, 'temporary');
  await mkdir(temporary);
  const environment = {
    PATH: process.env['PATH'],
    HOME: own,
    TMPDIR: temporary,
    GIT_CONFIG_NOSYSTEM: '1',
  };

  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: root,
      env: environment,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
    return stdout.trim();
  };
  const edit: DiffRepository['edit'] = async (file, change, target = file) => {
    const text = await readFile(join(root, file), 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`The edit of ${file} does not find its place.`);
    await mkdir(dirname(join(root, target)), { recursive: true });
    await writeFile(join(root, target), changed);
  };
  const commit = (message: string): void => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  const start: DiffRepository['start'] = (args, cwd = root) =>
    startDiff(join(root, 'packages/figure-diff/src/diff.ts'), args, cwd, environment);

  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@example.org');
  await edit(
    'experiments/quick/experiment.json',
    (text) => shrinkProfile(text, 'tiny'),
    'experiments/tiny/experiment.json',
  );
  await cp(
    join(root, 'experiments/article/claims.json'),
    join(root, 'experiments/tiny/claims.json'),
  );
  commit('one');
  return {
    root,
    temporary,
    git,
    edit,
    async branch(name, ...change) {
      git('switch', '--quiet', '--create', name);
      await edit(...change);
      commit(name);
      git('switch', '--quiet', 'main');
    },
    start,
    diff: (args, cwd) => start(['--profile', 'tiny', ...args], cwd).ended,
    cache: join(own, '.nx'),
    nx(...args) {
      const nx = join(root, 'node_modules/.bin/nx');
      const { status, stderr } = spawnSync(nx, args, { cwd: root, env: environment });
      if (status !== 0) throw new Error(`nx ${args.join(' ')} failed: ${stderr.toString()}`);
    },
    async remove() {
      await remove();
      await rm(own, { recursive: true });
    },
  };
}

function startDiff(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): StartedDiff {
  const written = join(cwd, 'dist/diff');
  rmSync(written, { recursive: true, force: true });
  const child = spawn(process.execPath, [...AS_NX_STARTS, command, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).then(async (status) => ({
    status,
    stdout,
    stderr,
    diff: existsSync(written)
      ? await readJsonFile(DiffSchema, join(written, 'diff.json'))
      : undefined,
  }));
  const said = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve();
      };
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`It ended before it said ${pattern}:\n${stderr}`)));
      look();
    });
  return { child, ended, said };
}

/**
 * What a run could leave behind: folders, worktrees and locks.
 *
 * @param profile Processes too that train it; no other test may have a profile of this name.
 */
export async function listRemains(
  { git, root, temporary }: DiffRepository,
  profile?: string,
): Promise<string[]> {
  const folders = (await readdir(temporary)).filter((name) => name.startsWith('layerprint-diff-'));
  const worktrees = git('worktree', 'list').split('\n').slice(1);
  const locks = (await readdir(join(root, '.git'), { recursive: true })).filter((name) =>
    name.endsWith('.lock'),
  );
  const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  const processes = stdout.split('\n').filter((line) => line.includes(`--profile ${profile} `));
  return [...folders, ...worktrees, ...locks, ...processes];
}
