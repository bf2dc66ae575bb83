import * as z from 'zod';
import { CountsSchema, FiniteNumbersSchema, NonNegativeNumbersSchema } from './numbers.ts';
import { FractionSchema } from './scalars.ts';

/** The shape of a set of values, beside its histogram. Same unit as the values, unless said. */
export const SummarySchema = z.strictObject({
  /** How many values. */
  n: z.int().positive(),
  zeroFraction: FractionSchema,
  mean: z.number(),
  /** Population standard deviation. */
  standardDeviation: z.number().min(0),
  /** Third standardised moment, unitless; null where all values are equal. */
  skewness: z.number().nullable(),
  /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
  quantiles: z.strictObject({
    min: z.number(),
    p05: z.number(),
    p25: z.number(),
    p50: z.number(),
    p75: z.number(),
    p95: z.number(),
    p99: z.number(),
    max: z.number(),
  }),
  /**
   * Shannon entropy in bits over bins of a quarter of the standard deviation, zeros a cell of their own; null
   * where all values are equal.
   */
  entropyBits: z.number().min(0).nullable(),
});
export type Summary = z.infer<typeof SummarySchema>;

/** Equal-width bins: half-open `[edge, next)`, but the last, which holds its upper edge. */
export const HistogramSchema = z
  .strictObject({
    /** One more than bins, ascending. */
    binEdges: FiniteNumbersSchema.refine(({ length }) => length >= 2, {
      error: 'Expected at least two edges',
      abort: true,
    }).refine((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]!), {
      error: 'Expected ascending edges',
      abort: true,
    }),
    /** Whether values equal to zero are counted in `zeroCount` instead of in a bin. */
    zerosApart: z.boolean(),
    zeroCount: z.int().min(0),
    counts: CountsSchema,
    /** Count over n and bin width, so that bins and zeros together integrate to one. */
    densities: NonNegativeNumbersSchema,
  })
  .refine(
    ({ binEdges, counts, densities }) =>
      counts.length === binEdges.length - 1 && densities.length === counts.length,
    'Expected a count and a density for each bin',
  )
  .refine(
    ({ zeroCount, counts }) => zeroCount > 0 || counts.some((count) => count > 0),
    'Expected at least one value',
  );
export type Histogram = z.infer<typeof HistogramSchema>;
