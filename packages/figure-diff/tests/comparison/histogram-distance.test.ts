import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Histogram } from '@layerprint/core/schemas/statistics';
import {
  computeEarthMoversDistance,
  computeHistogramDivergenceBits,
} from '../../src/comparison/histogram-distance.ts';

function makeHistogram(
  binEdges: number[],
  counts: number[],
  zeros: { zerosApart: boolean; zeroCount?: number } = { zerosApart: false },
): Histogram {
  const zeroCount = zeros.zeroCount ?? 0;
  const total = counts.reduce((sum, count) => sum + count, zeroCount);
  const densities = counts.map((count, i) => count / total / (binEdges[i + 1]! - binEdges[i]!));
  return { binEdges, zerosApart: zeros.zerosApart, zeroCount, counts, densities };
}

/** Histograms from zero on, with bins of their own, zeros apart or not. */
const arbitrary = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
    zerosApart: fc.boolean(),
    zeroCount: fc.nat(20),
    seed: fc.array(fc.nat(20), { minLength: 8, maxLength: 8 }),
  })
  .map(({ widths, zerosApart, zeroCount, seed }) => {
    const edges = widths.reduce((list, width) => [...list, list.at(-1)! + width / 4], [0]);
    const counts = widths.map((_, i) => seed[i]!);
    counts[0]! += 1;
    return makeHistogram(edges, counts, { zerosApart, zeroCount: zerosApart ? zeroCount : 0 });
  });
const apart = arbitrary.map((histogram) => ({ ...histogram, zerosApart: true }));

/** The same distribution in bins cut in two; counts that are odd would not fit, so all are doubled. */
function halveBins({ binEdges, counts, zeroCount, zerosApart }: Histogram): Histogram {
  const edges = binEdges.flatMap((edge, i) =>
    i === 0 ? [edge] : [(binEdges[i - 1]! + edge) / 2, edge],
  );
  return makeHistogram(
    edges,
    counts.flatMap((count) => [count, count]),
    { zerosApart, zeroCount: 2 * zeroCount },
  );
}

describe.each([
  ['computeEarthMoversDistance', computeEarthMoversDistance],
  ['computeHistogramDivergenceBits', computeHistogramDivergenceBits],
])('%s', (_, measure) => {
  test('is zero between a histogram and itself, in whatever bins', () => {
    fc.assert(
      fc.property(arbitrary, (histogram) => {
        expect(measure(histogram, histogram)).toBe(0);
        expect(measure(histogram, halveBins(histogram))).toBeCloseTo(0, 12);
      }),
    );
  });

  test('is above zero between two that spread their values otherwise', () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 9 }), (histogram, more) => {
        const counts = [...histogram.counts, more];
        const binEdges = [...histogram.binEdges, histogram.binEdges.at(-1)! + 1];
        expect(measure(histogram, { ...histogram, binEdges, counts })).toBeGreaterThan(0);
      }),
    );
  });

  test('is the same both ways', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (first, second) => {
        expect(measure(second, first)).toBeCloseTo(measure(first, second), 12);
      }),
    );
  });

  test('does not depend on how finely the bins are cut', () => {
    fc.assert(
      fc.property(apart, apart, (first, second) => {
        expect(measure(halveBins(first), second)).toBeCloseTo(measure(first, second), 12);
      }),
    );
  });
});

describe('computeEarthMoversDistance', () => {
  test('is no longer than the way over a third histogram', () => {
    fc.assert(
      fc.property(apart, apart, apart, (first, second, third) => {
        const direct = computeEarthMoversDistance(first, third);
        const detour =
          computeEarthMoversDistance(first, second) + computeEarthMoversDistance(second, third);
        expect(direct).toBeLessThanOrEqual(detour + 1e-12);
      }),
    );
  });

  test('is the difference of the means where all values lie on one side', () => {
    const one = makeHistogram([0, 1], [7]);
    const other = makeHistogram([3, 5], [2]);
    expect(computeEarthMoversDistance(one, other)).toBeCloseTo(3.5, 12);
  });

  test('counts zeros set apart as lying at zero', () => {
    const zeros = makeHistogram([0, 2], [0], { zerosApart: true, zeroCount: 3 });
    const spread = makeHistogram([0, 2], [5], { zerosApart: true });
    expect(computeEarthMoversDistance(zeros, spread)).toBeCloseTo(1, 12);
  });

  test('adds up both ways where the cumulative distributions cross inside a bin', () => {
    // Half a unit each way: from [0, 2] everything moves to the middle bin, [0.5, 1.5].
    const wide = makeHistogram([0, 2], [1]);
    const narrow = makeHistogram([0.5, 1.5], [1]);
    expect(computeEarthMoversDistance(wide, narrow)).toBeCloseTo(0.25, 12);
  });
});

describe('computeHistogramDivergenceBits', () => {
  test('goes from 0 to 1, and is 1 where nothing is shared', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (first, second) => {
        const divergence = computeHistogramDivergenceBits(first, second);
        expect(divergence).toBeGreaterThanOrEqual(0);
        expect(divergence).toBeLessThanOrEqual(1);
      }),
    );
    const one = makeHistogram([0, 1], [3]);
    const other = makeHistogram([1, 2], [4]);
    expect(computeHistogramDivergenceBits(one, other)).toBe(1);
  });

  test('tells zeros set apart from small values', () => {
    const zeros = makeHistogram([0, 1], [0], { zerosApart: true, zeroCount: 3 });
    const small = makeHistogram([0, 1], [3], { zerosApart: true });
    expect(computeHistogramDivergenceBits(zeros, small)).toBe(1);
  });

  test('puts zeros into the bin that holds them where only one side sets them apart', () => {
    const zeros = makeHistogram([0, 1], [1], { zerosApart: true, zeroCount: 3 });
    const binned = makeHistogram([0, 1], [4]);
    expect(computeHistogramDivergenceBits(zeros, binned)).toBe(0);
  });
});
