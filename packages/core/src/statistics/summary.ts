import type { Summary } from '../schemas/statistics.ts';
import { computeMoments } from './moments.ts';
import { computeOwnEntropyBits } from './own-units.ts';
import { assertFinite } from './sums.ts';

/**
 * Describes a set of values in numbers.
 *
 * @param values Any order; `[n]`; not changed.
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function computeSummary(values: Float32Array): Summary {
  assertFinite(values, 'values of the summary');
  const sorted = values.slice().sort();
  const moments = computeMoments(values);
  const quantile = (p: number) => computeQuantile(sorted, p);
  return {
    n: values.length,
    zeroFraction: computeZeroFraction(values),
    ...moments,
    quantiles: {
      min: quantile(0),
      p05: quantile(0.05),
      p25: quantile(0.25),
      p50: quantile(0.5),
      p75: quantile(0.75),
      p95: quantile(0.95),
      p99: quantile(0.99),
      max: quantile(1),
    },
    entropyBits: computeOwnEntropyBits(values, moments),
  };
}

/** Share of the values that are zero, `-0` too. */
export function computeZeroFraction(values: ArrayLike<number>): number {
  let zeros = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++;
  return zeros / values.length;
}

/**
 * A quantile by linear interpolation between the two nearest order statistics.
 *
 * Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
 * Statistician 50 (1996), type 7.
 *
 * @param sorted Ascending, at least one.
 * @param p From 0, the smallest, to 1, the largest.
 */
export function computeQuantile(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
