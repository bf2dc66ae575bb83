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
  Softmax: () => [
    runKernel(tf.Softmax, { logits: tf.mul(makeTensor([19, 10], 1), 30) }, { dim: -1 }),
  ],
  Transpose: () => [runKernel(tf.Transpose, { x: makeTensor([17, 9], 1) }, { perm: [1, 0] })],
};
