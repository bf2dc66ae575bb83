import * as tf from '@tensorflow/tfjs-core';
import type { LayerOf } from '@layerprint/core/schemas/layer';
import type { LayerPass } from '../layer-pass.ts';
import { toRows } from './rows.ts';

/**
 * Makes the pass of a batch normalisation (Ioffe and Szegedy, arXiv 1502.03167, algorithms 1 and 2), with the
 * variance of the batch as it is, not that of all that it was drawn from, as TF.js has it.
 *
 * Weights: gamma, beta, moving mean and moving variance. What a batch is remembered by are its mean and variance.
 */
export function makeBatchNormalisationPass({
  momentum,
  epsilon,
}: LayerOf<'batch-normalisation'>): LayerPass {
  const normalise = (
    x: tf.Tensor,
    [mean, variance]: readonly tf.Tensor[],
    beta?: tf.Tensor,
    gamma?: tf.Tensor,
  ): tf.Tensor =>
    tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta, gamma, epsilon);
  return {
    forward(input, [gamma, beta, ...moving], draw) {
      return normalise(input, draw ? describeBatch(input) : moving, beta, gamma);
    },
    backward({ input, weights: [gamma], dy }) {
      const [mean, variance] = describeBatch(input);
      const normal = toRows(normalise(input, [mean!, variance!]));
      const rows = toRows(dy);
      const product = tf.mul(rows, normal);
      const along = tf.mul(normal, tf.mean(product, 0));
      const rest = tf.sub(tf.sub(rows, tf.mean(rows, 0)), along);
      // Zero, as a tensor that is made of no number: a recorded step repeats it.
      const zero = tf.sub(mean!, mean!);
      return [
        tf.reshape(normalise(rest, [zero, variance!], zero, gamma), input.shape),
        tf.sum(product, 0),
        tf.sum(rows, 0),
      ];
    },
    memory: { momentum, describe: describeBatch },
  };
}

/** Mean and variance of every channel. */
function describeBatch(input: tf.Tensor): tf.Tensor[] {
  const rows = toRows(input);
  const mean = tf.mean(rows, 0);
  return [mean, tf.mean(tf.square(tf.sub(rows, mean)), 0)];
}
