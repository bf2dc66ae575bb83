import { LayerprintBackend } from '@layerprint/backend';
import { KERNELS_FILE } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';
import type { Example } from './networks.ts';

const BATCH = 11;
const STEPS = 20;
/** Our backend with one thread, beside the one with all of the machine's. */
const ALONE = 'layerprint-alone';

function registerAlone(): void {
  if ((tf.findBackendFactory(ALONE) as unknown) != null) return;
  const kernels = new WebAssembly.Module(readFileSync(KERNELS_FILE));
  tf.registerBackend(ALONE, () => new LayerprintBackend(kernels));
  tf.copyRegisteredKernels('layerprint', ALONE);
}

/** The losses of a training's steps, and the numbers that it ended with. */
export interface Training {
  losses: number[];
  weights: Float32Array[];
}

/** Trains the same network on TF.js's CPU backend, on ours with all threads, and on ours with one. */
export async function trainOnAll(
  makeExample: () => Example,
  makeOptimizer: () => tf.Optimizer,
): Promise<{ cpu: Training; threads: Training; alone: Training }> {
  registerAlone();
  const train = (backend: string): Promise<Training> =>
    trainOn(backend, makeExample, makeOptimizer);
  return { cpu: await train('cpu'), threads: await train('layerprint'), alone: await train(ALONE) };
}

/** Trains a network on a backend, from weights that are the same each time. */
export async function trainOn(
  backend: string,
  makeExample: () => Example,
  makeOptimizer: () => tf.Optimizer,
): Promise<Training> {
  await tf.setBackend(backend);
  const { model, inputShape, words, outputShape, loss } = makeExample();
  const start = model.getWeights().map(({ shape, size }, i) => {
    // Variances are among the weights, so that most are above zero.
    const numbers = makeNumbers(size, i + 1).map((x) => (x + 1) / 4 - 0.1);
    return tf.tensor(numbers, shape);
  });
  model.setWeights(start);
  model.compile({ optimizer: makeOptimizer(), loss });
  const numbers = makeNumbers(BATCH * tf.util.sizeFromShape(inputShape), 1);
  const toWord = (x: number): number => Math.floor(((x + 1) / 2) * words!);
  const inputs = words === undefined ? numbers : numbers.map(toWord);
  const x = tf.tensor(inputs, [BATCH, ...inputShape]);
  const y = makeTargets(outputShape, loss);
  const { history } = await model.fit(x, y, {
    batchSize: BATCH,
    epochs: STEPS,
    shuffle: false,
    // TF.js exports no name for it.
    verbose: 0,
  });
  const weights = model.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
  tf.dispose([start, x, y]);
  model.dispose();
  return { losses: history['loss'] as number[], weights };
}

/** One class of each row where classes are told apart; otherwise numbers between 0 and 1. */
function makeTargets(shape: number[], loss: string): tf.Tensor {
  const numbers = makeNumbers(BATCH * tf.util.sizeFromShape(shape), 2);
  if (!/categorical|kullback/i.test(loss)) {
    return tf.tensor(
      numbers.map((x) => (x + 1) / 2),
      [BATCH, ...shape],
    );
  }
  const classes = Array.from({ length: BATCH }, (_, i) => i % shape[0]!);
  return tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), shape[0]!), 'float32'));
}
