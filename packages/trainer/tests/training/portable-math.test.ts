import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expOfNonPositive, logOfAtLeastOne } from '../../src/training/portable-math.ts';

const ULP = 2 ** -52;

describe('expOfNonPositive', () => {
  it('is the exponential within two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(expOfNonPositive(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(2 * ULP);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exact at 0, vanishes far below, and passes NaN on', () => {
    expect(expOfNonPositive(0)).toBe(1);
    expect(expOfNonPositive(-708)).toBeGreaterThan(0);
    expect(expOfNonPositive(-709)).toBe(0);
    expect(expOfNonPositive(-Infinity)).toBe(0);
    expect(expOfNonPositive(NaN)).toBeNaN();
  });

  it('has these bits on every machine', () => {
    expect([-1, -0.5, -20].map(expOfNonPositive)).toEqual([
      0.36787944117144233, 0.6065306597126334, 2.061153622438558e-9,
    ]);
  });
});

describe('logOfAtLeastOne', () => {
  it('is the logarithm within two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e300, noNaN: true }), (x) => {
        const expected = Math.log(x);
        const error = Math.abs(logOfAtLeastOne(x) - expected);
        expect(error).toBeLessThanOrEqual(2 * ULP * expected);
      }),
      { numRuns: 2000 },
    );
  });

  it('is exact at 1 and NaN where there is no finite result', () => {
    expect(logOfAtLeastOne(1)).toBe(0);
    expect(logOfAtLeastOne(Infinity)).toBeNaN();
    expect(logOfAtLeastOne(NaN)).toBeNaN();
  });
});
