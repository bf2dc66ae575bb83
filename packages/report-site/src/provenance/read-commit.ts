import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { openRepository, recordWorkingTree, runGit, tryGit } from '@layerprint/artifacts/git';

/** The commit that a workspace is at, as far as git knows it. */
export interface CommitFacts {
  readonly commit: string;
  /** ISO 8601, as it was committed, with its own time zone. */
  readonly date: string;
  readonly author: string;
  /** Whether files are others than the commit's, new ones among them; what git ignores does not count. */
  readonly uncommitted: boolean;
  /** Where others find it; undefined where there is no remote, or one that only this machine can reach. */
  readonly repository: string | undefined;
}

/**
 * Reads the commit of a workspace; undefined without git, outside a repository, before the first commit,
 * and where git fails: a report is worth as much without.
 */
export async function readCommit(workspace: string): Promise<CommitFacts | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-commit-'));
  try {
    const repository = await openRepository(workspace);
    const { commit, uncommitted } = await recordWorkingTree(repository, folder);
    const format = ['--no-show-signature', '--format=%cI%n%an'];
    const log = await runGit(workspace, ['log', '-1', ...format, commit]);
    const [date = '', author = ''] = log.split('\n');
    const remote = await tryGit(workspace, ['config', '--get', 'remote.origin.url']);
    return { commit, date, author, uncommitted, repository: publicAddress(remote.stdout) };
  } catch (error) {
    if (error instanceof LayerprintError) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The address of a repository as others may see it, for a browser: without user, password or query.
 * Undefined for a folder of this machine, and for a host's short name in somebody's settings.
 */
export function publicAddress(remote: string): string | undefined {
  // host:path is how ssh writes it.
  const url = URL.parse(remote.replace(/^(?:[^/@:]+@)?([^/@:]+\.[^/@:]+):(?!\/\/)/, 'ssh://$1/'));
  if (!url || !/[^.]\.[^.]/.test(url.hostname)) return undefined;
  const isWeb = /^https?:$/.test(url.protocol);
  if (!isWeb && !/^(?:ssh|git):$/.test(url.protocol)) return undefined;
  const origin = isWeb ? url.origin : `https://${url.hostname}`;
  // eslint-disable-next-line no-restricted-properties -- Of a host, and no file.
  return origin + url.pathname.replace(/(?:\.git)?\/*$/, '');
}
