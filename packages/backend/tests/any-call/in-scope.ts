import * as tf from '@tensorflow/tfjs-core';

/** Disposes of what `compute` makes. What it gives may be anything, where `tf.tidy` wants tensors. */
export function inScope<T>(compute: () => T): T {
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
  }
}
