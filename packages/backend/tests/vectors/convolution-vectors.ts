import * as tf from '@tensorflow/tfjs-core';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

interface Convolution {
  x: tf.ShapeMap[tf.Rank.R4];
  filter: tf.ShapeMap[tf.Rank.R4];
  strides?: [number, number];
  dilations?: [number, number];
  pad?: 'same' | 'valid';
  /** Whether each operand holds an infinity, which then decides how to compute. */
  infinite?: boolean;
}

/** Batches are no multiple of the shards, and images none of Winograd's tiles. */
const CONVOLUTIONS: Record<string, Convolution> = {
  'by Winograd': { x: [11, 9, 7, 8], filter: [3, 3, 8, 12] },
  'by Winograd, valid': { x: [3, 6, 5, 4], filter: [3, 3, 4, 4], pad: 'valid' },
  'of the article’s images': { x: [9, 8, 8, 3], filter: [3, 3, 3, 16] },
  'of the article’s maps': { x: [9, 8, 8, 16], filter: [3, 3, 16, 16] },
  'of stride 2 and 3': { x: [5, 11, 8, 5], filter: [5, 3, 5, 7], strides: [2, 3] },
  'of stride larger than the filter': { x: [2, 7, 7, 4], filter: [2, 2, 4, 8], strides: [3, 4] },
  'with dilation': { x: [2, 9, 10, 3], filter: [2, 3, 3, 6], dilations: [3, 2], pad: 'valid' },
  'of one pixel': { x: [1, 1, 1, 1], filter: [3, 3, 1, 1] },
  'by Winograd, with infinities': { x: [5, 7, 9, 4], filter: [3, 3, 4, 8], infinite: true },
  'of stride 2, with infinities': {
    x: [5, 7, 9, 3],
    filter: [3, 3, 3, 5],
    strides: [2, 2],
    infinite: true,
  },
  'of 1×1': { x: [3, 5, 6, 16], filter: [1, 1, 16, 20] },
};

function makeVectors([name, convolution]: [string, Convolution]): KernelVectors {
  const { x, filter, strides = [1, 1], dilations = [1, 1], pad = 'same' } = convolution;
  const make = (shape: number[], seed: number): tf.Tensor => {
    const numbers = makeNumbers(tf.util.sizeFromShape(shape), seed);
    if (convolution.infinite) numbers[11] = Infinity;
    return tf.tensor(numbers, shape);
  };
  const attributes = { strides, dilations, pad, dataFormat: 'NHWC' };
  const { outShape } = tf.backend_util.computeConv2DInfo(x, filter, strides, dilations, pad);
  const image = (): tf.Tensor => make(x, 1);
  const weights = (): tf.Tensor => make(filter, 2);
  const gradient = (): tf.Tensor => make(outShape, 3);
  const bias = (): tf.Tensor => makeTensor([filter[3]], 4);
  return {
    [`Conv2D ${name}`]: () => [runKernel(tf.Conv2D, { x: image(), filter: weights() }, attributes)],
    [`FusedConv2D ${name}`]: () =>
      ['linear', 'relu'].map((activation) =>
        runKernel(
          tf.FusedConv2D,
          { x: image(), filter: weights(), bias: bias() },
          { ...attributes, activation },
        ),
      ),
    [`Conv2DBackpropInput ${name}`]: () => [
      runKernel(
        tf.Conv2DBackpropInput,
        { dy: gradient(), filter: weights() },
        { ...attributes, inputShape: x },
      ),
    ],
    [`Conv2DBackpropFilter ${name}`]: () => [
      runKernel(
        tf.Conv2DBackpropFilter,
        { x: image(), dy: gradient() },
        { ...attributes, filterShape: filter },
      ),
    ],
  };
}

/** Convolutions and their gradients. */
export const convolutionVectors: KernelVectors = Object.assign(
  {},
  ...Object.entries(CONVOLUTIONS).map(makeVectors),
) as KernelVectors;
