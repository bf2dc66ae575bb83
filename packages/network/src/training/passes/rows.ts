import * as tf from '@tensorflow/tfjs-core';

/** The same values as rows of the last axis. */
export function toRows(tensor: tf.Tensor): tf.Tensor2D {
  return tf.reshape(tensor, [-1, tensor.shape.at(-1)!]);
}
