import { LayerprintError } from '../errors.ts';
import { computeMean, computeSum } from './sums.ts';

/**
 * Pearson correlation of two equally long lists, in two passes.
 *
 * @returns From −1 to 1; null where one of the lists is flat, so that a correlation has no meaning.
 * @throws {LayerprintError} `unequal-lengths`.
 */
export function computePearsonCorrelation(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): number | null {
  if (first.length !== second.length) {
    throw new LayerprintError(
      'unequal-lengths',
      `${first.length} values cannot be correlated with ${second.length}.`,
      'Give two lists of the same length.',
    );
  }
  const x = standardise(first);
  const y = standardise(second);
  if (!x || !y) return null;
  const correlation = computeSum(x, (value, i) => value * y[i]!);
  return Math.min(Math.max(correlation, -1), 1);
}

/** Deviations from the mean, divided so that their squares add up to one; null where all are equal. */
function standardise(values: ArrayLike<number>): Float64Array | null {
  const mean = computeMean(values);
  const deviations = Float64Array.from(values, (value) => value - mean);
  const largest = deviations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const equal = deviations.every((value) => value === deviations[0]);
  if (equal || largest === 0) return null;
  // Divided by the largest first, so that tiny deviations do not vanish when they are squared.
  const scaled = deviations.map((value) => value / largest);
  const length = Math.sqrt(computeSum(scaled, (value) => value * value));
  return scaled.map((value) => value / length);
}
