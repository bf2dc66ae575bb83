import * as tf from '@tensorflow/tfjs-core';
import { RELU_GRADIENT_KERNEL } from './kernels/training-kernels.ts';

/** The gradients of `ReLU(z + bias)`. */
export interface ReluGradient {
  /** The gradient of `z`, in its shape. */
  readonly dz: tf.Tensor;
  /** The gradient of the bias, `[channels]`: the sums of `dz` over all but the last axis. */
  readonly sums: tf.Tensor1D;
}

/**
 * Computes the gradient of ReLU and the sums of it that a bias takes, in one pass: `dy` where the output was above zero,
 * zero elsewhere. Where `dy` comes from max pooling of that output, the two gradients are one pass together.
 *
 * @param dy The gradient of the loss with respect to `y`, in its shape.
 * @param y ReLU's output, `[n, …, channels]`.
 */
export function reluGradient(dy: tf.Tensor, y: tf.Tensor): ReluGradient {
  const outputs: unknown = tf.engine().runKernel(RELU_GRADIENT_KERNEL, { dy, y });
  const [dz, sums] = outputs as [tf.Tensor, tf.Tensor1D];
  return { dz, sums };
}
