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
  return limit(correlation);
}

/**
 * Correlates one standardised list with many: to the bit what `correlateStandardised` gives for each, four side by side, so
 * that no addition has to wait for the one before it.
 */
export function correlateStandardisedWithEach(
  x: Float64Array,
  others: readonly Float64Array[],
): Float64Array {
  const correlations = new Float64Array(others.length);
  const { length } = x;
  const whole = others.length - (others.length % 4);
  for (let first = 0; first < whole; first += 4) {
    const a = others[first]!;
    const b = others[first + 1]!;
    const c = others[first + 2]!;
    const d = others[first + 3]!;
    let ofA = 0;
    let ofB = 0;
    let ofC = 0;
    let ofD = 0;
    for (let i = 0; i < length; i++) {
      const value = x[i]!;
      ofA += value * a[i]!;
      ofB += value * b[i]!;
      ofC += value * c[i]!;
      ofD += value * d[i]!;
    }
    correlations[first] = limit(ofA);
    correlations[first + 1] = limit(ofB);
    correlations[first + 2] = limit(ofC);
    correlations[first + 3] = limit(ofD);
  }
  for (let i = whole; i < others.length; i++) {
    correlations[i] = correlateStandardised(x, others[i]!);
  }
  return correlations;
}

/** A correlation that roundings have taken over its limits is at them. */
function limit(correlation: number): number {
  return Math.min(Math.max(correlation, -1), 1);
}

/**
 * Deviations from the mean, divided so that their squares add up to one: what is correlated often is
 * standardised once.
 *
 * @returns Null where all values are equal.
 */
export function standardise(values: ArrayLike<number>): Float64Array | null {
  const deviations = new Float64Array(values);
  return standardiseInPlace(deviations) ? deviations : null;
}

/**
 * Writes over values what `standardise` gives for them.
 *
 * @returns Whether they vary; where they do not, they are not to be used.
 */
export function standardiseInPlace(values: Float64Array): boolean {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  const first = values[0];
  let largest = 0;
  let equal = true;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value !== first) equal = false;
    const deviation = value - mean;
    largest = Math.max(largest, Math.abs(deviation));
    values[i] = deviation;
  }
  if (equal || largest === 0) return false;
  // Divided by the largest first, so that tiny deviations do not vanish when they are squared.
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! / largest;
    squares += deviation * deviation;
    values[i] = deviation;
  }
  const length = Math.sqrt(squares);
  for (let i = 0; i < n; i++) values[i]! /= length;
  return true;
}
