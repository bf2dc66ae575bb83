import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computePearsonCorrelation } from '@layerprint/core';
import {
  correlateStandardised,
  correlateStandardisedWithEach,
} from '../../src/statistics/correlation.ts';

const number = fc.float({ min: -100, max: 100, noNaN: true });
const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 40 });

describe('computePearsonCorrelation', () => {
  test.each([
    [[1, 2, 3], [2, 4, 6], 1],
    [[1, 2, 3], [3, 2, 1], -1],
    [[1, 2, 3, 4], [1, -1, -1, 1], 0],
    // By hand, about the means: Σxy = 3, Σx² = 2, Σy² = 14/3.
    [[1, 2, 3], [1, 3, 4], 3 / Math.sqrt(2 * (14 / 3))],
  ])('of %j and %j is %d', (first, second, expected) => {
    expect(computePearsonCorrelation(first, second)).toBeCloseTo(expected, 14);
  });

  test('agrees with the textbook formula', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const n = rows.length;
        const [mx, my] = [0, 1].map((i) => rows.reduce((sum, row) => sum + row[i]!, 0) / n) as [
          number,
          number,
        ];
        const covariance = rows.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
        const [vx, vy] = [
          rows.reduce((sum, [x]) => sum + (x - mx) ** 2, 0),
          rows.reduce((sum, [, y]) => sum + (y - my) ** 2, 0),
        ];
        fc.pre(vx > 1e-3 && vy > 1e-3);
        const correlation = computePearsonCorrelation(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
        );
        expect(correlation).toBeCloseTo(covariance / Math.sqrt(vx * vy), 8);
      }),
    );
  });

  test('is symmetric, within −1 and 1, and does not mind shift or scale', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [x, y] = [rows.map(([value]) => value), rows.map(([, value]) => value)];
        const correlation = computePearsonCorrelation(x, y);
        expect(computePearsonCorrelation(y, x)).toBe(correlation);
        if (correlation === null) return;
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
        expect(
          computePearsonCorrelation(
            x.map((value) => value * 4),
            y,
          ),
        ).toBeCloseTo(correlation, 12);
      }),
    );
  });

  test('of a list with itself is 1, exactly or by a rounding', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 2 }), (values) => {
        const correlation = computePearsonCorrelation(values, values);
        if (correlation !== null) expect(correlation).toBeCloseTo(1, 12);
      }),
    );
  });

  test.each([
    ['a flat first list', [2, 2, 2], [1, 2, 3]],
    ['a flat second list', [1, 2, 3], [0, 0, 0]],
    ['equal values whose mean is rounded', [0.1, 0.1, 0.1], [1, 2, 3]],
    ['a single pair', [1], [2]],
    ['no pair', [], []],
  ])('has no meaning for %s', (_, first, second) => {
    expect(computePearsonCorrelation(first, second)).toBeNull();
  });

  test('finds a tiny signal', () => {
    expect(computePearsonCorrelation([0, 1e-200, 2e-200], [0, 1, 2])).toBeCloseTo(1, 12);
  });

  test('refuses lists of different lengths', () => {
    expect(() => computePearsonCorrelation([1, 2], [1])).toThrow(
      expect.objectContaining({ code: 'unequal-lengths' }),
    );
  });
});

describe('correlateStandardisedWithEach', () => {
  test('gives to the bit what each pair gives by itself, for any number of others', () => {
    const list = fc.float64Array({ minLength: 5, maxLength: 5, min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(list, fc.array(list, { maxLength: 9 }), (x, others) => {
        expect([...correlateStandardisedWithEach(x, others)]).toEqual(
          others.map((other) => correlateStandardised(x, other)),
        );
      }),
    );
  });
});
