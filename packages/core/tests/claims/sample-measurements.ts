import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureClaims } from '@layerprint/core';
import type {
  ClaimMeasurements,
  ClaimContext,
  ImageMeasures,
  ModelState,
  Numbers,
} from '@layerprint/core';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import { ClaimsFileSchema } from '@layerprint/core/schemas/claims-file';
import { SAMPLE_LAYERS, sampleEpochs } from '../figures/sample-data.ts';

const ARTICLE = join(import.meta.dirname, '../../../../experiments/article/claims.json');
/** The article's six observations. */
export const ARTICLE_CLAIMS = ClaimsFileSchema.parse(
  JSON.parse(readFileSync(ARTICLE, 'utf8')),
).claims!;
/** What they are about. */
export const CONTEXT: ClaimContext = {
  layers: SAMPLE_LAYERS,
  roles: { first: 'conv2d_1', last: 'conv2d_6', lead: ['conv2d_1', 'conv2d_6'] },
  models: [
    { id: 'benchmark', name: 'benchmark' },
    { id: 'dummy', name: 'dummy' },
  ],
  classes: 10,
};

/** Decides the article's claims. */
export const measureArticle = (measurements: ClaimMeasurements) =>
  measureClaims(ARTICLE_CLAIMS, CONTEXT, measurements);

/** A benchmark as the article sees it. */
export const AS_BENCHMARK: Numbers = {
  'recognisability conv2d_1': 0.7,
  'recognisability conv2d_6': 0.5,
  'redundancy conv2d_1': 0.2,
  'zeros conv2d_6': 0.7,
  'entropy conv2d_6': 2,
  'tail conv2d_6': 4,
  probability: 0.95,
  accuracy: 1,
  'answer-entropy': 0.25,
};
/** A dummy as the article sees it. */
export const AS_DUMMY: Numbers = {
  'recognisability conv2d_1': 0.9,
  'recognisability conv2d_6': 0.5,
  'redundancy conv2d_1': 0.4,
  'zeros conv2d_6': 0.4,
  'entropy conv2d_6': 2.5,
  'tail conv2d_6': 5,
  probability: 0.25,
  accuracy: 0,
  'answer-entropy': 2,
};
/** A network whose layers are dead. */
export const DEAD: Numbers = {
  'recognisability conv2d_1': null,
  'recognisability conv2d_6': null,
  'redundancy conv2d_1': null,
  'zeros conv2d_6': 1,
  'entropy conv2d_6': null,
  'tail conv2d_6': null,
  probability: 0.1,
  accuracy: 0,
  'answer-entropy': 3.3,
};
/** What looks at one image alone has no chance beside it. */
const CHANCE: Numbers = {
  'recognisability conv2d_1': 0.5,
  'recognisability conv2d_6': 0.5,
  'redundancy conv2d_1': 0.15,
  'zeros conv2d_6': null,
  'entropy conv2d_6': null,
  'tail conv2d_6': null,
  probability: 0.1,
  accuracy: 0,
  'answer-entropy': null,
};
/** Networks that know nothing, both alike. */
const UNTRAINED: Numbers = { ...AS_DUMMY, 'entropy conv2d_6': 2.25, 'zeros conv2d_6': 0.5 };

/** An image as the article sees it; anything may be replaced. */
export function sampleImage(changes: Partial<ImageMeasures> = {}): ImageMeasures {
  return {
    pixels: { 'median pixels': 0.42, 'skewness pixels': 0.1, 'entropy pixels': 4 },
    trained: { benchmark: AS_BENCHMARK, dummy: AS_DUMMY },
    untrained: { benchmark: UNTRAINED, dummy: UNTRAINED },
    chance: { benchmark: CHANCE, dummy: CHANCE },
    ...changes,
  };
}

/** A model that trained well, and stopped of itself. */
export function sampleState(model: ModelId, changes: Partial<ModelState> = {}): ModelState {
  const run = {
    plan: { ...PLAN, model },
    epochs: sampleEpochs(5),
    bestEpoch: 4,
    validationImages: 100,
  };
  return { id: model, name: model, run, constantAccuracy: 0.1, deadLayers: [], ...changes };
}

/** Measurements of as many equal images as it takes to decide; anything may be replaced. */
export function sampleMeasurements(changes: Partial<ClaimMeasurements> = {}): ClaimMeasurements {
  return {
    specimens: [sampleImage(), sampleImage()],
    validation: Array.from({ length: 100 }, () => sampleImage()),
    models: { benchmark: sampleState('benchmark'), dummy: sampleState('dummy') },
    ...changes,
  };
}

const PLAN = {
  schemaVersion: 1,
  profile: 'sample',
  choice: { trainingImages: 50, seed: 1 },
  recipe: {
    batchSize: 32,
    optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    dropoutRate: 0.5,
    maxEpochs: 20,
    earlyStoppingPatience: 1,
  },
} as const;
