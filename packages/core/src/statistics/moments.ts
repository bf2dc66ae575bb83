import type { Summary } from '../schemas/statistics.ts';
import { assertFinite, CompensatedSum, computeMean } from './sums.ts';

/**
 * Mean, population standard deviation and skewness `m₃ / m₂^1.5`.
 *
 * Deviations are divided by the largest of them before they are squared and cubed, so that neither very
 * small nor very large values are lost. Skewness is null where all values are equal.
 *
 * @throws {LayerprintError} `no-values`, or `not-finite`, naming the first index.
 */
export function computeMoments(
  values: ArrayLike<number>,
): Pick<Summary, 'mean' | 'standardDeviation' | 'skewness'> {
  const n = values.length;
  const mean = computeMean(values);
  if (!Number.isFinite(mean)) assertFinite(values, 'values of the moments');
  const first = values[0];
  let largest = 0;
  let equal = true;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    if (value !== first) equal = false;
    largest = Math.max(largest, Math.abs(value - mean));
  }
  if (equal || largest === 0) return { mean, standardDeviation: 0, skewness: null };
  const squares = new CompensatedSum();
  const cubes = new CompensatedSum();
  for (let i = 0; i < n; i++) {
    const deviation = (values[i]! - mean) / largest;
    squares.add(deviation * deviation);
    cubes.add(deviation * deviation * deviation);
  }
  const secondMoment = squares.total / n;
  const thirdMoment = cubes.total / n;
  const root = Math.sqrt(secondMoment);
  return {
    mean,
    standardDeviation: root * largest,
    skewness: thirdMoment / (secondMoment * root),
  };
}
