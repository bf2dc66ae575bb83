import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeRelativeError } from '../../src/comparison/relative-error.ts';

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('computeRelativeError', () => {
  test('is the length of the difference over the length of the base', () => {
    expect(computeRelativeError([3, 4], [3, 9])).toBe(1);
    expect(computeRelativeError([3, 4], [0, 0])).toBe(1);
  });

  test('is zero for equal values, all zeros among them, and above zero for others', () => {
    expect(computeRelativeError([0, 0], [0, 0])).toBe(0);
    fc.assert(
      fc.property(values, (list) => {
        expect(computeRelativeError(list, list)).toBe(0);
      }),
    );
    expect(computeRelativeError([1, 0], [1, 1e-30])).toBeGreaterThan(0);
  });

  test('is free of scale, however small the values', () => {
    expect(computeRelativeError([1e-300, 0], [1e-300, 1e-300])).toBeCloseTo(1, 12);
  });

  test('is unknown for other lengths, and where there is no base to relate to', () => {
    expect(computeRelativeError([1], [1, 2])).toBeNull();
    expect(computeRelativeError([0, 0], [0, 1])).toBeNull();
  });
});
