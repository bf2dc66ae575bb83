import * as tf from '@tensorflow/tfjs-core';
import { makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

const SIZES = { rows: 37, inner: 19, columns: 22 };

/** A product whose operands are stored transposed where the name says so. */
function multiply(transposeA: boolean, transposeB: boolean): tf.Tensor[] {
  const { rows, inner, columns } = SIZES;
  const a = makeTensor(transposeA ? [2, inner, rows] : [2, rows, inner], 1);
  const b = makeTensor(transposeB ? [2, columns, inner] : [2, inner, columns], 2);
  return [runKernel(tf.BatchMatMul, { a, b }, { transposeA, transposeB })];
}

/** Products of matrices; ReLU and a bias, fused and as kernels that follow. */
export const matmulVectors: KernelVectors = {
  BatchMatMul: () => multiply(false, false),
  'BatchMatMul, first transposed': () => multiply(true, false),
  'BatchMatMul, second transposed': () => multiply(false, true),
  'BatchMatMul, both transposed': () => multiply(true, true),
  'BatchMatMul of whole vectors': () => [
    runKernel(
      tf.BatchMatMul,
      { a: makeTensor([33, 16], 1), b: makeTensor([16, 64], 2) },
      { transposeA: false, transposeB: false },
    ),
  ],
  _FusedMatMul: () =>
    ['linear', 'relu'].map((activation) =>
      runKernel(
        tf._FusedMatMul,
        { a: makeTensor([21, 13], 1), b: makeTensor([13, 10], 2), bias: makeTensor([10], 3) },
        { transposeA: false, transposeB: false, activation },
      ),
    ),
  'BatchMatMul with bias and ReLU that follow': () => {
    const product = tf.matMul(makeTensor<tf.Rank.R2>([9, 5], 1), makeTensor<tf.Rank.R2>([5, 6], 2));
    return [tf.relu(tf.add(product, makeTensor([6], 3)))];
  },
};
