import type {
  ClaimMeasurements,
  ImageMeasures,
  ModelState,
  NetworkMeasures,
} from '@layerprint/core';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { sampleEpochs } from '../figures/sample-data.ts';

/** A benchmark as the article sees it. */
export const AS_BENCHMARK: NetworkMeasures = {
  firstRecognisability: 0.7,
  lastRecognisability: 0.5,
  firstRedundancy: 0.2,
  lastZeros: 0.7,
  lastEntropyBits: 2,
  lastTail: 4,
  trueProbability: 0.95,
  isRight: true,
  answerEntropyBits: 0.25,
};
/** A dummy as the article sees it. */
export const AS_DUMMY: NetworkMeasures = {
  firstRecognisability: 0.9,
  lastRecognisability: 0.5,
  firstRedundancy: 0.4,
  lastZeros: 0.4,
  lastEntropyBits: 2.5,
  lastTail: 5,
  trueProbability: 0.25,
  isRight: false,
  answerEntropyBits: 2,
};
/** A network whose layers are dead. */
export const DEAD: NetworkMeasures = {
  firstRecognisability: null,
  lastRecognisability: null,
  firstRedundancy: null,
  lastZeros: 1,
  lastEntropyBits: null,
  lastTail: null,
  trueProbability: 0.1,
  isRight: false,
  answerEntropyBits: 3.3,
};
/** What looks at one image alone has no chance beside it. */
const CHANCE: NetworkMeasures = {
  firstRecognisability: 0.5,
  lastRecognisability: 0.5,
  firstRedundancy: 0.15,
  lastZeros: null,
  lastEntropyBits: null,
  lastTail: null,
  trueProbability: 0.1,
  isRight: false,
  answerEntropyBits: null,
};
/** Networks that know nothing, both alike. */
const UNTRAINED: NetworkMeasures = { ...AS_DUMMY, lastEntropyBits: 2.25, lastZeros: 0.5 };

/** An image as the article sees it; anything may be replaced. */
export function sampleImage(changes: Partial<ImageMeasures> = {}): ImageMeasures {
  return {
    pixels: { median: 0.42, skewness: 0.1, entropyBits: 4 },
    trained: { benchmark: AS_BENCHMARK, dummy: AS_DUMMY },
    untrained: { benchmark: UNTRAINED, dummy: UNTRAINED },
    chance: { benchmark: CHANCE, dummy: CHANCE },
    ...changes,
  };
}

/** A model that trained well, and stopped of itself. */
export function sampleState(model: ModelName, changes: Partial<ModelState> = {}): ModelState {
  const run = {
    plan: { ...PLAN, model },
    epochs: sampleEpochs(5),
    bestEpoch: 4,
    validationImages: 100,
  };
  return { run, constantAccuracy: 0.1, deadLayers: [], ...changes };
}

/** Measurements of as many equal images as it takes to decide; anything may be replaced. */
export function sampleMeasurements(changes: Partial<ClaimMeasurements> = {}): ClaimMeasurements {
  return {
    specimens: [sampleImage(), sampleImage()],
    validation: Array.from({ length: 100 }, () => sampleImage()),
    models: { benchmark: sampleState('benchmark'), dummy: sampleState('dummy') },
    roles: { first: 'conv2d_1', last: 'conv2d_6' },
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
