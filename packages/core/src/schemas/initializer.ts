import * as z from 'zod';
import { Float32Schema } from './scalars.ts';

/**
 * What the values of a weight are before the first step, in TF.js's words and by its meanings. What is drawn is drawn from
 * the model's seed, so none has one of its own.
 */
export const InitializerSchema = z.discriminatedUnion('className', [
  /**
   * Of the variance `scale` over the number of inputs, of outputs, or their mean: `normal` ones drawn anew beyond two
   * standard deviations, which TF.js does not make up for.
   */
  z.strictObject({
    className: z.literal('VarianceScaling'),
    config: z.strictObject({
      scale: Float32Schema.positive(),
      mode: z.enum(['fanIn', 'fanOut', 'fanAvg']),
      distribution: z.enum(['normal', 'uniform']),
    }),
  }),
  z.strictObject({
    className: z.literal('RandomUniform'),
    config: z.strictObject({ minval: Float32Schema, maxval: Float32Schema }),
  }),
  /** A `TruncatedNormal` is drawn anew beyond two standard deviations. */
  z.strictObject({
    className: z.enum(['RandomNormal', 'TruncatedNormal']),
    config: z.strictObject({ mean: Float32Schema, stddev: Float32Schema.positive() }),
  }),
  z.strictObject({
    className: z.literal('Constant'),
    config: z.strictObject({ value: Float32Schema }),
  }),
  z.strictObject({ className: z.enum(['Zeros', 'Ones']), config: z.strictObject({}) }),
]);
export type Initializer = z.infer<typeof InitializerSchema>;

/** TF.js's names of all of them. */
export const INITIALIZER_CLASSES = [
  'VarianceScaling',
  'RandomUniform',
  'RandomNormal',
  'TruncatedNormal',
  'Constant',
  'Zeros',
  'Ones',
] as const satisfies Initializer['className'][];

/** What the author of a network may call an initializer by alone. */
export const NamedInitializerSchema = z.enum([
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'leCunUniform',
  'leCunNormal',
  'zeros',
  'ones',
]);
