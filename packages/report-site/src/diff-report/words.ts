import type { Diff, Finding, SideSource } from '@layerprint/core/schemas/diff';
import type { FigureDiff, Verdict } from '@layerprint/core/schemas/figure-diff';
import { countNoun } from '@layerprint/core';

/** What each verdict is called, and what it means. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { name: string; meaning: string }>> = {
  'finding-changed': {
    name: 'Finding changed',
    meaning: 'What the figure says is no longer true.',
  },
  changed: { name: 'Changed', meaning: 'Its numbers differ, beyond the tolerances.' },
  'visual-only': {
    name: 'Only the picture',
    meaning: 'The same numbers, drawn or said differently.',
  },
  added: { name: 'Added', meaning: 'Only in the head.' },
  removed: { name: 'Removed', meaning: 'Only in the base.' },
  'numeric-noise': { name: 'Numeric noise', meaning: 'Its numbers differ, below the tolerances.' },
  identical: { name: 'Identical', meaning: 'The same bytes.' },
};

/** From what matters most to what matters least. */
export const VERDICTS_BY_WEIGHT = Object.keys(VERDICT_WORDS) as Verdict[];

/** What kind of thing is no longer true. */
export const FINDING_WORDS: Readonly<Record<Finding['kind'], string>> = {
  claim: 'Observation',
  'top-class': 'Top class',
  'dead-filters': 'Dead filters',
  'early-stopping': 'Early stopping',
};

/** The report's first words: the most that can be said of a comparison in one line. */
export function writeHeadline({ base, head, findings, verdicts }: Diff): string {
  if (base.status === 'failed' || head.status === 'failed') return 'Could not compare';
  if (findings.length > 0) return `${countNoun(findings.length, 'finding')} changed`;
  const onOneSide = verdicts.added + verdicts.removed;
  if (verdicts.changed + onOneSide > 0) return 'Figures changed, no finding did';
  if (verdicts['visual-only'] > 0) return 'Only pictures changed';
  return verdicts['numeric-noise'] > 0 ? 'Nothing changed but noise' : 'Nothing changed';
}

/** A figure's title, with its specimen where the title does not name it: many grids share a title. */
export function nameFigure({ title, specimen }: FigureDiff): string {
  return specimen === undefined || title.includes(specimen) ? title : `${title}, ${specimen}`;
}

/** A side as a reader knows it: "main", "the working tree", with the start of its commit. */
export function describeSource({ commit, uncommitted }: SideSource): string {
  if (commit === null) return 'a folder of artifacts';
  const short = `commit ${commit.slice(0, 10)}`;
  return uncommitted ? `${short} and changes not committed` : short;
}
