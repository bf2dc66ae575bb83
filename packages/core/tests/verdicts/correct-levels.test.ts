import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctLevels, FAMILY_LEVEL } from '../../src/verdicts/correct-levels.ts';

const VALUES = fc.array(
  fc.oneof(fc.double({ min: 0, max: 0.1, noNaN: true }), fc.constantFrom(0, 0.01, 0.05, 1)),
  { maxLength: 20 },
);

/** p after Holm's correction, from its definition: R's `p.adjust(p, "holm")`. */
function adjust(values: readonly number[]): number[] {
  return values.map((value) => {
    const before = values.filter((other) => other <= value);
    return Math.max(
      ...before.map((other) => {
        const smaller = values.filter((each) => each < other).length;
        return Math.min(1, (values.length - smaller) * other);
      }),
    );
  });
}

describe('the correction for many checks', () => {
  it('holds each to the level that Holm gives it, and settles none after the first that misses', () => {
    expect(correctLevels([0.04, 0.001, 0.03, 0.012])).toEqual([
      { level: 0.05, isSettled: false },
      { level: 0.0125, isSettled: true },
      { level: 0.025, isSettled: false },
      { level: 0.05 / 3, isSettled: true },
    ]);
  });

  it('settles those whose corrected p is within 5 %', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        const settled = correctLevels(values).map(({ isSettled }) => isSettled);
        const corrected = adjust(values);
        for (const [i, isSettled] of settled.entries()) {
          if (Math.abs(corrected[i]! - FAMILY_LEVEL) > 1e-12) {
            expect(isSettled).toBe(corrected[i]! <= FAMILY_LEVEL);
          }
        }
      }),
    );
  });

  it('settles one of several only where it would be settled alone', () => {
    fc.assert(
      fc.property(VALUES, (values) => {
        for (const [i, { isSettled }] of correctLevels(values).entries()) {
          if (isSettled) expect(correctLevels([values[i]!])[0]!.isSettled).toBe(true);
        }
      }),
    );
  });
});
