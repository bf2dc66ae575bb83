import * as tf from '@tensorflow/tfjs-core';
import { CROSS_ENTROPY_KERNEL } from './kernels/training-kernels.ts';

/** How well rows of logits were classified. */
export interface CrossEntropy {
  /** In nats, `[rows]`. */
  losses: tf.Tensor1D;
  /** 1 where the first of the largest logits is the label's, 0 elsewhere, `[rows]`. */
  hits: tf.Tensor1D;
  /** Of the mean loss with respect to the logits, `[rows, classes]`. */
  gradient: tf.Tensor2D;
}

/**
 * Computes softmax, categorical cross-entropy and its gradient in one kernel, from the logits, so that no
 * probability is rounded to 0 or 1 before its logarithm is taken.
 *
 * @param logits `[rows, classes]`
 * @param labels Numbers of classes, as float32, `[rows]`.
 */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): CrossEntropy {
  const outputs: unknown = tf.engine().runKernel(CROSS_ENTROPY_KERNEL, { logits, labels });
  const [losses, hits, gradient] = outputs as [tf.Tensor1D, tf.Tensor1D, tf.Tensor2D];
  return { losses, hits, gradient };
}
