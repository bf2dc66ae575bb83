import { findSeries, PIXEL_BINS } from '../figures/distribution.ts';
import type { ActivationGridData, DistributionData } from '../schemas/figure-data.ts';
import type { ModelName } from '../schemas/scalars.ts';
import type { Histogram } from '../schemas/statistics.ts';
import { computePearsonCorrelation } from '../statistics/correlation.ts';
import { computeEntropyBits } from '../statistics/entropy.ts';
import { computeMean } from '../statistics/sums.ts';
import type { Measure } from './measurements.ts';

/**
 * How recognisable a layer's maps are: the mean absolute Pearson correlation of a map with the specimen's
 * luminance, over the maps that vary. Absolute, since a negative is as recognisable.
 *
 * @returns 0 to 1; 0 over all maps where none varies, for then nothing is recognisable.
 */
export function measureLikeness({ channels }: ActivationGridData): Measure {
  const correlations = channels.flatMap(({ luminanceCorrelation: r }) =>
    r === null ? [] : [Math.abs(r)],
  );
  if (correlations.length === 0) return { value: 0, n: channels.length };
  return { value: computeMean(correlations), n: correlations.length };
}

/**
 * How redundant a layer's maps are: the mean absolute Pearson correlation of two maps, over the pairs of
 * maps that both vary.
 *
 * @returns 0 to 1; 0 over all maps where no two vary, for then none repeats another.
 */
export function measureRedundancy({ maps }: ActivationGridData): Measure {
  const correlations = maps.flatMap((map, i) =>
    maps.slice(i + 1).flatMap((other) => {
      const correlation = computePearsonCorrelation(map, other);
      return correlation === null ? [] : [Math.abs(correlation)];
    }),
  );
  if (correlations.length === 0) return { value: 0, n: maps.length };
  return { value: computeMean(correlations), n: correlations.length };
}

/** Share of zeros among a model's activations. */
export function measureZeroFraction(distribution: DistributionData, model: ModelName): Measure {
  const { zeroFraction, n } = findSeries(distribution, model).summary;
  return { value: zeroFraction, n };
}

/** Entropy of a model's activations over the figure's bins, the zeros being one, in bits. */
export function measureEntropy(distribution: DistributionData, model: ModelName): Measure {
  const { entropyBits, n } = findSeries(distribution, model).summary;
  return { value: entropyBits, n };
}

/**
 * How long a tail is: the 99th percentile over the median of the values above zero. Free of scale, so
 * that a model whose activations are larger throughout has no longer a tail for it, and free of the share
 * of zeros, which is measured by itself. An exponential distribution has 6.64.
 *
 * @returns 0 over all values where none is above zero: there is no tail.
 */
export function measureTail(distribution: DistributionData, model: ModelName): Measure {
  const { aboveZero, summary } = findSeries(distribution, model);
  if (!aboveZero) return { value: 0, n: summary.n };
  return { value: aboveZero.quantiles.p99 / aboveZero.quantiles.p50, n: aboveZero.n };
}

/**
 * Entropy in bits over 32 equal-width bins from zero to the end of the histogram's range, zeros in the
 * first of them: what makes distributions that are binned otherwise comparable.
 */
export function measureCommonEntropy({ counts, zeroCount }: Histogram): number {
  const perBin = counts.length / PIXEL_BINS;
  const merged = Array.from({ length: PIXEL_BINS }, (_, bin) =>
    counts.slice(bin * perBin, (bin + 1) * perBin).reduce((sum, count) => sum + count, 0),
  );
  merged[0]! += zeroCount;
  return computeEntropyBits(merged);
}
