import { execFileSync } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A repository of a few files, apart from every setting of the machine. */
export interface SmallRepository {
  readonly root: string;
  readonly git: (...args: string[]) => string;
  readonly write: (path: string, content: string) => Promise<void>;
  readonly commit: (message: string) => string;
}

/** Makes a folder that goes away with the test. */
export async function createFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'layerprint-test-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a repository with one commit of `a.txt` and a `.gitignore` that names `ignored.txt`. */
export async function createRepository(): Promise<SmallRepository> {
  const repository = openSmallRepository(await createFolder());
  repository.git('init', '--quiet', '--initial-branch', 'main');
  await repository.write('a.txt', 'one\n');
  await repository.write('.gitignore', 'ignored.txt\n');
  repository.commit('one');
  return repository;
}

export function openSmallRepository(root: string): SmallRepository {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    }).trim();
  return {
    root,
    git,
    write: (path, content) => writeFile(join(root, path), content),
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
