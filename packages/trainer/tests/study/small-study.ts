import type { StudyTrainingPlan } from '@layerprint/core/schemas/plan';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import { hashModelPlan } from '../../src/read-plan.ts';

const hash = (letter: string) => letter.repeat(64);

/** What lines of today follow from. */
export const TODAY = { dataHash: hash('d'), codeHash: hash('c'), claimsHash: hash('e') };

/** A training of a study that nobody runs. */
export function planOf(
  id: string,
  changes: Partial<Omit<StudyTrainingPlan, 'plan'>> & { images?: number; steps?: number } = {},
): StudyTrainingPlan {
  const { images: count = 64, steps, ...rest } = changes;
  return {
    schemaVersion: 1,
    id,
    part: 'pairs',
    pair: Number(/\d+/.exec(id)![0]),
    plan: {
      schemaVersion: 1,
      profile: 'small',
      model: id.split('-').at(-1)!,
      choice: { trainingImages: { count, sample: 'seeded', balanced: false }, seed: 7 },
      recipe: {
        batchSize: 32,
        optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        dropoutRate: 0.2,
        maxEpochs: 50,
        earlyStoppingPatience: 3,
      },
      ...(steps !== undefined && { steps }),
    },
    ...rest,
  };
}

/** The line of today of a training. */
export function lineOf(
  { id, part, pair, plan }: StudyTrainingPlan,
  changes: Partial<StudyLine> = {},
): StudyLine {
  return {
    id,
    part,
    pair,
    model: plan.model,
    trainingImages: (plan.choice.trainingImages as { count: number }).count,
    seed: plan.choice.seed,
    planHash: hashModelPlan(plan),
    ...TODAY,
    weightsHash: hash('f'),
    epochs: 10,
    keptEpoch: 7,
    steps: 14,
    accuracy: 0.5,
    validationImages: 20,
    constantAccuracy: 0.1,
    deadLayers: [],
    measures: [
      {
        measure: 'zeros',
        layer: 'last',
        specimen: null,
        validation: { median: 0.5, lowerQuartile: 0.25, upperQuartile: 0.75, undefined: 0 },
      },
    ],
    checks: [{ check: 'black', holds: 5, of: 20, undefined: 0, specimen: 'holds' }],
    ...changes,
  };
}
