import * as tf from '@tensorflow/tfjs-core';
import { DROPOUT_KERNEL } from './kernels/training-kernels.ts';

/**
 * Drops each number with probability `rate` and scales the others by 1 / (1 − `rate`), so that the
 * expected value stays. Which are dropped is a function of `seed` and `step` alone.
 *
 * @param rate From 0 to below 1.
 * @param seed An unsigned 32-bit integer, one for each dropout layer.
 * @param step An unsigned 32-bit integer, one for each training step; in a recorded step a float32 scalar of one
 *   below 2²⁴, so that it is another for each run.
 */
export function dropout<T extends tf.Tensor>(
  x: T,
  rate: number,
  seed: number,
  step: number | tf.Scalar,
): T {
  const isNumber = typeof step === 'number';
  const attributes = { rate, seed, step: isNumber ? step : 0 };
  const apply = (tensor: tf.Tensor): tf.Tensor =>
    tf
      .engine()
      .runKernel(DROPOUT_KERNEL, isNumber ? { x: tensor } : { x: tensor, later: step }, attributes);
  // Multiplying by a mask is its own adjoint, and the mask is drawn anew rather than kept.
  const operation = tf.customGrad((tensor) => ({
    value: apply(tensor as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => apply(dy),
  }));
  return operation(x) as T;
}
