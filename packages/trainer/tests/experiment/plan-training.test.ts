import { expect, it } from 'vitest';
import { TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import type { Recipe, TrainedModel } from '@layerprint/core/schemas/experiment';
import { planTraining } from '../../src/experiment/plan-training.ts';

const RECIPE: Recipe = {
  batchSize: 32,
  optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  dropoutRate: 0.5,
  maxEpochs: 12,
  earlyStoppingPatience: 3,
};
const MODEL: TrainedModel = { id: 'small', trainingImages: 10, seed: 3 };
const plan = (model: Partial<TrainedModel> = {}, recipe = RECIPE) =>
  planTraining('mine', { recipe }, { ...MODEL, ...model });

it('plans a training by the recipe of the experiment, with what differs for the model', () => {
  const { recipe } = plan({ recipe: { maxEpochs: 2, optimizer: { learningRate: 0.01 } } });
  expect(recipe).toEqual({
    ...RECIPE,
    maxEpochs: 2,
    optimizer: { ...RECIPE.optimizer, learningRate: 0.01 },
  });
  expect(TrainingPlanSchema.parse(plan())).toEqual(plan());
});

it('plans the same training whatever that recipe is where the model has its own', () => {
  const own = { recipe: { maxEpochs: 2, optimizer: { learningRate: 0.01 } } };
  const other = {
    ...RECIPE,
    maxEpochs: 99,
    optimizer: { ...RECIPE.optimizer, learningRate: 0.5 },
  };
  expect(plan(own, other)).toEqual(plan(own));
  expect(plan({}, other)).not.toEqual(plan());
});

it('plans the same training for another name, and for the first images however they are said', () => {
  expect(plan({ name: 'The small one' })).toEqual(plan());
  const first = { count: 10, sample: 'first' } as const;
  expect(plan({ trainingImages: { ...first, balanced: false } })).toEqual(plan());
  expect(plan({ trainingImages: { ...first, balanced: true } })).not.toEqual(plan());
});
