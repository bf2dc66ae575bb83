import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeSuperiority } from '../../src/verdicts/superiority.ts';

const VALUES = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });

describe('the probability of superiority', () => {
  it('counts all pairs of the one and the other, ties half', () => {
    expect(computeSuperiority([1, 2, 3], [2])).toBe(0.5);
    expect(computeSuperiority([5, 6], [1, 2, 3])).toBe(1);
    expect(computeSuperiority([1, 4], [2, 3, 4])).toBe(2.5 / 6);
  });

  it('is one half of the same values, and what is left to one the other way round', () => {
    fc.assert(
      fc.property(VALUES, VALUES, (ones, others) => {
        expect(computeSuperiority(ones, ones)).toBe(0.5);
        const there = computeSuperiority(ones, others)!;
        expect(there + computeSuperiority(others, ones)!).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is none where there are none of a kind', () => {
    expect(computeSuperiority([], [1])).toBeNull();
    expect(computeSuperiority([1], [])).toBeNull();
  });
});
