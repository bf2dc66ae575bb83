import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { LayerprintBackend } from '@layerprint/backend';
import { registerLayerprintInNode } from '@layerprint/backend/node';
import { readJsonFile } from '@layerprint/artifacts/files';
import { CIFAR10, type ImageSet, countPixelValues } from '@layerprint/core/images';
import { ExperimentSchema, isTrainedModel } from '@layerprint/core/schemas/experiment';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '@layerprint/core/random';
import { buildModel } from '@layerprint/network/model';
import { gatherBatch, makeSteps, readNetwork, startTraining } from '@layerprint/network/training';

const EXPERIMENT = 'experiments/article/experiment.json';
const IMAGES = 1000;
/** Steps and time before anything is measured, PyTorch's too: what is hot is compiled then, and threads have started. */
const WARM_UP_STEPS = 30;
const WARM_UP_MILLISECONDS = 1000;

/** What is repeated: whole steps of training, or the forward pass alone, as in validation. */
export type Pass = 'training' | 'forward';

/** What a child process of the bench is asked to measure. */
export interface Measurement {
  pass: Pass;
  threads: number;
  batch: number;
  seconds: number;
  /** How long to do the same before and after what is measured, while others begin and end. */
  margin: number;
}

/** Reads what the bench gives its child processes. */
export function readMeasurement(): Measurement {
  const option = { type: 'string' } as const;
  const names = { pass: option, threads: option, batch: option, seconds: option, margin: option };
  const { values } = parseArgs({ options: names });
  const { pass = 'training', threads, batch, seconds, margin = 0 } = values;
  return {
    pass: pass as Pass,
    threads: Number(threads),
    batch: Number(batch),
    seconds: Number(seconds),
    margin: Number(margin),
  };
}

/** A training step or a forward pass to repeat, and the backend it runs on. */
export interface TrainingStep {
  readonly backend: LayerprintBackend;
  readonly run: () => void;
}

/**
 * Makes a step of the trainer's own, with the article's recipe, that is compiled and warm: it gathers a
 * batch from images of noise and scores it; in training, it computes the gradients too and applies them by Adam.
 */
export async function makeTrainingStep({
  pass,
  threads,
  batch,
}: Pick<Measurement, 'pass' | 'threads' | 'batch'>): Promise<TrainingStep> {
  tf.enableProdMode();
  registerLayerprintInNode({ threads });
  await tf.setBackend('layerprint');

  const { recipe, models } = await readJsonFile(ExperimentSchema, EXPERIMENT);
  // All of the article's models are trained.
  const { id, trainingImages, seed } = models.find(isTrainedModel)!;
  const plan = {
    schemaVersion: 1,
    profile: 'article',
    model: id,
    choice: { trainingImages, seed },
    recipe: recipe!,
  } as const;
  const network = readNetwork(buildModel(plan, CIFAR10));
  const state = startTraining(network, plan);
  const images = makeNoise();
  const order = createRandom(1, 'bench order');

  const steps = makeSteps(network, state, plan.choice.seed);
  const run = (): void => {
    const indices = Uint32Array.from({ length: batch }, () => order.nextBelow(IMAGES));
    const gathered = gatherBatch(images, indices);
    if (pass === 'training') steps.train(gathered);
    else steps.validate(gathered);
  };
  const start = performance.now();
  for (let i = 0; i < WARM_UP_STEPS || performance.now() - start < WARM_UP_MILLISECONDS; i++) {
    run();
    // A thread of Node's starts only while this one has nothing to do.
    await setImmediate();
  }
  return { backend: tf.backend() as unknown as LayerprintBackend, run };
}

function makeNoise(): ImageSet {
  const random = createRandom(1, 'bench images');
  const draw = (length: number, below: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, () => random.nextBelow(below));
  const { image: shape, classNames } = CIFAR10;
  return {
    shape,
    count: IMAGES,
    pixels: draw(IMAGES * countPixelValues(shape), 256),
    labels: draw(IMAGES, classNames.length),
  };
}
