import * as tf from '@tensorflow/tfjs-core';
import { makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

/** Sums, softmax, and what else reads a tensor as rows and columns. */
export const reductionVectors: KernelVectors = {
  'Sum over the first dimensions': () => [
    runKernel(tf.Sum, { x: makeTensor([13, 5, 21], 1) }, { axis: [0, 1], keepDims: false }),
    runKernel(tf.Sum, { x: makeTensor([11, 64], 2) }, { axis: [0], keepDims: true }),
  ],
  'Sum over the last dimensions': () => [
    runKernel(tf.Sum, { x: makeTensor([13, 5, 21], 1) }, { axis: [1, 2], keepDims: false }),
    runKernel(tf.Sum, { x: makeTensor([3, 111], 2) }, { axis: [1], keepDims: true }),
  ],
  'Sum of all': () => [
    runKernel(tf.Sum, { x: makeTensor([9, 117], 1) }, { axis: [0, 1], keepDims: false }),
  ],
  Mean: () => [
    runKernel(tf.Mean, { x: makeTensor([13, 5, 21], 1) }, { axis: [0, 1], keepDims: true }),
    runKernel(tf.Mean, { x: makeTensor([13, 5, 21], 2) }, { axis: [2], keepDims: false }),
  ],
  FusedBatchNorm: () =>
    [16, 21].map((columns) => {
      const [mean, offset, scale] = [2, 3, 4].map((seed) => makeTensor([columns], seed));
      const variance = tf.square(makeTensor([columns], 5));
      const inputs = { x: makeTensor([11, 3, 5, columns], 1), mean, variance, offset, scale };
      return runKernel(tf.FusedBatchNorm, inputs, { varianceEpsilon: 1e-3 });
    }),
  Softmax: () => [
    runKernel(tf.Softmax, { logits: tf.mul(makeTensor([19, 10], 1), 30) }, { dim: -1 }),
  ],
  Transpose: () => [runKernel(tf.Transpose, { x: makeTensor([17, 9], 1) }, { perm: [1, 0] })],
};
