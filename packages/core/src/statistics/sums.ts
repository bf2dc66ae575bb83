import { LayerprintError } from '../errors.ts';

/**
 * Adds values up with Neumaier's compensation, so that the error does not grow with how many there are.
 *
 * Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
 * ZAMM 54 (1974), algorithm IV.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const sum = this.#sum;
    const total = sum + value;
    this.#lost += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
    this.#sum = total;
  }

  get total(): number {
    return this.#sum + this.#lost;
  }
}

/**
 * Adds values up as `CompensatedSum` does.
 *
 * @param term What to add for a value; the value itself unless said.
 * @returns 0 for no values.
 */
export function computeSum(
  values: ArrayLike<number>,
  term: (value: number, index: number) => number = (value) => value,
): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i++) sum.add(term(values[i]!, i));
  return sum.total;
}

/** Arithmetic mean; the values are finite and at least one. */
export function computeMean(values: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < values.length; i++) sum.add(values[i]!);
  return sum.total / values.length;
}

/** The largest value, never below 0; 0 for no values. */
export function computeMaximum(values: ArrayLike<number>): number {
  let maximum = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > maximum) maximum = values[i]!;
  return maximum;
}

/** The smallest value, never above 0; 0 for no values. */
export function computeMinimum(values: ArrayLike<number>): number {
  let minimum = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! < minimum) minimum = values[i]!;
  return minimum;
}

/** How far the values get from zero; 0 for no values. */
export function computeMagnitude(values: ArrayLike<number>): number {
  return Math.max(computeMaximum(values), -computeMinimum(values));
}

/**
 * Checks that there are values and that each is a finite number.
 *
 * @param what The values, for the error: "activations of conv2d_6".
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function assertFinite(values: ArrayLike<number>, what: string): void {
  if (values.length === 0) {
    throw new LayerprintError(
      'no-values',
      `There are no ${what} to compute from.`,
      'Give at least one value.',
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new LayerprintError(
      'not-finite',
      `The ${what} hold ${values[i]} at index ${i}; every value must be a finite number.`,
      'Look at the training that made them: a loss that diverged leaves such values.',
    );
  }
}
