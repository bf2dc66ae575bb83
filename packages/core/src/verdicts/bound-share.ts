import { betaQuantile, chanceOfAtLeast } from './distributions.ts';
import type { Interval } from './interval.ts';

/**
 * The Clopper–Pearson interval of a share: it covers the true one at least as often as its level says, for every n.
 *
 * Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
 * binomial", Biometrika 26 (1934).
 *
 * @param n At least 1.
 * @param level How often it may miss, 0.05 for 95 %.
 */
export function boundShare(count: number, n: number, level: number): Interval {
  const least = (heads: number) =>
    heads === 0 ? 0 : betaQuantile(level / 2, heads, n - heads + 1);
  return { lower: least(count), upper: 1 - least(n - count) };
}

/**
 * Tests whether a share is one half, exactly and to both sides: the level at which its Clopper–Pearson interval begins to
 * include one half.
 */
export function testHalf(count: number, n: number): number {
  return Math.min(1, 2 * chanceOfAtLeast(Math.max(count, n - count), n));
}
