import { LayerprintError } from '../errors.ts';
import type { Histogram } from '../schemas/statistics.ts';
import { assertFinite } from './sums.ts';

/** How to bin. */
export interface HistogramOptions {
  readonly binCount: number;
  /** Lower edge of the first bin. */
  readonly min: number;
  /** Upper edge of the last bin. */
  readonly max: number;
  /** Count values equal to zero apart from the bins. */
  readonly zerosApart: boolean;
}

/**
 * Counts values into equal-width bins over `[min, max]`.
 *
 * Bins are half-open, `[edge, next)`, but the last, which also holds `max`. A value lies between the edges
 * that the histogram lists, exactly: no rounding moves it into a neighbour. `-0` is a zero.
 *
 * @param values Any order; `[n]`; not changed.
 * @throws {LayerprintError} `invalid-bins` without a positive whole number of bins over a range above
 *   zero; `value-outside-bins`, naming the first index; `no-values`; `not-finite`.
 */
export function computeHistogram(
  values: ArrayLike<number>,
  { binCount, min, max, zerosApart }: HistogramOptions,
): Histogram {
  assertFinite(values, 'values of the histogram');
  const binEdges = computeBinEdges(binCount, min, max);
  const counts = new Array<number>(binCount).fill(0);
  const binsPerUnit = binCount / (max - min);
  let zeroCount = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (zerosApart && value === 0) {
      zeroCount++;
      continue;
    }
    if (value < min || value > max) throw outsideBins(value, i, min, max);
    // The division may be off by a rounding; the edges decide.
    let bin = Math.min(Math.floor((value - min) * binsPerUnit), binCount - 1);
    while (value < binEdges[bin]!) bin--;
    while (bin < binCount - 1 && value >= binEdges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  const densities = counts.map(
    (count, bin) => count / values.length / (binEdges[bin + 1]! - binEdges[bin]!),
  );
  return { binEdges, zerosApart, zeroCount, counts, densities };
}

function computeBinEdges(binCount: number, min: number, max: number): number[] {
  const width = (max - min) / binCount;
  const edges = Array.from({ length: binCount }, (_, bin) => min + width * bin);
  edges.push(max);
  const ascending = edges.every((edge, i) => i === 0 || edge > edges[i - 1]!);
  if (Number.isInteger(binCount) && binCount > 0 && Number.isFinite(width) && ascending) {
    return edges;
  }
  throw new LayerprintError(
    'invalid-bins',
    `A histogram cannot have ${binCount} bins from ${min} to ${max}.`,
    'Give a whole number of bins, at least one, and a finite range above zero that can hold them.',
  );
}

function outsideBins(value: number, index: number, min: number, max: number): LayerprintError {
  return new LayerprintError(
    'value-outside-bins',
    `The value ${value} at index ${index} is outside the histogram's range, ${min} to ${max}.`,
    'Choose a range that holds every value.',
  );
}
