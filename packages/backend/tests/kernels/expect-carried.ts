import { expect } from 'vitest';

/**
 * Expects infinities and NaN where they are expected and nowhere else, and elsewhere an error of at most
 * `bound` relative to the largest finite number.
 */
export function expectCarried(actual: Float32Array, expected: Float32Array, bound: number): void {
  const kind = (value: number): string => (Number.isFinite(value) ? 'finite' : String(value));
  expect(Array.from(actual, kind)).toEqual(Array.from(expected, kind));
  const finite = expected.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let difference = 0;
  expected.forEach((value, i) => {
    if (Number.isFinite(value)) difference = Math.max(difference, Math.abs(actual[i]! - value));
  });
  expect(difference).toBeLessThanOrEqual(bound * largest);
}
