import * as z from 'zod';
import { SlugSchema } from './scalars.ts';

/**
 * A chart as a Vega-Lite specification that anyone can draw. What is inside is checked by Vega-Lite when
 * the chart is drawn.
 */
export const VegaLiteSpecSchema = z.looseObject({
  $schema: z.string().startsWith('https://vega.github.io/schema/vega-lite/'),
  /** The figure's id. */
  name: SlugSchema,
});
