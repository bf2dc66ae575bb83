import { countNoun, joinWords } from '../figures/wording.ts';
import type { PairOutcome } from '../schemas/study-verdicts.ts';
import type { JudgedPair } from './judge-pair.ts';
import type { SettledPairs } from './settle-checks.ts';

/** Says why a check is not settled, as a sentence: what is lacking first, and what part the pairs have in it that do neither. */
export function explainOpen(
  judged: readonly JudgedPair[],
  { share, difference, p, level }: Pick<SettledPairs, 'share' | 'difference' | 'p' | 'level'>,
): string {
  const neither = sayNeither(judged);
  return [sayLacking(), ...(neither === '' ? [] : [neither])].join(' ');

  function sayLacking(): string {
    if (share === null) return 'No pair is whole yet.';
    if (difference === null) return 'Fewer than two pairs have a difference.';
    const isShareOpen = share.lower <= 0.5 && share.upper >= 0.5;
    const isDifferenceOpen = difference.lower <= 0 && difference.upper >= 0;
    if (isShareOpen && isDifferenceOpen) {
      return 'Neither the share of pairs can be told from one half nor the difference from zero.';
    }
    if (isShareOpen) return 'The share of pairs cannot be told from one half.';
    if (isDifferenceOpen) return 'The difference cannot be told from zero.';
    if (p === 1) return 'The share of pairs and the difference do not say the same.';
    return `It would be settled alone, but not as one of many: its p of ${formatP(p)} is not within the ${formatP(level)} that the correction for all checks leaves it.`;
  }
}

const WORDS = {
  equal: 'the models are equal',
  undefined: 'it is undefined on half of the images or more',
  collapsed: 'a model has collapsed',
  unmeasured: 'the record has no number of it',
} as const satisfies Partial<Record<PairOutcome, string>>;

/** "In 2 pairs a model has collapsed."; empty where every pair holds or fails. */
function sayNeither(judged: readonly JudgedPair[]): string {
  const parts = Object.entries(WORDS).flatMap(([outcome, words]) => {
    const count = judged.filter((pair) => pair.outcome === outcome).length;
    return count === 0 ? [] : [`in ${countNoun(count, 'pair')} ${words}`];
  });
  return parts.length === 0 ? '' : `It does neither ${joinWords(parts)}.`;
}

/** p and levels are small: two digits, 0.0036; "< 0.0001" below that. */
export function formatP(p: number): string {
  if (p < 0.0001) return '< 0.0001';
  return p.toFixed(p < 0.01 ? 4 : 3);
}
