import type { FilterSums, PairSums } from './pair-sums.ts';

/** A filter whose values vary by less than this share of their own size is flat: sums of float32 tell no less. */
const LEAST_VARIANCE = 2 ** -20;

/** Pearson correlations of the filters of two layers. */
export interface FilterCorrelations {
  /** Filters of each layer whose values do not vary, so that nothing correlates with them: zero everywhere, most often. */
  readonly flat: { readonly first: readonly boolean[]; readonly other: readonly boolean[] };
  /** From −1 to 1, by filter of the first layer and of the other; null where either is flat. */
  readonly of: (first: number, other: number) => number | null;
}

/** Correlates every filter of one layer with every filter of the other, out of what was added up of them. */
export function correlateFilters(sums: PairSums): FilterCorrelations {
  const spread = {
    first: measureSpread(sums.first, sums.samples),
    other: measureSpread(sums.other, sums.samples),
  };
  const columns = spread.other.length;
  const isFlat = (size: number): boolean => size === 0;
  return {
    flat: { first: spread.first.map(isFlat), other: spread.other.map(isFlat) },
    of: (first, other) => {
      // Of a filter with itself this is the spread, to the bit; of values of float32 no product is too large or too small.
      const size = Math.sqrt(spread.first[first]! * spread.other[other]!);
      if (size === 0) return null;
      const together =
        sums.samples * sums.products[first * columns + other]! -
        sums.first.values[first]! * sums.other.values[other]!;
      return Math.min(Math.max(together / size, -1), 1);
    },
  };
}

/** The variance of each filter times the square of the number of samples; 0 of a flat one, and of what is too large for a number. */
function measureSpread({ values, squares }: FilterSums, samples: number): number[] {
  return Array.from(values, (sum, filter) => {
    const size = samples * squares[filter]!;
    const spread = size - sum * sum;
    return Number.isFinite(spread) && spread > size * LEAST_VARIANCE ? spread : 0;
  });
}
