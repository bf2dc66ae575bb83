import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertFinite, computeMaximum, computeMean, computeSum } from '@layerprint/core';

describe('computeSum', () => {
  test('keeps what a plain sum loses', () => {
    expect(computeSum([1, 1e100, 1, -1e100])).toBe(2);
  });

  test('adds a million tenths to a hundred thousand', () => {
    expect(computeSum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000);
  });

  test('agrees with exact arithmetic on whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
        expect(computeSum(values)).toBe(Number(exact));
      }),
    );
  });

  test('adds a term of each value and its index', () => {
    expect(computeSum([1, 2, 3], (value, index) => value * 10 ** index)).toBe(321);
  });

  test('of nothing is 0', () => {
    expect(computeSum([])).toBe(0);
  });
});

test('computeMean is the arithmetic mean', () => {
  expect(computeMean(Float32Array.of(1, 2, 6))).toBe(3);
});

test('computeMaximum is never below 0', () => {
  expect(computeMaximum([1, 7, 3])).toBe(7);
  expect(computeMaximum([-5])).toBe(0);
  expect(computeMaximum([])).toBe(0);
});

describe('assertFinite', () => {
  test('names the first value that is not finite', () => {
    expect(() => assertFinite([0, Infinity, Number.NaN], 'activations of conv2d_6')).toThrow(
      expect.objectContaining({
        code: 'not-finite',
        message:
          'The activations of conv2d_6 hold Infinity at index 1; every value must be a finite number.',
      }),
    );
  });

  test('refuses no values', () => {
    expect(() => assertFinite([], 'pixels')).toThrow(
      expect.objectContaining({ code: 'no-values' }),
    );
  });
});
