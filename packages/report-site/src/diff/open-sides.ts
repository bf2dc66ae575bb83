import { join } from 'node:path';
import type { ComparedSide } from '@layerprint/core/comparison';
import { LayerprintError } from '@layerprint/core/errors';
import { buildArtifacts } from './build-artifacts.ts';
import { describeSource } from './describe-source.ts';
import { openComparable } from './open-comparable.ts';
import { workspaceIn, type Repository } from './repository.ts';
import type { FoundSide } from './sources.ts';
import { addWorktree } from './worktree.ts';

/** What both sides share. */
export interface Opening {
  /** Undefined where both sides are folders. */
  readonly repository: Repository | undefined;
  readonly profile: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/**
 * Opens both sides, one after the other, so that what the second has in common with the first is built
 * once. A side that fails does not stop the other.
 */
export async function openSides(
  base: FoundSide,
  head: FoundSide,
  opening: Opening,
): Promise<{ base: ComparedSide; head: ComparedSide }> {
  const opened = await openSide('base', base, opening);
  if ('snapshot' in base && 'snapshot' in head && base.snapshot.tree === head.snapshot.tree) {
    opening.say('head: the same files as the base, so nothing is built twice');
    return { base: opened, head: { ...opened, source: head.source } };
  }
  return { base: opened, head: await openSide('head', head, opening) };
}

async function openSide(
  name: 'base' | 'head',
  side: FoundSide,
  { repository, profile, scratch, signal, say }: Opening,
): Promise<ComparedSide> {
  const { source } = side;
  const tell = (text: string): void => say(`${name}: ${text}`);
  const path = join(scratch, name);
  try {
    if ('folder' in side) return { source, artifacts: await openComparable(side.folder, profile) };
    const { workspace } = repository!;
    tell(`${describeSource(source)}, in a worktree of its own`);
    await addWorktree(workspace, path, side.snapshot);
    const folder = await buildArtifacts({
      workspace,
      worktree: workspaceIn(repository!, path),
      profile,
      name: describeSource(source),
      signal,
      say: tell,
    });
    return { source, artifacts: await openComparable(folder, profile) };
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
    return { source, failure: describeFailure(error, path) };
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
