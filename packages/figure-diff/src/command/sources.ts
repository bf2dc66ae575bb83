import { statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import type { SideSource } from '../schemas/diff.ts';
import { WORKTREE, type SideChoice } from './options.ts';
import {
  findCommit,
  recordWorkingTree,
  type Repository,
  type Snapshot,
} from '@layerprint/artifacts/git';

/** A side that was found: a folder of artifacts, or files to build them from. */
export type FoundSide = { readonly source: SideSource } & (
  { readonly folder: string } | { readonly snapshot: Snapshot }
);

/**
 * Finds what the user named, before anything is built.
 *
 * @param repository Undefined where both sides are folders.
 * @param scratch A folder of our own.
 * @throws {LayerprintError} `no-such-folder`, `unknown-revision`, `shallow-clone`, `git-failed`.
 */
export async function findSide(
  choice: SideChoice,
  repository: Repository | undefined,
  scratch: string,
): Promise<FoundSide> {
  if ('folder' in choice) return findFolder(choice.folder);
  const label = choice.revision;
  if (label !== WORKTREE) {
    const { commit, tree } = await findCommit(repository!, label);
    const source = { label, from: 'commit', commit, uncommitted: false } as const;
    return { source, snapshot: { commit, tree } };
  }
  const folder = await mkdtemp(join(scratch, 'snapshot-'));
  const snapshot = await recordWorkingTree(repository!, folder);
  const { commit, uncommitted } = snapshot;
  return { source: { label, from: 'worktree', commit, uncommitted }, snapshot };
}

function findFolder(folder: string): FoundSide {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new LayerprintError(
      'no-such-folder',
      `There is no folder ${folder}.`,
      'Name the artifacts folder of a build, such as dist/quick/artifacts.',
    );
  }
  return { source: { label: folder, from: 'folder', commit: null, uncommitted: false }, folder };
}
