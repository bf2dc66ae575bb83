import { nameCommit, shortenHash } from '@layerprint/core';
import type { SideSource } from '../schemas/diff.ts';

/**
 * A source in words: "main (656d5f2ab1)", "WORKTREE (656d5f2ab1 with uncommitted changes)", a folder. A commit
 * that was named by its sha is called so and no more.
 */
export function describeSource({ label, commit, uncommitted }: SideSource): string {
  if (commit === null || commit.startsWith(label)) return label;
  return `${label} (${nameCommit(shortenHash(commit), uncommitted)})`;
}
