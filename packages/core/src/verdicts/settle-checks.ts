import { boundMean, drawResamples, type Resamples } from './bound-mean.ts';
import { boundShare, testHalf } from './bound-share.ts';
import { correctLevels } from './correct-levels.ts';
import { SHOWN_LEVEL, type Interval } from './interval.ts';

/** What the pairs of a study say of a check. */
export interface PairsOfCheck {
  /** In how many pairs it holds, and in how many it fails. */
  readonly holds: number;
  readonly fails: number;
  /** How many pairs there are, those that do neither among them. */
  readonly of: number;
  /** Above zero is what the claim says; of the pairs in which there is one. */
  readonly differences: readonly number[];
}

/** A value as it was seen, and between what the true one lies with 95 % confidence. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** What becomes of a check over all pairs, by the rule of docs/studies.md. */
export interface SettledPairs {
  readonly verdict: 'holds' | 'fails' | 'not-settled';
  /** Of all pairs, those in which it holds; null where there is no pair. */
  readonly share: Estimate | null;
  /** The mean over pairs, in the check's own unit; null where fewer than two have one. */
  readonly difference: Estimate | null;
  /** The larger p of both tests, and the level that Holm's correction holds it to. */
  readonly p: number;
  readonly level: number;
}

/** Draws the resamples of n pairs. */
export type Draw = (n: number) => Resamples;

/** Settles all checks of a study together: each has to pass both of its tests at the level that the others leave it. */
export function settleChecks(checks: readonly PairsOfCheck[], draw: Draw): SettledPairs[] {
  const tested = checks.map((check) => testCheck(check, draw));
  const corrected = correctLevels(tested.map(({ p }) => p));
  return tested.map(({ direction, p, share, difference }, i) => {
    const { level, isSettled } = corrected[i]!;
    return { verdict: isSettled ? direction : 'not-settled', share, difference, p, level };
  });
}

/** What a check is by itself, before the others are looked at. */
interface Tested extends Pick<SettledPairs, 'p' | 'share' | 'difference'> {
  readonly direction: 'holds' | 'fails';
}

function testCheck({ holds, fails, of, differences }: PairsOfCheck, draw: Draw): Tested {
  const mean = differences.length < 2 ? null : boundMean(differences, draw(differences.length));
  const direction = holds > fails ? 'holds' : 'fails';
  const agree = mean !== null && (holds > fails ? mean.mean > 0 : fails > holds && mean.mean < 0);
  // The larger of the two: pairs that do neither count against whichever is asked.
  const inDirection = Math.max(holds, fails);
  const isMost = 2 * inDirection > of;
  return {
    direction,
    p: agree && isMost ? Math.max(testHalf(inDirection, of), mean.test(0)) : 1,
    share: of === 0 ? null : { value: holds / of, ...boundShare(holds, of, SHOWN_LEVEL) },
    difference: mean && { value: mean.mean, ...mean.bound(SHOWN_LEVEL) },
  };
}

/** Draws what was drawn before only once: most checks of a study have as many pairs. */
export function drawOnce(): Draw {
  const drawn = new Map<number, Resamples>();
  return (n) => {
    const resamples = drawn.get(n) ?? drawResamples(n);
    drawn.set(n, resamples);
    return resamples;
  };
}
