import { parseArgs } from 'node:util';
import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import { readJsonFile } from '@layerprint/core/files';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '@layerprint/core/random';
import { IMAGE_BYTES, type ImageSet } from '@layerprint/core/images';
import { buildModel } from '@layerprint/network/model';
import { gatherBatch, readNetwork, takeStep, startTraining } from '@layerprint/network/training';

const EXPERIMENT = 'experiments/article.json';
const IMAGES = 1000;
const WARM_UP_STEPS = 30;

/** What a child process of the bench is asked to measure. */
export interface Measurement {
  threads: number;
  batch: number;
  seconds: number;
}

/** Reads `--threads`, `--batch` and `--seconds`, which the bench gives its child processes. */
export function readMeasurement(): Measurement {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ options: { threads: option, batch: option, seconds: option } });
  const { threads, batch, seconds } = values;
  return { threads: Number(threads), batch: Number(batch), seconds: Number(seconds) };
}

/** A training step to repeat, and the backend it runs on. */
export interface TrainingStep {
  readonly backend: LayerprintBackend;
  run(): void;
}

/**
 * Makes a step of the trainer's own, with the article's recipe, that is compiled and warm: it gathers a
 * batch from images of noise, scores it, computes the gradients and applies them by Adam.
 */
export async function makeTrainingStep(threads: number, batch: number): Promise<TrainingStep> {
  tf.enableProdMode();
  registerLayerprintInNode({ threads });
  await tf.setBackend('layerprint');

  const { recipe, models, profile } = await readJsonFile(ExperimentSchema, EXPERIMENT);
  const choice = models.benchmark;
  const network = readNetwork(buildModel(recipe.dropoutRate));
  const plan = { schemaVersion: 1, profile, model: 'benchmark', choice, recipe } as const;
  const state = startTraining(network, plan);
  const images = makeNoise();
  const order = createRandom(1, 'bench order');

  const run = (): void => {
    const indices = Uint32Array.from({ length: batch }, () => order.nextBelow(IMAGES));
    takeStep(network, state, gatherBatch(images, indices), choice.seed);
  };
  for (let i = 0; i < WARM_UP_STEPS; i++) run();
  return { backend: tf.backend() as unknown as LayerprintBackend, run };
}

function makeNoise(): ImageSet {
  const random = createRandom(1, 'bench images');
  const draw = (length: number, below: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, () => random.nextBelow(below));
  return { count: IMAGES, pixels: draw(IMAGES * IMAGE_BYTES, 256), labels: draw(IMAGES, 10) };
}
