import type { Summary } from '../schemas/statistics.ts';
import { computeMoments } from './moments.ts';
import { computeOwnEntropyBits } from './own-units.ts';
import { assertFinite, computeMaximum, computeMinimum } from './sums.ts';
import { computeQuantile, computeZeroFraction } from './summary.ts';

/**
 * A set of values, and what is measured of it: each measure is taken when it is first asked for, and once,
 * however many figures and claims read it.
 */
export interface MeasuredValues {
  /** Any order; `[n]`; not changed. */
  readonly values: Float32Array;
  /** The largest, never below 0. */
  readonly maximum: () => number;
  /** The smallest, never above 0. */
  readonly minimum: () => number;
  readonly zeroFraction: () => number;
  readonly moments: () => ReturnType<typeof computeMoments>;
  /** Over bins of a quarter of their standard deviation; null where all are equal. */
  readonly entropyBits: () => number | null;
  /** From the smallest on. */
  readonly sorted: () => Float32Array;
  /** A quantile of them. */
  readonly quantile: (p: number) => number;
  /** All of it, as it stands in a figure's data. */
  readonly summary: () => Summary;
  /** Those above zero alone, in the same order; null where there is none. */
  readonly aboveZero: () => MeasuredValues | null;
}

/**
 * Measures a set of values.
 *
 * @throws {LayerprintError} of what is asked for: `no-values`, or `not-finite`, naming the first index.
 */
export function measureValues(values: Float32Array): MeasuredValues {
  const sorted = once(() => values.slice().sort());
  const quantile = (p: number) => computeQuantile(sorted(), p);
  const maximum = once(() => computeMaximum(values));
  const minimum = once(() => computeMinimum(values));
  const zeroFraction = once(() => computeZeroFraction(values));
  const moments = once(() => computeMoments(values));
  const entropyBits = once(() => computeOwnEntropyBits(values, moments()));
  const summary = once((): Summary => {
    assertFinite(values, 'values of the summary');
    return {
      n: values.length,
      zeroFraction: zeroFraction(),
      ...moments(),
      quantiles: {
        min: quantile(0),
        p05: quantile(0.05),
        p25: quantile(0.25),
        p50: quantile(0.5),
        p75: quantile(0.75),
        p95: quantile(0.95),
        p99: quantile(0.99),
        max: quantile(1),
      },
      entropyBits: entropyBits(),
    };
  });
  const aboveZero = once(() => {
    const above = values.filter((value) => value > 0);
    return above.length === 0 ? null : measureValues(above);
  });
  return {
    values,
    maximum,
    minimum,
    zeroFraction,
    moments,
    entropyBits,
    sorted,
    quantile,
    summary,
    aboveZero,
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
