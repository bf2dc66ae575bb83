import type { SideSource } from '@layerprint/core/schemas/diff';
import type { FigureDiff, Verdict } from '@layerprint/core/schemas/figure-diff';

/** What each verdict is called, and what it means. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { name: string; meaning: string }>> = {
  'finding-changed': {
    name: 'Finding changed',
    meaning: 'Something said in the base is no longer true.',
  },
  changed: { name: 'Changed', meaning: 'The numbers differ beyond the tolerances.' },
  'visual-only': {
    name: 'Visual only',
    meaning: 'The same numbers, drawn or said differently.',
  },
  added: { name: 'Added', meaning: 'Only in the head.' },
  removed: { name: 'Removed', meaning: 'Only in the base.' },
  'numeric-noise': {
    name: 'Numeric noise',
    meaning: 'The numbers differ, but below the tolerances.',
  },
  identical: { name: 'Identical', meaning: 'The same bytes.' },
};

/** From what matters most to what matters least. */
export const VERDICTS_BY_WEIGHT = Object.keys(VERDICT_WORDS) as Verdict[];

/** A figure's title, with its specimen where the title does not name it: many grids share a title. */
export function nameFigure({ title, specimen }: FigureDiff): string {
  return specimen === undefined || title.includes(specimen) ? title : `${title}, ${specimen}`;
}

/** What a side stands on, beside its label: "commit 656d5f2ab1", "a folder of artifacts". */
export function describeCommit({ commit, uncommitted }: SideSource): string {
  if (commit === null) return 'a folder of artifacts';
  const short = `commit ${commit.slice(0, 10)}`;
  return uncommitted ? `${short} and changes not committed` : short;
}
