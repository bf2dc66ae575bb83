import { SHOWN_LEVEL } from './interval.ts';
import type { SettledPairs } from './settle-checks.ts';

/** Says why a check is not settled: what is lacking, as a sentence. */
export function explainOpen({
  share,
  difference,
  p,
  level,
}: Pick<SettledPairs, 'share' | 'difference' | 'p' | 'level'>): string {
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
  // It holds in less than half, and yet need not fail in more: there are pairs that do neither.
  if (p > SHOWN_LEVEL) return 'The share of pairs in which it fails cannot be told from one half.';
  return `Alone it would be settled, but not as one of many: its p of ${formatP(p)} is above the ${formatP(level)} that the correction for all checks leaves it.`;
}

/** p and levels are small: two digits, 0.0036; "less than 0.0001" below that. */
export function formatP(p: number): string {
  if (p < 0.0001) return 'less than 0.0001';
  return p.toFixed(p < 0.01 ? 4 : 3);
}
