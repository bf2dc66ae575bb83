import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { studyPath } from '@layerprint/core/experiment-path';

/** What settles a study. The first revisions that had studies had nothing that did. */
const SETTLING = 'packages/trainer/src/commands/verdicts.ts';

/**
 * Finds whether an experiment has a study in a revision, and whether that revision can settle it.
 *
 * @param worktree The workspace of that revision.
 */
export function findStudy(worktree: string, profile: string): 'none' | 'unsettled' | 'settled' {
  if (!existsSync(join(worktree, studyPath(profile)))) return 'none';
  return existsSync(join(worktree, SETTLING)) ? 'settled' : 'unsettled';
}
