import * as z from 'zod';

/*
 * Arrays of numbers, looked at in one go: zod takes many times as long for an array whose items have a
 * schema of their own, and a report has millions.
 */

/** Neither NaN nor infinite. */
export const FiniteNumbersSchema = numbers(Number.isFinite, 'Expected finite numbers');

/** Finite, and none below zero. */
export const NonNegativeNumbersSchema = numbers(
  (value) => Number.isFinite(value) && value >= 0,
  'Expected finite numbers of at least 0',
);

/** Whole numbers, none below zero. */
export const CountsSchema = numbers(
  (value) => Number.isSafeInteger(value) && value >= 0,
  'Expected whole numbers of at least 0',
);

function numbers(isFine: (value: number) => boolean, message: string) {
  return z.custom<number[]>((values) => Array.isArray(values) && values.every(isFine), message);
}
