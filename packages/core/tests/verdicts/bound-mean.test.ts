import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundMean, drawResamples } from '../../src/verdicts/bound-mean.ts';

/** Survival in days of treated and untreated mice: table 2.1 of Efron and Tibshirani's book of 1993. */
const TREATED = [94, 197, 16, 38, 99, 141, 23];
const UNTREATED = [52, 104, 146, 10, 51, 30, 40, 27, 46];
const SKEWED = [0.1, 0.2, 0.1, 0.4, 0.3, 1.9, 0.2, 0.6, 3.1, 0.5];

const VALUES = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 });

describe('the bounds of a mean', () => {
  // SciPy 1.17.1: bootstrap(method="BCa", n_resamples=1e6), at the level 2 Φ(−√(n/(n−1)) t), and Student's t.
  it.each([
    ['treated mice', TREATED, 0.05, 25.1081, 158.2857],
    ['untreated mice', UNTREATED, 0.05, 23.5724, 102.7778],
    ['skewed values', SKEWED, 0.05, 0.0365, 1.89],
  ])(
    'of %s are the wider of what SciPy gives for BCa and for t',
    (_, values, level, lower, upper) => {
      const { bound, mean } = boundMean(values)!;
      const width = upper - lower;
      expect(Math.abs(bound(level).lower - lower) / width).toBeLessThan(0.02);
      expect(Math.abs(bound(level).upper - upper) / width).toBeLessThan(0.02);
      expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
    },
  );

  it('are accelerated: of skewed values they reach further to the side of the tail', () => {
    const { bound, mean } = boundMean(SKEWED)!;
    const { lower, upper } = bound(0.05);
    expect(upper - mean).toBeGreaterThan(1.5 * (mean - lower));
    const mirrored = boundMean(SKEWED.map((value) => -value))!.bound(0.05);
    expect(mirrored.lower).toBeCloseTo(-upper, 1);
  });

  it('are wider for a level that misses less often, and hold the mean', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        const { mean, bound } = boundMean(values, drawResamples(values.length, 500))!;
        const [narrow, wide] = [bound(0.05), bound(0.05 / 14)];
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(narrow.lower).toBeLessThanOrEqual(mean);
        expect(narrow.upper).toBeGreaterThanOrEqual(mean);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
      { numRuns: 50 },
    );
  });

  it('exclude a value exactly at the levels at which the test rejects it', () => {
    fc.assert(
      fc.property(VALUES, fc.double({ min: -20, max: 20, noNaN: true }), (values, value) => {
        const { bound, test } = boundMean(values)!;
        const p = test(value);
        // Among the last few resamples an endpoint is interpolated between two that lie far apart.
        fc.pre(p > 0.05 && p < 0.5);
        const excludes = (level: number) =>
          value < bound(level).lower || value > bound(level).upper;
        expect(excludes(p * 0.8)).toBe(false);
        expect(excludes(Math.min(p * 1.25, 0.999))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('move and stretch with the values', () => {
    const { bound, test } = boundMean(SKEWED)!;
    const moved = boundMean(SKEWED.map((value) => 10 * value + 3))!;
    expect(moved.bound(0.05).lower).toBeCloseTo(10 * bound(0.05).lower + 3, 9);
    expect(moved.test(3 + 10 * 0.2)).toBeCloseTo(test(0.2), 9);
  });

  it('are the same each time', () => {
    expect(boundMean(SKEWED)!.bound(0.05)).toEqual(boundMean([...SKEWED])!.bound(0.05));
    expect([...drawResamples(5, 2)]).toEqual([...drawResamples(5, 3).slice(0, 10)]);
  });

  it('are one number where all values are equal, and none where there is one value or none', () => {
    for (const value of [0, -0, 0.1, -7]) {
      const { mean, bound, test } = boundMean(Array<number>(40).fill(value))!;
      expect(mean).toBe(value);
      expect(bound(0.05)).toEqual({ lower: value, upper: value });
      expect(test(0)).toBe(value === 0 ? 1 : 0);
    }
    expect(boundMean([1])).toBeNull();
    expect(boundMean([])).toBeNull();
  });

  it('are one number, to 12 digits, where values differ by rounding alone, as differences of shares do', () => {
    const tenths = (count: number, from: number) => (from + count) / 10 - from / 10;
    fc.assert(
      fc.property(
        fc.integer({ min: -9, max: 9 }).filter((count) => count !== 0),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 60 }),
        (count, froms) => {
          const { mean, bound, test } = boundMean(froms.map((from) => tenths(count, from)))!;
          const { lower, upper } = bound(0.05);
          for (const end of [mean, lower, upper]) expect(end).toBeCloseTo(count / 10, 12);
          expect(test(0)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('of two values, and of very small and large ones, are finite', () => {
    for (const values of [
      [1, 2],
      [0, 1e-300],
      [1e150, -1e150, 1e149],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [1, 1, 1, 1, 1, 1, 1, 1, 1, -1e9],
    ]) {
      const { bound, test } = boundMean(values)!;
      const { lower, upper } = bound(0.05 / 100);
      expect(Number.isFinite(lower) && Number.isFinite(upper)).toBe(true);
      expect(lower).toBeLessThan(upper);
      expect(test(0)).toBeGreaterThan(0);
      expect(test(0)).toBeLessThanOrEqual(1);
    }
  });
});
