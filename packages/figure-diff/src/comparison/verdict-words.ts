import { VERDICTS } from '../schemas/figure-diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';

/** What each verdict is called, at the start of a line, and what it means: on the page, in comments, in a terminal. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { name: string; meaning: string }>> = {
  'finding-changed': {
    name: 'Finding changed',
    meaning: 'Something said in the base is no longer true.',
  },
  changed: { name: 'Changed', meaning: 'The numbers differ beyond the tolerances.' },
  replaced: {
    name: 'Replaced',
    meaning: 'Of another model, layer or image, so not compared.',
  },
  added: { name: 'Added', meaning: 'Only in the head.' },
  removed: { name: 'Removed', meaning: 'Only in the base.' },
  'visual-only': {
    name: 'Visual only',
    meaning: 'The same numbers, drawn or said differently.',
  },
  'numeric-noise': {
    name: 'Numeric noise',
    meaning: 'The numbers differ, but below the tolerances.',
  },
  identical: { name: 'Identical', meaning: 'The same bytes.' },
};

/** Whether there is nothing to look at: the same, or the same up to the tolerances. */
export function isQuiet(verdict: Verdict): boolean {
  return verdict === 'identical' || verdict === 'numeric-noise';
}

/** Counts things by their verdict, every verdict with its count. */
export function countVerdicts(
  things: readonly { readonly verdict: Verdict }[],
): Record<Verdict, number> {
  const counts = VERDICTS.map((verdict) => [
    verdict,
    things.filter((thing) => thing.verdict === verdict).length,
  ]);
  return Object.fromEntries(counts) as Record<Verdict, number>;
}

/** "2 changed, 1 removed": the verdicts that anything got, the weightiest first. */
export function sayVerdicts(counts: Readonly<Record<Verdict, number>>): string {
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict].name.toLowerCase()}`)
    .join(', ');
}
