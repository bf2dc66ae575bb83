import type { Histogram, Summary } from '../schemas/statistics.ts';
import { computeEntropyBits } from './entropy.ts';
import { listCells } from './histogram.ts';
import { assertFinite, computeMean, computeSum } from './sums.ts';

/**
 * Describes a set of values in numbers, in two passes over the values and one sort.
 *
 * @param values Any order; `[n]`; not changed.
 * @param histogram Of the same values: the entropy is over its bins.
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function computeSummary(values: Float32Array, histogram: Histogram): Summary {
  assertFinite(values, 'values of the summary');
  const sorted = values.slice().sort();
  const cells = listCells(histogram);
  const quantile = (p: number) => computeQuantile(sorted, p);
  return {
    n: values.length,
    zeroFraction: computeZeroFraction(values),
    ...computeMoments(values),
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
    entropyBits: computeEntropyBits(cells),
    entropyBins: cells.length,
  };
}

/** Share of the values that are zero, `-0` too. */
export function computeZeroFraction(values: ArrayLike<number>): number {
  let zeros = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === 0) zeros++;
  return zeros / values.length;
}

/**
 * Mean, population standard deviation and skewness `m₃ / m₂^1.5`.
 *
 * Deviations are divided by the largest of them before they are squared and cubed, so that neither very
 * small nor very large values are lost. Skewness is null where all values are equal.
 */
export function computeMoments(
  values: ArrayLike<number>,
): Pick<Summary, 'mean' | 'standardDeviation' | 'skewness'> {
  const mean = computeMean(values);
  let largest = 0;
  let equal = true;
  for (let i = 0; i < values.length; i++) {
    largest = Math.max(largest, Math.abs(values[i]! - mean));
    equal &&= values[i] === values[0];
  }
  if (equal || largest === 0) return { mean, standardDeviation: 0, skewness: null };
  const secondMoment =
    computeSum(values, (value) => {
      const deviation = (value - mean) / largest;
      return deviation * deviation;
    }) / values.length;
  const thirdMoment =
    computeSum(values, (value) => {
      const deviation = (value - mean) / largest;
      return deviation * deviation * deviation;
    }) / values.length;
  const root = Math.sqrt(secondMoment);
  return {
    mean,
    standardDeviation: root * largest,
    skewness: thirdMoment / (secondMoment * root),
  };
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
