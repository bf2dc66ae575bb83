import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computeOwnDivergenceBits,
  computeOwnEarthMoversDistance,
  computeOwnEntropyBits,
  computeMoments,
} from '@layerprint/core';

/** What a layer puts out after its ReLU: some of it zero, and not all of it equal. */
const activations = fc
  .array(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 2 ** 20 }).map((value) => value / 2 ** 14),
    ),
    { minLength: 2, maxLength: 60 },
  )
  .map((values) => Float32Array.from(values));
/** Factors by which floats are multiplied without a rounding. */
const factors = fc.integer({ min: -12, max: 12 }).map((power) => 2 ** power);

const scale = (values: Float32Array, factor: number) => values.map((value) => value * factor);

describe('computeOwnEntropyBits', () => {
  test('is over bins of a quarter of the standard deviation, zeros apart', () => {
    // Mean and deviation 2: bins of 0.5, and a cell for the zeros.
    expect(computeOwnEntropyBits([0, 0, 4, 4])).toBe(1);
    expect(computeOwnEntropyBits([0, 0, 0, 0, 3.6, 4.4, 3.9, 4.1])).toBe(1.5);
    // Without zeros of their own, a dark value and a zero would share the first bin.
    expect(computeOwnEntropyBits([0, 1e-6, 4, 4])).toBe(1.5);
  });

  test('does not change with the unit', () => {
    fc.assert(
      fc.property(activations, factors, (values, factor) => {
        expect(computeOwnEntropyBits(scale(values, factor))).toBe(computeOwnEntropyBits(values));
      }),
    );
  });

  test('does not change with the order', () => {
    fc.assert(
      fc.property(activations, (values) => {
        const entropy = computeOwnEntropyBits(values);
        const reversed = computeOwnEntropyBits(values.slice().reverse());
        if (entropy === null) expect(reversed).toBeNull();
        else expect(reversed).toBeCloseTo(entropy, 12);
      }),
    );
  });

  test('of values that are all equal is undefined, not zero', () => {
    expect(computeOwnEntropyBits([0, 0, 0])).toBeNull();
    expect(computeOwnEntropyBits([3, 3])).toBeNull();
  });

  test('has few bins, however large the values and far the outliers', () => {
    const values = new Float32Array(100_000).fill(1e9);
    values.set([0, 1, 1e12]);
    expect(computeOwnEntropyBits(values)).toBeGreaterThan(0);
    expect(computeOwnEntropyBits([5e-324, 0])).toBeNull();
  });
});

describe('computeOwnDivergenceBits', () => {
  test('does not change with the unit of either', () => {
    fc.assert(
      fc.property(activations, activations, factors, factors, (one, other, c, d) => {
        const divergence = computeOwnDivergenceBits(one, other);
        expect(computeOwnDivergenceBits(scale(one, c), scale(other, d))).toBe(divergence);
        if (divergence === null) return;
        expect(divergence).toBeGreaterThanOrEqual(0);
        expect(divergence).toBeLessThanOrEqual(1);
        expect(computeOwnDivergenceBits(other, one)).toBeCloseTo(divergence, 12);
      }),
    );
  });

  test('is 0 of the same values in another unit, and 1 where no cell has both', () => {
    expect(computeOwnDivergenceBits([0, 0, 1, 2], [0, 0, 4, 8])).toBe(0);
    expect(computeOwnDivergenceBits([1, 1.001], [0, 0.001])).toBe(1);
  });

  test('is undefined where one of them does not vary', () => {
    expect(computeOwnDivergenceBits([0, 0], [0, 1])).toBeNull();
    expect(computeOwnDivergenceBits([0, 1], [2, 2])).toBeNull();
  });
});

describe('computeOwnEarthMoversDistance', () => {
  const ascending = activations.map((values) => values.sort());
  const distinct = ascending.filter((values) => values[0] !== values.at(-1));

  test('is how far values have to be moved, in their own standard deviations', () => {
    // Deviations of 1 and 2: from -1 and 1 to 1 and 3, each by 2.
    expect(computeOwnEarthMoversDistance([-1, 1], [2, 6])).toBe(2);
    // The same distribution, with as many values twice.
    expect(computeOwnEarthMoversDistance([0, 0, 2, 2], [0, 2])).toBe(0);
    expect(computeOwnEarthMoversDistance([1, 1], [0, 2])).toBeNull();
    expect(computeOwnEarthMoversDistance([0, 2], [5])).toBeNull();
  });

  test('is the mean distance of what is as far from the smallest, where both have as many values', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.infiniteStream(fc.integer()), (n, stream) => {
        const draw = () =>
          Float32Array.from({ length: n }, () => stream.next().value % 1000).sort();
        const [one, other] = [draw(), draw()];
        fc.pre(one[0] !== one.at(-1) && other[0] !== other.at(-1));
        const [a, b] = [one, other].map((values) => computeMoments(values).standardDeviation);
        const sum = one.reduce(
          (total, value, i) => total + Math.abs(value / a! - other[i]! / b!),
          0,
        );
        expect(computeOwnEarthMoversDistance(one, other)).toBeCloseTo(sum / n, 9);
      }),
    );
  });

  test('is 0 for the same values in another unit, never below, and the same both ways', () => {
    fc.assert(
      fc.property(distinct, distinct, factors, (one, other, factor) => {
        expect(computeOwnEarthMoversDistance(one, scale(one, factor))).toBeCloseTo(0, 9);
        const there = computeOwnEarthMoversDistance(one, other)!;
        expect(there).toBeGreaterThanOrEqual(0);
        expect(computeOwnEarthMoversDistance(other, one)).toBeCloseTo(there, 9);
        expect(computeOwnEarthMoversDistance(scale(one, factor), other)).toBeCloseTo(there, 9);
      }),
    );
  });

  test('does not change where each value stands there as often again', () => {
    fc.assert(
      fc.property(distinct, distinct, fc.integer({ min: 2, max: 4 }), (one, other, times) => {
        const repeated = Float32Array.from(one).toSorted();
        const again = Float32Array.from(
          { length: times * one.length },
          (_, i) => repeated[Math.floor(i / times)]!,
        );
        expect(computeOwnEarthMoversDistance(again, other)).toBeCloseTo(
          computeOwnEarthMoversDistance(one, other)!,
          9,
        );
      }),
    );
  });
});
