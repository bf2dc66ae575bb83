import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { ModelIdSchema } from '@layerprint/core/schemas/scalars';
import { compareTrainingCurves } from '../comparison/compare-training-curves.ts';
import { specifyOverlaidCurves } from '../page/charts/overlaid-curves.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { at, bothOf, makeTable } from './change-table.ts';
import { SIDES } from '../page/charts/side-chart.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Curves over epochs, model by model. */
const TrainingCurvesDiffSchema = z.strictObject({
  kind: z.literal('training-curves'),
  metric: z.enum(['loss', 'accuracy']),
  unit: z.string(),
  models: z.array(
    z.strictObject({
      model: ModelIdSchema,
      /** The epoch whose weights were kept. */
      bestEpoch: beforeAndAfter(z.int().min(1)),
      /** By epoch, from 1: the last is where training stopped. */
      training: beforeAndAfter(z.array(z.number())),
      validation: beforeAndAfter(z.array(z.number())),
      /** From this epoch on the curves go their own ways; null where they never do, or are of two models. */
      partsAtEpoch: z.int().min(1).nullable(),
    }),
  ),
});
export type TrainingCurvesDiff = z.infer<typeof TrainingCurvesDiffSchema>;

/** Curves over epochs, model by model, each over the other. */
export const TRAINING_CURVES = defineComparedKind({
  kind: 'training-curves',
  schema: TrainingCurvesDiffSchema,
  compare: compareTrainingCurves,
  judged: ['models.<model>', 'models.<model>.bestEpoch', 'models.<model>.epochs.**'],
  drawing: ['models', 'models.<model>.modelName'],
  derived: {},
  rebinned: [],
  tabulate: (data) => [tabulateEpochs(data)],
  overlay: specifyOverlaidCurves,
});

function tabulateEpochs({ metric, models }: TrainingCurvesDiff): FigureTable {
  return makeTable(
    ['Model', 'Epoch', ...bothOf(`Training ${metric}`), ...bothOf(`Validation ${metric}`)],
    models.flatMap(({ model, training, validation }) => {
      const epochs = Math.max(...SIDES.map((side) => validation[side]?.length ?? 0));
      return Array.from({ length: epochs }, (_, index) => [
        model,
        index + 1,
        ...at(training, index),
        ...at(validation, index),
      ]);
    }),
  );
}
