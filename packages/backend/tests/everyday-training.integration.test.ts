import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Example, NETWORKS } from './training/networks.ts';
import { trainOn, trainOnAll } from './training/train-on.ts';

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.02, 0.9),
  'momentum of Nesterov': () => tf.train.momentum(0.02, 0.9, true),
  // By 0.005, two pixels of a window come within 2.4e-6 of each other at step 5, where the weights are 6e-6 apart from
  // TF.js's: its sums are rounded otherwise, and RMSProp moves a weight by its rate however small the gradient. The
  // window's largest pixel is then another one. From equal weights the gradients agree within 4e-6 at every step.
  rmsprop: () => tf.train.rmsprop(0.002),
  adam: () => tf.train.adam(0.005),
  adamax: () => tf.train.adamax(0.005),
  adagrad: () => tf.train.adagrad(0.02),
  adadelta: () => tf.train.adadelta(0.5),
};
const LOSSES = [
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'categoricalHinge',
  'cosineProximity',
  'hinge',
  'kullbackLeiblerDivergence',
  'logcosh',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredError',
  'meanSquaredLogarithmicError',
  'poisson',
  'squaredHinge',
];

/** Expects the loss of every step to agree with TF.js's CPU backend, and threads to change no bit. */
async function expectAgreement(
  makeExample: () => Example,
  makeOptimizer: () => tf.Optimizer,
): Promise<void> {
  const { cpu, threads, alone } = await trainOnAll(makeExample, makeOptimizer);
  expect(cpu.losses).toHaveLength(20);
  expect(cpu.losses.at(-1)).not.toBe(cpu.losses[0]);
  cpu.losses.forEach((loss, step) => {
    const difference = Math.abs(threads.losses[step]! - loss);
    expect(difference, `step ${step}`).toBeLessThanOrEqual(1e-4 * Math.abs(loss));
  });
  expect(alone).toEqual(threads);
}

describe('20 steps of model.fit agree with TF.js’s CPU backend, with the same bits by any threads', () => {
  it.each(Object.entries(NETWORKS))('%s', (_, makeExample) =>
    expectAgreement(makeExample, OPTIMIZERS['adam']!),
  );

  it.each(Object.entries(OPTIMIZERS))('by %s', (_, makeOptimizer) =>
    expectAgreement(NETWORKS['convolutions, max pooling']!, makeOptimizer),
  );

  // TF.js takes epsilon from the variance instead of adding it: with its default, small gradients make NaN there as here.
  it('by rmsprop around the mean', () =>
    expectAgreement(NETWORKS['dense layers']!, () => tf.train.rmsprop(0.005, 0.9, 0, 1e-12, true)));

  it('a dilated convolution, of which TF.js has no gradient, is refused by its error', async () => {
    const makeExample = (): Example => {
      const example = NETWORKS['strided and dilated convolutions']!();
      example.model.layers[0]!.trainable = true;
      return example;
    };
    const training = trainOn('layerprint', makeExample, OPTIMIZERS['sgd']!);
    await expect(training).rejects.toThrow('dilation rates greater than 1 are not yet supported');
  });

  it.each(LOSSES)('for the loss %s', (loss) => {
    const makeExample = (): Example => ({ ...NETWORKS['dense layers']!(), loss });
    return expectAgreement(makeExample, OPTIMIZERS['sgd']!);
  });
});
