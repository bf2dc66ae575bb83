import { LayerprintError } from '../errors.ts';

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
  return x && y && correlateStandardised(x, y);
}

/** Pearson correlation of two equally long lists that are standardised, from −1 to 1. */
export function correlateStandardised(x: Float64Array, y: Float64Array): number {
  let correlation = 0;
  for (let i = 0; i < x.length; i++) correlation += x[i]! * y[i]!;
  return Math.min(Math.max(correlation, -1), 1);
}

/**
 * Correlates one standardised list with many: to the bit what `correlateStandardised` gives for each, four side by side, so
 * that no addition has to wait for the one before it.
 */
export function correlateStandardisedWithEach(
  x: Float64Array,
  others: readonly Float64Array[],
): number[] {
  const correlations: number[] = [];
  for (let first = 0; first < others.length; first += 4) {
    // Where fewer are left, the last is taken again.
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => others[Math.min(first + i, others.length - 1)]!);
    let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const value = x[i]!;
      ofA += value * a![i]!;
      ofB += value * b![i]!;
      ofC += value * c![i]!;
      ofD += value * d![i]!;
    }
    correlations.push(ofA, ofB, ofC, ofD);
  }
  return correlations
    .slice(0, others.length)
    .map((correlation) => Math.min(Math.max(correlation, -1), 1));
}

/**
 * Deviations from the mean, divided so that their squares add up to one: what is correlated often is
 * standardised once.
 *
 * @returns Null where all values are equal.
 */
export function standardise(values: ArrayLike<number>): Float64Array | null {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  const deviations = new Float64Array(n);
  let largest = 0;
  let equal = true;
  for (let i = 0; i < n; i++) {
    deviations[i] = values[i]! - mean;
    largest = Math.max(largest, Math.abs(deviations[i]!));
    equal &&= values[i] === values[0];
  }
  if (equal || largest === 0) return null;
  // Divided by the largest first, so that tiny deviations do not vanish when they are squared.
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (deviations[i]! /= largest) ** 2;
  const length = Math.sqrt(squares);
  for (let i = 0; i < n; i++) deviations[i]! /= length;
  return deviations;
}
