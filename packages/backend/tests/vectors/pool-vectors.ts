import * as tf from '@tensorflow/tfjs-core';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

interface Pool {
  x: tf.ShapeMap[tf.Rank.R4];
  filterSize: [number, number];
  strides: [number, number];
  pad: 'same' | 'valid';
}

const POOLS: Record<string, Pool> = {
  '2×2': { x: [11, 7, 9, 16], filterSize: [2, 2], strides: [2, 2], pad: 'same' },
  '3×2 of stride 1': { x: [3, 6, 5, 7], filterSize: [3, 2], strides: [1, 1], pad: 'same' },
  '2×2 of stride 3': { x: [2, 10, 8, 5], filterSize: [2, 2], strides: [3, 3], pad: 'valid' },
};

function makeVectors([name, { x, ...rest }]: [string, Pool]): KernelVectors {
  const attributes = { ...rest, dimRoundingMode: undefined };
  // Few different numbers, so that a window often holds its largest twice.
  const numbers = makeNumbers(tf.util.sizeFromShape(x), 1).map((number) => Math.round(number * 3));
  const image = (): tf.Tensor => tf.tensor(numbers, x);
  return {
    [`MaxPool ${name}`]: () => [runKernel(tf.MaxPool, { x: image() }, attributes)],
    [`AvgPool ${name}`]: () => [runKernel(tf.AvgPool, { x: image() }, attributes)],
    [`AvgPoolGrad ${name}`]: () => {
      const input = image();
      const { shape } = runKernel(tf.AvgPool, { x: input }, attributes);
      return [runKernel(tf.AvgPoolGrad, { dy: makeTensor(shape, 2), input }, attributes)];
    },
    [`MaxPoolGrad ${name}`]: () => {
      const input = image();
      const output = runKernel(tf.MaxPool, { x: input }, attributes);
      return [
        runKernel(tf.MaxPoolGrad, { dy: makeTensor(output.shape, 2), input, output }, attributes),
      ];
    },
  };
}

/** Max and average pooling and their gradients. */
export const poolVectors: KernelVectors = Object.assign(
  {},
  ...Object.entries(POOLS).map(makeVectors),
) as KernelVectors;
