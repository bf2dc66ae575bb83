import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeHistogram } from '@layerprint/core';

const bins = (binCount: number, min: number, max: number, zerosApart = false) => ({
  binCount,
  min,
  max,
  zerosApart,
});

/** The float64 next to a value: the one above or below for `1n` or `-1n` and a positive value. */
function step(value: number, by: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + by);
  return view.getFloat64(0);
}

describe('computeHistogram', () => {
  test('counts by hand-made edges, half-open but the last', () => {
    const histogram = computeHistogram([0, 0.24, 0.25, 0.5, 0.75, 0.99, 1], bins(4, 0, 1));
    expect(histogram).toEqual({
      binEdges: [0, 0.25, 0.5, 0.75, 1],
      zerosApart: false,
      zeroCount: 0,
      counts: [2, 1, 1, 3],
      densities: [8 / 7, 4 / 7, 4 / 7, 12 / 7].map((density): unknown =>
        expect.closeTo(density, 14),
      ),
    });
  });

  test('puts the maximum in the last bin', () => {
    expect(computeHistogram([3], bins(3, 0, 3)).counts).toEqual([0, 0, 1]);
  });

  test('counts zeros apart, -0 too, without a place in a bin', () => {
    const histogram = computeHistogram(Float32Array.of(0, -0, 0, 0.1, 1), bins(2, 0, 1, true));
    expect(histogram).toMatchObject({ zeroCount: 3, counts: [1, 1], zerosApart: true });
  });

  test('counts zeros in a bin where they are not apart', () => {
    const histogram = computeHistogram([0, 0, 1], bins(2, 0, 1));
    expect(histogram).toMatchObject({ zeroCount: 0, counts: [2, 1] });
  });

  test('agrees with a search through the edges it lists, also where rounding tempts', () => {
    const range = fc.tuple(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    );
    fc.assert(
      fc.property(
        range,
        fc.integer({ min: 1, max: 70 }),
        fc.boolean(),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        ([min, width], binCount, zerosApart, shares) => {
          const max = min + width;
          const { binEdges } = computeHistogram([min], bins(binCount, min, max));
          // Every edge itself, its neighbours, and values between.
          const near = binEdges.flatMap((edge) => [step(edge, -1n), step(edge, 1n)]);
          const drawn = [...shares.take(40)].map((share) => Math.min(max, min + share * width));
          const values = [...binEdges, ...near, ...drawn].filter(
            (value) => value >= min && value <= max,
          );
          const histogram = computeHistogram(values, bins(binCount, min, max, zerosApart));
          const binned = values.filter((value) => !(zerosApart && value === 0));
          const expected = histogram.counts.map(
            (_, bin) =>
              binned.filter((value) =>
                bin === binCount - 1
                  ? value >= binEdges[bin]!
                  : value >= binEdges[bin]! && value < binEdges[bin + 1]!,
              ).length,
          );
          expect(histogram.counts).toEqual(expected);
          expect(histogram.zeroCount).toBe(values.length - binned.length);
        },
      ),
    );
  });

  test('counts add up to n, and bins with zeros integrate to one', () => {
    const value = fc.oneof(fc.constant(0), fc.float({ min: 0, max: 50, noNaN: true }));
    const values = fc.array(value, { minLength: 1 });
    fc.assert(
      fc.property(values, fc.boolean(), (values, zerosApart) => {
        const { binEdges, counts, densities, zeroCount } = computeHistogram(
          values,
          bins(16, 0, 50, zerosApart),
        );
        expect(counts.reduce((sum, count) => sum + count, zeroCount)).toBe(values.length);
        const area = densities.reduce(
          (sum, density, bin) => sum + density * (binEdges[bin + 1]! - binEdges[bin]!),
          0,
        );
        expect(area + zeroCount / values.length).toBeCloseTo(1, 10);
      }),
    );
  });

  test('holds eight of the 256 byte values in each of 32 bins', () => {
    const bytes = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);
    expect(computeHistogram(bytes, bins(32, 0, 1)).counts).toEqual(new Array(32).fill(8));
  });

  test.each([
    ['below', [0.5, -0.1], 'The value -0.1 at index 1 is outside'],
    ['above', [2], 'The value 2 at index 0 is outside'],
  ])('refuses a value %s the range', (_, values, message) => {
    expect(() => computeHistogram(values, bins(4, 0, 1))).toThrow(
      expect.objectContaining({
        code: 'value-outside-bins',
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each([
    [0, 0, 1],
    [2.5, 0, 1],
    [4, 1, 1],
    [4, 2, 1],
    [4, 0, Infinity],
    [4, Number.NaN, 1],
    [10, 1, 1 + Number.EPSILON],
  ])('refuses %d bins from %d to %d', (binCount, min, max) => {
    expect(() => computeHistogram([1], bins(binCount, min, max))).toThrow(
      expect.objectContaining({ code: 'invalid-bins' }),
    );
  });

  test('refuses no values and values that are not finite', () => {
    expect(() => computeHistogram([], bins(4, 0, 1))).toThrow(
      expect.objectContaining({ code: 'no-values' }),
    );
    expect(() => computeHistogram([0, Number.NaN], bins(4, 0, 1))).toThrow(
      expect.objectContaining({ code: 'not-finite', message: expect.stringContaining('index 1') }),
    );
  });
});
