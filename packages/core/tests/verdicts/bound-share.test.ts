import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundShare, testHalf } from '../../src/verdicts/bound-share.ts';

/** Binomial chances `P(X = k)`, by Pascal's rule: what the interval is defined by, computed another way. */
function listChances(n: number, share: number): number[] {
  let chances = [1];
  for (let i = 0; i < n; i++) {
    chances = [...chances, 0].map(
      (chance, k) => chance * (1 - share) + (chances[k - 1] ?? 0) * share,
    );
  }
  return chances;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const COUNTS = fc
  .integer({ min: 1, max: 120 })
  .chain((n) => fc.record({ n: fc.constant(n), count: fc.integer({ min: 0, max: n }) }));
const LEVELS = fc.constantFrom(0.05, 0.05 / 14, 1e-4, 1e-6);

describe('the interval of a share', () => {
  it.each([
    [40, 40, 0.05, 0.9119026971211966, 1],
    [37, 40, 0.05, 0.796135251267101, 0.9842578201489585],
    [37, 40, 0.05 / 14, 0.7257708042895904, 0.9940258898515246],
    [0, 10, 0.05, 0, 0.30849710781876294],
    [9, 10, 0.05 / 14, 0.4029694736669767, 0.9998212849140343],
    [25, 40, 0.05, 0.45801475223261096, 0.7727372775181741],
  ])('of %i of %i that misses %f is what SciPy gives', (count, n, level, lower, upper) => {
    const interval = boundShare(count, n, level);
    expect(interval.lower).toBeCloseTo(lower, 10);
    expect(interval.upper).toBeCloseTo(upper, 10);
  });

  it('ends where what was seen, or more of it, would be seen half as often as the level says', () => {
    fc.assert(
      fc.property(COUNTS, LEVELS, ({ n, count }, level) => {
        const { lower, upper } = boundShare(count, n, level);
        expect(lower).toBeLessThanOrEqual(count / n);
        expect(upper).toBeGreaterThanOrEqual(count / n);
        if (count > 0) {
          expect(sum(listChances(n, lower).slice(count)) / (level / 2)).toBeCloseTo(1, 6);
        } else expect(lower).toBe(0);
        if (count < n) {
          expect(sum(listChances(n, upper).slice(0, count + 1)) / (level / 2)).toBeCloseTo(1, 6);
        } else expect(upper).toBe(1);
      }),
    );
  });

  it('covers every share at least as often as it says, counted over all that can be seen', () => {
    for (const n of [1, 10, 40]) {
      const intervals = Array.from({ length: n + 1 }, (_, count) => boundShare(count, n, 0.05));
      for (let share = 0.01; share < 1; share += 0.01) {
        const covers = sum(
          listChances(n, share).filter(
            (_, count) => intervals[count]!.lower <= share && share <= intervals[count]!.upper,
          ),
        );
        expect(covers).toBeGreaterThanOrEqual(0.95);
      }
    }
  });

  it('excludes one half exactly at the levels at which the test rejects it', () => {
    fc.assert(
      fc.property(COUNTS, LEVELS, ({ n, count }, level) => {
        const { lower, upper } = boundShare(count, n, level);
        const p = testHalf(count, n);
        fc.pre(Math.abs(p / level - 1) > 1e-6);
        expect(lower > 0.5 || upper < 0.5).toBe(p < level);
      }),
    );
  });
});

describe('the test of one half', () => {
  it.each([
    [40, 40, 1.8189894035458565e-12],
    [37, 40, 1.946500560734421e-8],
    [9, 10, 0.021484375],
    [25, 40, 0.1538599441628321],
    [20, 40, 1],
    [0, 10, 0.001953125],
  ])('gives %i of %i the p that SciPy gives', (count, n, p) => {
    expect(testHalf(count, n) / p).toBeCloseTo(1, 9);
    expect(testHalf(n - count, n)).toBe(testHalf(count, n));
  });
});
