import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { ShownNameSchema } from '@layerprint/core/schemas/class-names';
import { FractionSchema, ModelIdSchema } from '@layerprint/core/schemas/scalars';
import { compareProbabilities } from '../comparison/compare-probabilities.ts';
import { specifyOverlaidProbabilities } from '../page/charts/overlaid-probabilities.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { at, bothOf, makeTable } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Class probabilities, model by model. */
const ProbabilitiesDiffSchema = z.strictObject({
  kind: z.literal('probabilities'),
  /** Those of the base by label, then those that only the head has. */
  classNames: z.array(ShownNameSchema),
  trueClass: beforeAndAfter(ShownNameSchema),
  models: z.array(
    z.strictObject({
      model: ModelIdSchema,
      topClass: beforeAndAfter(ShownNameSchema),
      topProbability: beforeAndAfter(FractionSchema),
      entropyBits: beforeAndAfter(z.number().min(0)),
      /** In the order of `classNames`; null for a class that a side does not know. */
      probabilities: beforeAndAfter(z.array(FractionSchema.nullable())),
      /** Half the sum of absolute differences: the probability that moved; null of another model or other classes. */
      totalVariation: FractionSchema.nullable(),
    }),
  ),
});
export type ProbabilitiesDiff = z.infer<typeof ProbabilitiesDiffSchema>;

/** Class probabilities, model by model, as bars beside each other. */
export const PROBABILITIES = defineComparedKind({
  kind: 'probabilities',
  schema: ProbabilitiesDiffSchema,
  compare: compareProbabilities,
  judged: ['models.<model>', 'models.<model>.probabilities', 'models.<model>.topClass'],
  drawing: ['models', 'models.<model>.modelName'],
  derived: {
    'models.<model>.entropyBits': 'models.<model>.probabilities',
  },
  rebinned: [],
  tabulate: (data) => [tabulateProbabilities(data)],
  overlay: specifyOverlaidProbabilities,
});

function tabulateProbabilities({ classNames, models }: ProbabilitiesDiff): FigureTable {
  return makeTable(
    ['Class', ...models.flatMap(({ model }) => bothOf(`The ${model}`))],
    classNames.map((name, label) => [
      name,
      ...models.flatMap(({ probabilities }) => at(probabilities, label)),
    ]),
  );
}
