import type { Summary } from '../schemas/statistics.ts';
import { assertFinite, computeMean, computeSum } from './sums.ts';

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
  assertFinite(values, 'values of the moments');
  const mean = computeMean(values);
  let largest = 0;
  let equal = true;
  for (let i = 0; i < values.length; i++) {
    largest = Math.max(largest, Math.abs(values[i]! - mean));
    equal &&= values[i] === values[0];
  }
  if (equal || largest === 0) return { mean, standardDeviation: 0, skewness: null };
  const secondMoment =
    computeSum(values, (value) => {
      const deviation = (value - mean) / largest;
      return deviation * deviation;
    }) / values.length;
  const thirdMoment =
    computeSum(values, (value) => {
      const deviation = (value - mean) / largest;
      return deviation * deviation * deviation;
    }) / values.length;
  const root = Math.sqrt(secondMoment);
  return {
    mean,
    standardDeviation: root * largest,
    skewness: thirdMoment / (secondMoment * root),
  };
}
