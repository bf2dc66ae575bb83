import { countNoun, formatCount } from '../figures/wording.ts';
import { boundShare } from './bound-share.ts';
import { SHOWN_LEVEL } from './interval.ts';
import type { PairsOfCheck, SettledPairs } from './settle-checks.ts';

/** Says why a check is not settled: what is lacking, by rules 10 to 12 of docs/studies.md, as a sentence. */
export function explainOpen(
  pairs: Pick<PairsOfCheck, 'holds' | 'fails' | 'of'>,
  { share, difference, p, level }: Pick<SettledPairs, 'share' | 'difference' | 'p' | 'level'>,
): string {
  if (share === null) return 'No pair is whole yet.';
  if (difference === null) return 'Fewer than two pairs have a difference.';
  const isShareOpen = share.lower <= 0.5 && share.upper >= 0.5;
  const isDifferenceOpen = difference.lower <= 0 && difference.upper >= 0;
  if (isShareOpen && isDifferenceOpen) {
    return 'Neither the share of pairs can be told from one half nor the difference from zero.';
  }
  const reasons = [
    ...(isShareOpen ? ['The share of pairs cannot be told from one half.'] : explainShare(pairs)),
    ...(isDifferenceOpen ? ['The difference cannot be told from zero.'] : []),
  ];
  if (reasons.length > 0) return reasons.join(' ');
  if ((pairs.holds - pairs.fails) * difference.value < 0) {
    return 'The share of pairs and the difference do not say the same.';
  }
  return `Alone it would be settled, but not as one of many: its p of ${formatP(p)} is above the ${formatP(level)} that the correction for all checks leaves it.`;
}

/**
 * What is lacking though the share in which it holds can be told from one half: there are pairs that do neither, so that
 * less than half may be the most there is.
 */
function explainShare({
  holds,
  fails,
  of,
}: Pick<PairsOfCheck, 'holds' | 'fails' | 'of'>): string[] {
  const most = Math.max(holds, fails);
  if (boundShare(most, of, SHOWN_LEVEL).lower > 0.5) return [];
  const neither = `in ${formatCount(of - holds - fails)} of ${countNoun(of, 'pair')} it does neither.`;
  if (holds === fails) return [`It holds in as many pairs as it fails in: ${neither}`];
  if (holds > fails) {
    return [`It holds in more pairs than it fails in, and yet in less than half: ${neither}`];
  }
  return [
    2 * fails > of
      ? 'The share of pairs in which it fails cannot be told from one half.'
      : `The share of pairs in which it fails is not above one half either: ${neither}`,
  ];
}

/** p and levels are small: two digits, 0.0036; "less than 0.0001" below that. */
export function formatP(p: number): string {
  if (p < 0.0001) return 'less than 0.0001';
  return p.toFixed(p < 0.01 ? 4 : 3);
}
