import { computeEntropyBits, computeJensenShannonDivergenceBits } from './entropy.ts';
import { computeMoments } from './moments.ts';

/*
 * The unit of a layer is nobody's choice: multiply what it puts out by c > 0 and divide the next kernel by
 * c, and the network is the same. So distributions are measured in units of their own standard deviation.
 */

/** Bins that a standard deviation is cut into. */
const BINS_PER_DEVIATION = 4;

/** Values in bins of a quarter of their standard deviation, zeros in a cell of their own. */
interface OwnBins {
  readonly zeroCount: number;
  /** Which bin, counted from zero, the first of the counts is of. */
  readonly firstBin: number;
  readonly counts: Uint32Array;
}

/**
 * Shannon entropy of values in bits, over bins of a quarter of their own standard deviation that begin at
 * zero, as many as it takes; zeros are a cell of their own. The same for the same values times c > 0.
 *
 * @param moments Of these values, for whoever has them already.
 * @returns Null where all values are equal: there is no deviation to measure in.
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function computeOwnEntropyBits(
  values: ArrayLike<number>,
  moments = computeMoments(values),
): number | null {
  const bins = countInOwnUnits(values, moments);
  return bins && computeEntropyBits([bins.zeroCount, ...bins.counts]);
}

/**
 * Jensen–Shannon divergence in bits between two sets of values, each in units of its own standard deviation,
 * on the bins of `computeOwnEntropyBits`. The same for either times c > 0.
 *
 * @param moments Of the first and of the second, for whoever has them already.
 * @returns Null where the values of either are all equal.
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function computeOwnDivergenceBits(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  moments = [computeMoments(first), computeMoments(second)] as const,
): number | null {
  const bins = [countInOwnUnits(first, moments[0]), countInOwnUnits(second, moments[1])] as const;
  if (!bins[0] || !bins[1]) return null;
  const start = Math.min(bins[0].firstBin, bins[1].firstBin);
  const end = Math.max(...bins.map((own) => own!.firstBin + own!.counts.length));
  const [one, other] = bins.map((own) => spreadOut(own!, start, end));
  return computeJensenShannonDivergenceBits(one!, other!);
}

/**
 * Earth mover's distance, Wasserstein-1, between two sets of values, each in units of its own standard deviation: the
 * area between their cumulative distributions, which is how far a value has to be moved on average. The same for either
 * times c > 0.
 *
 * @param first From the smallest on; so is `second`, which may have another number.
 * @param moments Of the first and of the second, for whoever has them already.
 * @returns Null where the values of either are all equal.
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 *   Source: Vallender, "Calculation of the Wasserstein distance between probability distributions on the line", 1974.
 */
export function computeOwnEarthMoversDistance(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  moments = [computeMoments(first), computeMoments(second)] as const,
): number | null {
  const [one, other] = moments.map(({ standardDeviation }) => standardDeviation);
  if (one === 0 || other === 0) return null;
  const [n, m] = [first.length, second.length];
  let distance = 0;
  // Both are cut into the stretches of one n·m-th in which neither's quantile changes.
  for (let i = 0, j = 0, reached = 0; i < n && j < m;) {
    const next = Math.min((i + 1) * m, (j + 1) * n);
    distance += (next - reached) * Math.abs(first[i]! / one! - second[j]! / other!);
    reached = next;
    if (next === (i + 1) * m) i++;
    if (next === (j + 1) * n) j++;
  }
  return distance / (n * m);
}

function countInOwnUnits(
  values: ArrayLike<number>,
  { standardDeviation }: ReturnType<typeof computeMoments>,
): OwnBins | null {
  const width = standardDeviation / BINS_PER_DEVIATION;
  if (width === 0) return null;
  const binOf = (value: number) => Math.floor(value / width);
  let zeroCount = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) zeroCount++;
    else {
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
  }
  // n values lie within √(2n) standard deviations of each other, so there are never many bins.
  const firstBin = binOf(smallest);
  const counts = new Uint32Array(binOf(largest) - firstBin + 1);
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) counts[binOf(values[i]!) - firstBin]!++;
  }
  return { zeroCount, firstBin, counts };
}

/** The zeros, then the bins from `start` up to, not including, `end`. */
function spreadOut({ zeroCount, firstBin, counts }: OwnBins, start: number, end: number) {
  const cells = new Float64Array(1 + end - start);
  cells[0] = zeroCount;
  cells.set(counts, 1 + firstBin - start);
  return cells;
}
