import * as tf from '@tensorflow/tfjs-core';

/** Numbers that look random and are the same in each run and every engine, in [-1, 1). */
export function makeNumbers(length: number, seed: number): Float32Array {
  let state = (seed * 2654435761 + 97) >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A tensor of {@link makeNumbers}. */
export function makeTensor<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number): tf.Tensor<R> {
  return tf.tensor(makeNumbers(tf.util.sizeFromShape(shape), seed), shape);
}
