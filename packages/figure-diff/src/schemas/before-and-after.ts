import * as z from 'zod';
import { FractionSchema } from '@layerprint/core/schemas/scalars';
import { HistogramSchema } from '@layerprint/core/schemas/statistics';

/** The same thing in the base and in the head; null where a side does not have it. */
export function beforeAndAfter<S extends z.ZodType>(schema: S) {
  return z.strictObject({ base: schema.nullable(), head: schema.nullable() });
}

/**
 * How far apart two distributions are, and both, to be drawn over each other. Their bins may differ:
 * inside a bin, values count as spread evenly; zeros that are set apart count as exactly zero.
 */
export const HistogramDiffSchema = z.strictObject({
  ...beforeAndAfter(HistogramSchema).shape,
  /** 0 for equal distributions, 1 for distributions that have nothing in common; null too where they are of two models. */
  jensenShannonDivergenceBits: FractionSchema.nullable(),
  /** How far values have to move on average for one to become the other, in the values' unit. */
  earthMoversDistance: z.number().min(0).nullable(),
});
export type HistogramDiff = z.infer<typeof HistogramDiffSchema>;
