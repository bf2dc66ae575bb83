import type { HistogramDiff } from '../schemas/before-and-after.ts';
import type { Histogram } from '@layerprint/core/schemas/statistics';
import { computeJensenShannonDivergenceBits, computeSum } from '@layerprint/core';

/** A distribution as a density that is constant from each place to the next, and an atom at zero. */
interface Steps {
  /** Share of values that are exactly zero. */
  readonly atom: number;
  /** Share of values from each place to the next: one less than places. */
  readonly shares: readonly number[];
}

/**
 * Jensen–Shannon divergence in bits between two histograms whose bins may differ. Inside a bin, values
 * count as spread evenly; zeros that both set apart are a cell of their own.
 *
 * @throws {LayerprintError} `invalid-weights`, when a histogram is empty.
 */
export function computeHistogramDivergenceBits(first: Histogram, second: Histogram): number {
  const { steps } = refine(first, second);
  const [p, q] = steps.map(({ atom, shares }) => [atom, ...shares]);
  return computeJensenShannonDivergenceBits(p!, q!);
}

/**
 * Earth mover's distance between two histograms whose bins may differ, in the unit of the values: how far
 * values have to move on average. Exact for values spread evenly inside a bin, and zeros set apart at
 * zero: the area between the two cumulative distributions.
 *
 * Source: S. S. Vallender, "Calculation of the Wasserstein distance between probability distributions on
 * the line", Theory of Probability and its Applications 18 (1974).
 */
export function computeEarthMoversDistance(first: Histogram, second: Histogram): number {
  const { places, steps } = refine(first, second);
  const [p, q] = steps;
  let ahead = 0;
  const areas: number[] = [];
  places.slice(0, -1).forEach((place, i) => {
    if (place === 0) ahead += p.atom - q.atom;
    const next = ahead + p.shares[i]! - q.shares[i]!;
    areas.push((places[i + 1]! - place) * meanSize(ahead, next));
    ahead = next;
  });
  return computeSum(areas);
}

/** Mean of the absolute value of what goes straight from one number to another. */
function meanSize(from: number, to: number): number {
  const sizes = Math.abs(from) + Math.abs(to);
  if (from * to >= 0) return sizes / 2;
  return (from * from + to * to) / (2 * sizes);
}

/** Puts two histograms on the edges of both. */
function refine(first: Histogram, second: Histogram): { places: number[]; steps: [Steps, Steps] } {
  const places = [...new Set([...first.binEdges, ...second.binEdges, 0])].sort((a, b) => a - b);
  const apart = first.zerosApart && second.zerosApart;
  return { places, steps: [spread(first, places, apart), spread(second, places, apart)] };
}

/**
 * Spreads a histogram's counts over finer cells, as shares of all of them. Zeros that only this one sets
 * apart go into the bin that holds zero, where the other has its own.
 */
function spread(
  { binEdges, counts, zeroCount, zerosApart }: Histogram,
  places: readonly number[],
  apart: boolean,
): Steps {
  const zeroBin = zerosApart && !apart ? Math.max(findBin(binEdges, 0), 0) : -1;
  const total = zeroCount + computeSum(counts);
  const shares = places.slice(0, -1).map((place, i) => {
    const bin = findBin(binEdges, place);
    if (bin === -1) return 0;
    const count = counts[bin]! + (bin === zeroBin ? zeroCount : 0);
    const width = binEdges[bin + 1]! - binEdges[bin]!;
    return (count / total) * ((places[i + 1]! - place) / width);
  });
  return { atom: apart ? zeroCount / total : 0, shares };
}

/** The bin that starts at or before a place and ends after it; −1 outside. */
function findBin(binEdges: readonly number[], place: number): number {
  let low = 0;
  let high = binEdges.length - 1;
  if (place < binEdges[low]! || place >= binEdges[high]!) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (binEdges[middle]! <= place) low = middle;
    else high = middle;
  }
  return low;
}

/** Two distributions of things that are not the same, which stand beside each other. */
export function dropDistances(histogram: HistogramDiff): HistogramDiff {
  return { ...histogram, jensenShannonDivergenceBits: null, earthMoversDistance: null };
}
