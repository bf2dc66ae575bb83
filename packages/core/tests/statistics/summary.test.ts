import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeMoments, computeQuantile, measureValues } from '@layerprint/core';

const summarise = (values: number[]) => measureValues(Float32Array.from(values)).summary();
const floats = (minLength: number) =>
  fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength, maxLength: 60 });

describe('the summary', () => {
  test('of a small set is what a person computes', () => {
    expect(summarise([0, 0, 1, 3])).toEqual({
      n: 4,
      zeroFraction: 0.5,
      mean: 1,
      standardDeviation: Math.sqrt(6 / 4),
      // Third moment (−1 − 1 + 0 + 8) / 4 over the second to the power of 1.5.
      skewness: expect.closeTo(1.5 / 1.5 ** 1.5, 14),
      quantiles: {
        min: 0,
        p05: 0,
        p25: 0,
        p50: 0.5,
        p75: 1.5,
        p95: expect.closeTo(2.7, 14),
        p99: expect.closeTo(2.94, 14),
        max: 3,
      },
      entropyBits: 1.5,
    });
  });

  test('of one value has no spread and no skewness', () => {
    expect(summarise([2])).toMatchObject({ n: 1, mean: 2, standardDeviation: 0, skewness: null });
  });

  test('of values that are all zero is all zero, never NaN and never -0', () => {
    const { quantiles, ...rest } = summarise([-0, 0, -0]);
    expect(rest).toEqual({
      n: 3,
      zeroFraction: 1,
      mean: 0,
      standardDeviation: 0,
      skewness: null,
      entropyBits: null,
    });
    expect(Object.values(quantiles).every((value) => Object.is(value, 0))).toBe(true);
  });

  test('does not change or reorder the values', () => {
    const values = Float32Array.of(3, 1, 2);
    measureValues(values).summary();
    expect([...values]).toEqual([3, 1, 2]);
  });

  test('describes two million values within seconds', () => {
    let state = 1;
    const values = Float32Array.from({ length: 2_048_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.max(0, state / 2 ** 31 - 1);
    });
    const summary = measureValues(values).summary();
    expect(summary).toMatchObject({
      n: 2_048_000,
      zeroFraction: expect.closeTo(0.5, 3),
      mean: expect.closeTo(0.25, 3),
    });
  });
});

describe('computeMoments', () => {
  test('agree with the definitions', () => {
    fc.assert(
      fc.property(floats(2), (values) => {
        const n = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const moment = (power: number) =>
          values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
        const moments = computeMoments(values);
        expect(moments.mean).toBeCloseTo(mean, 8);
        expect(moments.standardDeviation).toBeCloseTo(Math.sqrt(moment(2)), 8);
        if (moment(2) > 1e-6) expect(moments.skewness).toBeCloseTo(moment(3) / moment(2) ** 1.5, 5);
      }),
    );
  });

  test('of mirrored values have mirrored skewness', () => {
    fc.assert(
      fc.property(floats(3), (values) => {
        const { skewness } = computeMoments(values);
        const mirrored = computeMoments(values.map((value) => -value)).skewness;
        if (skewness === null) expect(mirrored).toBeNull();
        else expect(mirrored).toBeCloseTo(-skewness, 10);
      }),
    );
  });

  test('do not lose a small spread beside a large mean', () => {
    const { standardDeviation, skewness } = computeMoments([1e9, 1e9 + 1, 1e9 + 2]);
    expect(standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(skewness).toBeCloseTo(0, 12);
  });

  test('of the smallest values there are do not vanish', () => {
    const { standardDeviation, skewness } = computeMoments([0, 0, 2 ** -149]);
    expect(standardDeviation).toBeGreaterThan(0);
    expect(skewness).toBeCloseTo(Math.SQRT1_2, 12);
  });

  test('of equal values whose mean is rounded have no spread', () => {
    expect(computeMoments([0.1, 0.1, 0.1])).toMatchObject({ standardDeviation: 0, skewness: null });
  });
});

describe('computeQuantile', () => {
  test.each([
    [0, 10],
    [0.25, 17.5],
    [1 / 3, 20],
    [0.5, 25],
    [1, 40],
  ])('at %d of 10, 20, 30, 40 is %d, as R and NumPy give by default', (p, expected) => {
    expect(computeQuantile([10, 20, 30, 40], p)).toBeCloseTo(expected, 12);
  });

  test('grows with p and stays between the smallest and the largest', () => {
    fc.assert(
      fc.property(
        floats(1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, a, b) => {
          const sorted = values.toSorted((x, y) => x - y);
          const low = computeQuantile(sorted, Math.min(a, b));
          const high = computeQuantile(sorted, Math.max(a, b));
          expect(high - low).toBeGreaterThanOrEqual(-1e-9);
          expect(low).toBeGreaterThanOrEqual(sorted[0]! - 1e-9);
          expect(high).toBeLessThanOrEqual(sorted.at(-1)! + 1e-9);
        },
      ),
    );
  });
});
