import {
  countNoun,
  formatCount,
  formatMeasurement,
  formatNumber,
  joinWords,
} from '../figures/wording.ts';
import type { PairOutcome, StudiedCheck, StudyFamily } from '../schemas/study-verdicts.ts';
import type { Estimate } from './settle-checks.ts';

/** A share in whole per cent, never "0%" or "100%" for what is not: "91%", ">99%". */
export function formatPerCent(share: number): string {
  const perCent = Math.round(share * 100);
  if (perCent === 100 && share < 1) return '>99%';
  if (perCent === 0 && share > 0) return '<1%';
  return `${perCent}%`;
}

/** A share of pairs with its interval: "91% [79, 97]". */
export function formatShareOfPairs({ value, lower, upper }: Estimate): string {
  const bare = (share: number) => formatPerCent(share).replace('%', '');
  return `${formatPerCent(value)} [${bare(lower)}, ${bare(upper)}]`;
}

/** An estimate with its interval in its unit: "7.6 points [6.1, 9.2]", "0.0457 [0.0312, 0.0601]". */
export function formatEstimate({ value, lower, upper }: Estimate, unit: string): string {
  const bare = (number: number) =>
    unit === 'points' || unit === 'share'
      ? formatMeasurement(number, 'points').replace(/ points$/, '')
      : formatNumber(number);
  return `${formatMeasurement(value, unit)} [${bare(lower)}, ${bare(upper)}]`;
}

/** How many pairs do what. */
export function countOutcomes(pairs: StudiedCheck['pairs']): Readonly<Record<PairOutcome, number>> {
  const counts = { holds: 0, fails: 0, equal: 0, undefined: 0, collapsed: 0, unmeasured: 0 };
  for (const { outcome } of pairs) counts[outcome]++;
  return counts;
}

/** Says in how many pairs a check holds: "It holds in 37 of 40 pairs and fails in 2; in 1 a model has collapsed." */
export function sayPairs({ pairs }: Pick<StudiedCheck, 'pairs'>): string {
  const { holds, fails, ...neither } = countOutcomes(pairs);
  const parts = Object.entries(NEITHER).flatMap(([outcome, words]) => {
    const count = neither[outcome as keyof typeof NEITHER];
    return count === 0 ? [] : [`in ${formatCount(count)} ${words}`];
  });
  const main = `It holds in ${formatCount(holds)} of ${countNoun(pairs.length, 'pair')} and fails in ${formatCount(fails)}`;
  return `${[main, ...(parts.length > 0 ? [joinWords(parts)] : [])].join('; ')}.`;
}

const NEITHER = {
  equal: 'the models are equal',
  undefined: 'it is undefined',
  collapsed: 'a model has collapsed',
  unmeasured: 'the record has no number of it',
} as const;

/** "40 pairs", "23 of 40 pairs so far". */
export function sayHowManyPairs({
  complete,
  wanted,
}: Pick<StudyFamily, 'complete' | 'wanted'>): string {
  return complete === wanted
    ? countNoun(wanted, 'pair')
    : `${formatCount(complete)} of ${countNoun(wanted, 'pair')} so far`;
}
