import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { runGit, tryGit } from './git.ts';

/** A clone, seen from the workspace in it. */
export interface Repository {
  /** The workspace: where the command runs. */
  readonly workspace: string;
  /** The workspace below the top folder of the clone; empty where it is the same. */
  readonly prefix: string;
}

/** A commit that a name stands for. */
export interface Commit {
  readonly commit: string;
  /** Its files: equal where two commits hold the same. */
  readonly tree: string;
}

/**
 * Opens the repository that a folder is in.
 *
 * @throws {LayerprintError} `not-a-repository`, `git-failed`, `no-git`.
 */
export async function openRepository(workspace: string): Promise<Repository> {
  const { status, stdout, stderr } = await tryGit(workspace, ['rev-parse', '--show-prefix']);
  if (status === 0) return { workspace, prefix: stdout };
  if (!stderr.includes('not a git repository'))
    await runGit(workspace, ['rev-parse', '--show-prefix']);
  throw new LayerprintError(
    'not-a-repository',
    `${workspace} is not in a git repository, so it has no revisions.`,
    'Run in a clone, or compare two folders of artifacts with --base-dir and --head-dir.',
  );
}

/**
 * Finds the commit that a branch, a tag or a sha names.
 *
 * @throws {LayerprintError} `ambiguous-revision`, where it names two of these; `shallow-clone`, where the name
 *   may be one of the history that this clone lacks; `no-commit`, in a new repository; `unknown-revision`.
 */
export async function findCommit({ workspace }: Repository, name: string): Promise<Commit> {
  const settings = ['-c', 'core.warnAmbiguousRefs=true', '-c', 'advice.objectNameWarning=false'];
  const verify = [...settings, 'rev-parse', '--verify', `${name}^{commit}`];
  const found = await tryGit(workspace, verify);
  if (found.stderr.includes(' is ambiguous')) {
    throw new LayerprintError(
      'ambiguous-revision',
      `"${name}" names more than one thing in this repository.`,
      `Say which: refs/heads/${name} is the branch, refs/tags/${name} the tag, and a sha can be given in full.`,
    );
  }
  // A name may also be one that leaves a commit out, `^main`.
  if (found.status === 0 && /^[0-9a-f]+$/.test(found.stdout)) {
    const tree = await runGit(workspace, ['rev-parse', `${found.stdout}^{tree}`]);
    return { commit: found.stdout, tree };
  }
  const any = await tryGit(workspace, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (any.status !== 0) {
    throw new LayerprintError(
      'no-commit',
      `There is no revision "${name}": nothing is committed on the branch that is checked out.`,
      'Commit something, or check out a branch with commits.',
    );
  }
  const shallow = await runGit(workspace, ['rev-parse', '--is-shallow-repository']);
  if (shallow === 'true') {
    throw new LayerprintError(
      'shallow-clone',
      `There is no revision "${name}" in this clone, which is shallow: it holds only a part of the history.`,
      'Run `git fetch --unshallow` to get the rest, and check the spelling if that does not help.',
    );
  }
  const remote = await runGit(workspace, [
    'for-each-ref',
    '--count=1',
    '--format=%(refname:short)',
    `refs/remotes/*/${name}`,
  ]);
  throw new LayerprintError(
    'unknown-revision',
    `There is no revision "${name}" in this repository.`,
    remote === ''
      ? 'Check its spelling, or fetch it: `git branch --all` and `git tag` list the names there are.'
      : `Did you mean ${remote}? There is no local branch of that name.`,
  );
}

/** Whether the working tree holds changes that are in no commit; files that git ignores do not count. */
export async function isDirty({ workspace }: Repository): Promise<boolean> {
  return (await runGit(workspace, ['status', '--porcelain', '--untracked-files=normal'])) !== '';
}

/** The folder of the workspace in a working tree of the repository. */
export function workspaceIn({ prefix }: Repository, worktree: string): string {
  return join(worktree, prefix);
}
