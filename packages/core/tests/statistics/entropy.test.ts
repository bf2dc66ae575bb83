import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeEntropyBits, computeJensenShannonDivergenceBits } from '@layerprint/core';

const weights = (length?: number) =>
  fc
    .array(
      fc.nat(1_000_000),
      length === undefined ? { minLength: 1 } : { minLength: length, maxLength: length },
    )
    .filter((counts) => counts.some((count) => count > 0));
const pair = fc
  .integer({ min: 1, max: 40 })
  .chain((length) => fc.tuple(weights(length), weights(length)));

/** The definition over natural logarithms, which the code does not use. */
const entropyByDefinition = (counts: readonly number[]) => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts
    .filter((count) => count > 0)
    .reduce((sum, count) => sum + (count / total) * (Math.log(total / count) / Math.LN2), 0);
};

describe('computeEntropyBits', () => {
  test.each([
    [[1], 0],
    [[0, 5, 0], 0],
    [[1, 1], 1],
    [[1, 1, 2], 1.5],
    [[7, 7, 7, 7, 7, 7, 7, 7], 3],
    [[0.5, 0.25, 0.125, 0.125], 1.75],
  ])('of %j is %d bits', (counts, bits) => {
    expect(computeEntropyBits(counts)).toBe(bits);
  });

  test('agrees with its definition, lies between 0 and log2 of the cells', () => {
    fc.assert(
      fc.property(weights(), (counts) => {
        const entropy = computeEntropyBits(counts);
        expect(entropy).toBeCloseTo(entropyByDefinition(counts), 10);
        expect(entropy).toBeGreaterThanOrEqual(0);
        expect(entropy).toBeLessThanOrEqual(Math.log2(counts.length) + 1e-12);
      }),
    );
  });

  test('does not depend on the order of cells, nor on empty ones', () => {
    fc.assert(
      fc.property(weights(), (counts) => {
        const entropy = computeEntropyBits(counts);
        expect(computeEntropyBits([0, ...counts.toReversed(), 0])).toBeCloseTo(entropy, 12);
      }),
    );
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]], [[Infinity]]])('refuses %j', (counts) => {
    expect(() => computeEntropyBits(counts)).toThrow(
      expect.objectContaining({ code: 'invalid-weights' }),
    );
  });
});

describe('computeJensenShannonDivergenceBits', () => {
  test.each([
    [[1, 0], [0, 1], 1],
    [[3, 5], [6, 10], 0],
    // By hand: H(¾, ¼) − ½ (H(1, 0) + H(½, ½)) = 0.8112781… − 0.5.
    [[1, 0], [1, 1], 0.31127812445913283],
  ])('between %j and %j is %d bits', (first, second, bits) => {
    expect(computeJensenShannonDivergenceBits(first, second)).toBeCloseTo(bits, 15);
  });

  test('agrees with the entropy of the mixture less the mean of the entropies', () => {
    fc.assert(
      fc.property(pair, ([first, second]) => {
        const share = (counts: number[]) =>
          counts.map((count) => count / counts.reduce((sum, next) => sum + next, 0));
        const [p, q] = [share(first), share(second)];
        const mixture = p.map((value, i) => (value + q[i]!) / 2);
        const expected =
          entropyByDefinition(mixture) - (entropyByDefinition(p) + entropyByDefinition(q)) / 2;
        expect(computeJensenShannonDivergenceBits(first, second)).toBeCloseTo(expected, 10);
      }),
    );
  });

  test('is the same both ways to the last bit, between 0 and 1, and 0 to itself', () => {
    fc.assert(
      fc.property(pair, ([first, second]) => {
        const divergence = computeJensenShannonDivergenceBits(first, second);
        expect(computeJensenShannonDivergenceBits(second, first)).toBe(divergence);
        expect(divergence).toBeGreaterThanOrEqual(0);
        expect(divergence).toBeLessThanOrEqual(1);
        expect(computeJensenShannonDivergenceBits(first, first)).toBe(0);
      }),
    );
  });

  test('refuses distributions over different cells', () => {
    expect(() => computeJensenShannonDivergenceBits([1, 2], [1])).toThrow(
      expect.objectContaining({ code: 'invalid-weights' }),
    );
  });
});
