import { createRandom } from '../random.ts';
import { computeMoments } from '../statistics/moments.ts';
import { computeQuantile } from '../statistics/summary.ts';
import { normalQuantile, normalShare, studentQuantile, studentShare } from './distributions.ts';
import type { Interval } from './interval.ts';

/** So many resamples are drawn for every interval. */
export const RESAMPLES = 10_000;
const RESAMPLING_SEED = 1;

/** Which of n values each resample takes, one after the other: `[count, n]`. */
export type Resamples = Uint16Array;

/** Draws resamples of n values with replacement, the same for the same n. */
export function drawResamples(n: number, count = RESAMPLES): Resamples {
  const { nextBelow } = createRandom(RESAMPLING_SEED, 'bootstrap');
  return Uint16Array.from({ length: count * n }, () => nextBelow(n));
}

/** The mean of some values, and how far it can be relied on. */
export interface BoundedMean {
  readonly mean: number;
  /** Its interval that misses so often. */
  readonly bound: (level: number) => Interval;
  /** The level at which its interval begins to include a value. */
  readonly test: (value: number) => number;
}

/**
 * Bounds a mean by the bias-corrected and accelerated bootstrap, with levels that are widened for small n, and never more
 * narrowly at either end than Student's t does: the bootstrap alone covers too little where tails are heavy, and Student's t
 * where the values are skewed.
 *
 * An endpoint of the bootstrap is the quantile `Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z)))` of the resamples' means. `z₀` is the normal quantile of the share of
 * them below the mean, ties counting half; `a` is a sixth of the jackknife's skewness, which of a mean is the values' own over
 * `6 √n`; and `z` is `√(n / (n − 1))` times Student's quantile with n − 1 degrees of freedom, in the place of the normal one.
 *
 * Sources: B. Efron, "Better bootstrap confidence intervals", Journal of the American Statistical Association 82 (1987);
 * T. C. Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69 (2015).
 *
 * @param values Finite; null is given back for fewer than two.
 * @param resamples Of as many values.
 */
export function boundMean(
  values: readonly number[],
  resamples = drawResamples(values.length),
): BoundedMean | null {
  const n = values.length;
  if (n < 2) return null;
  const { mean, standardDeviation, skewness } = computeMoments(values);
  if (skewness === null) return certain(values[0]!);
  if (areEqualButForRounding(values)) return certain(mean);
  const means = averageResamples(values, resamples);
  const shareBelow = (value: number): number => {
    let twice = 0;
    for (const other of means) twice += other < value ? 2 : other === value ? 1 : 0;
    return twice / (2 * means.length);
  };
  const bias = normalQuantile(shareBelow(mean));
  const acceleration = skewness / (6 * Math.sqrt(n));
  const widening = Math.sqrt(n / (n - 1));
  const standardError = standardDeviation / Math.sqrt(n - 1);

  const endAt = (z: number): number => {
    const stretch = 1 - acceleration * (bias + z);
    if (stretch <= 0) return z < 0 ? 0 : 1;
    return normalShare(bias + (bias + z) / stretch);
  };
  return {
    mean,
    bound(level) {
      const t = studentQuantile(level / 2, n - 1);
      const sorted = means.toSorted();
      return {
        lower: Math.min(computeQuantile(sorted, endAt(t * widening)), mean + t * standardError),
        upper: Math.max(computeQuantile(sorted, endAt(-t * widening)), mean - t * standardError),
      };
    },
    test(value) {
      const byStudent = 2 * studentShare(-Math.abs(value - mean) / standardError, n - 1);
      const distance = normalQuantile(shareBelow(value)) - bias;
      const stretch = 1 + acceleration * distance;
      // Past the last resample, or past what any level of the bootstrap reaches.
      if (Math.abs(distance) === Infinity || stretch <= 0) return byStudent;
      const z = distance / stretch - bias;
      return Math.max(byStudent, 2 * studentShare(-Math.abs(z) / widening, n - 1));
    },
  };
}

/**
 * Whether values lie as close together as sums of them are rounded: 0.3 − 0.1 and 0.4 − 0.2 are the same difference, and no two
 * floating-point numbers. Their resamples would vary by nothing but that rounding.
 */
function areEqualButForRounding(values: readonly number[]): boolean {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const rounding = values.length * Number.EPSILON * Math.max(-lowest, highest);
  return highest - lowest <= rounding;
}

/** What is to be said of a mean where all values are equal: nothing varies. */
function certain(mean: number): BoundedMean {
  return {
    mean,
    bound: () => ({ lower: mean, upper: mean }),
    test: (value) => (value === mean ? 1 : 0),
  };
}

function averageResamples(values: readonly number[], resamples: Resamples): Float64Array {
  const n = values.length;
  const means = new Float64Array(resamples.length / n);
  for (let resample = 0, place = 0; resample < means.length; resample++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[resamples[place++]!]!;
    means[resample] = sum / n;
  }
  return means;
}
