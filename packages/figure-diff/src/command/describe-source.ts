import type { SideSource } from '../schemas/diff.ts';

/** A source in words: "main (656d5f2)", "WORKTREE (656d5f2 with uncommitted changes)", a folder. */
export function describeSource({ label, commit, uncommitted }: SideSource): string {
  if (commit === null) return label;
  return `${label} (${commit.slice(0, 7)}${uncommitted ? ' with uncommitted changes' : ''})`;
}
