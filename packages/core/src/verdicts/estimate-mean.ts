import { boundMean } from './bound-mean.ts';
import { SHOWN_LEVEL } from './interval.ts';
import type { Draw, Estimate } from './settle-checks.ts';

/** The mean of those readings that are defined, with its interval as it is shown; null where fewer than two are. */
export function estimateMean(readings: readonly (number | null)[], draw: Draw): Estimate | null {
  const values = readings.filter((value) => value !== null);
  const bounded = boundMean(values, draw(values.length));
  return bounded && { value: bounded.mean, ...bounded.bound(SHOWN_LEVEL) };
}
