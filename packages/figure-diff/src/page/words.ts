import { nameCommit, shortenHash } from '@layerprint/core';
import type { SideSource } from '../schemas/diff.ts';
import type { FigureDiff } from '../schemas/figure-diff.ts';

/** A figure's title, with its specimen where the title does not name it: many grids share a title. */
export function nameFigure({ title, specimen }: FigureDiff): string {
  return specimen === undefined || title.includes(specimen) ? title : `${title}, ${specimen}`;
}

/** What a side stands on, beside its label: "commit 656d5f2ab1", "a folder of artifacts". */
export function describeCommit({ commit, uncommitted }: SideSource): string {
  if (commit === null) return 'a folder of artifacts';
  return `commit ${nameCommit(shortenHash(commit), uncommitted)}`;
}
