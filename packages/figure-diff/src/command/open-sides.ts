import { dirname } from 'node:path';
import { waitForAll } from '@layerprint/core';
import type { ComparedSide } from '../comparison/index.ts';
import { LayerprintError } from '@layerprint/core/errors';
import { buildArtifacts, installPackages } from './build-artifacts.ts';
import { describeSource } from '../comparison/describe-source.ts';
import { findStudy } from './find-study.ts';
import { openBuilt } from './open-built.ts';
import { openComparable } from './open-comparable.ts';
import { openStudy } from './open-study.ts';
import { type Repository, workspaceIn } from '@layerprint/artifacts/git';
import { worktreeOf } from './scratch.ts';
import type { FoundSide } from './sources.ts';
import { describeUnseen } from './unseen.ts';
import { addWorktree } from './worktree.ts';

/** What both sides share. */
export interface Opening {
  /** Undefined where both sides are folders. */
  readonly repository: Repository | undefined;
  /** What revisions are built of. */
  readonly profile: string;
  /** What folders have to be of; undefined where two folders are compared, whatever each is of. */
  readonly folderProfile: string | undefined;
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** The folder of a side's artifacts, when they are built. */
type BuildSide = () => Promise<string>;

/**
 * Opens both sides. They are built one after the other, so that what the second has in common with the
 * first is built once; meanwhile the other is prepared, or opened:
 *
 *     base   prepare ─► build ─► open
 *     head              prepare ─► build ─► open
 *
 * A side that fails does not stop the other.
 *
 * @throws What aborted it, when nothing is at work any more.
 */
export async function openSides(
  base: FoundSide,
  head: FoundSide,
  opening: Opening,
): Promise<{ base: ComparedSide; head: ComparedSide }> {
  const { say } = opening;
  const basePrepared = prepareSide('base', base, opening);
  const baseBuilt = basePrepared.then((build) => build());
  const baseOpened = openSide('base', base, baseBuilt, opening);
  if ('snapshot' in base && 'snapshot' in head && base.snapshot.tree === head.snapshot.tree) {
    say('head: the same files as the base, so nothing is built twice');
    const opened = await baseOpened;
    return { base: opened, head: { ...opened, source: head.source } };
  }
  const headPrepared = outlast(basePrepared).then(() => prepareSide('head', head, opening));
  const headBuilt = waitForAll([headPrepared, outlast(baseBuilt)]).then(([build]) => build());
  const headOpened = openSide('head', head, headBuilt, opening);
  const [openedBase, openedHead] = await waitForAll([baseOpened, headOpened]);
  return { base: openedBase, head: openedHead };
}

/** Makes the worktree of a side, with its packages; a folder is ready as it is. */
async function prepareSide(
  name: 'base' | 'head',
  side: FoundSide,
  { repository, profile, scratch, signal, say }: Opening,
): Promise<BuildSide> {
  if ('folder' in side) return () => Promise.resolve(side.folder);
  const { workspace } = repository!;
  const path = worktreeOf(scratch, name);
  const build = {
    workspace,
    worktree: workspaceIn(repository!, path),
    profile,
    name: describeSource(side.source),
    signal,
    say: (text: string): void => say(`${name}: ${text}`),
  };
  build.say(`${build.name}, in a worktree of its own`);
  const unseen = await addWorktree(workspace, path, side.snapshot);
  describeUnseen(unseen).forEach(build.say);
  await installPackages(build, dirname(path));
  return () => buildArtifacts(build);
}

async function openSide(
  name: 'base' | 'head',
  side: FoundSide,
  built: Promise<string>,
  { repository, profile, folderProfile, scratch }: Opening,
): Promise<ComparedSide> {
  const { source } = side;
  const worktree = worktreeOf(scratch, name);
  try {
    const folder = await built;
    if ('folder' in side) {
      const artifacts = await openComparable(folder, folderProfile);
      return { source, artifacts, study: await openStudy(folder) };
    }
    const revision = describeSource(source);
    const of = { worktree: workspaceIn(repository!, worktree), revision };
    const artifacts = await openBuilt(folder, profile, of);
    const isUnsettled = findStudy(of.worktree, profile) === 'unsettled';
    return { source, artifacts, study: isUnsettled ? 'unsettled' : await openStudy(folder) };
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
    return { source, failure: describeFailure(error, worktree) };
  }
}

/** Waits for something; a failure that the user can mend does not stop what comes after it. */
async function outlast(promise: Promise<unknown>): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
  }
}

/** What an error says, with paths below a folder that will be gone given relative to it. */
function describeFailure(
  { code, message, hint }: LayerprintError,
  folder: string,
): NonNullable<ComparedSide['failure']> {
  const shorten = (text: string): string => text.replaceAll(`${folder}/`, '');
  return { code, message: shorten(message), hint: shorten(hint) };
}
