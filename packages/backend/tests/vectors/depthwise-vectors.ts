import * as tf from '@tensorflow/tfjs-core';
import { makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

interface Depthwise {
  x: number[];
  filter: number[];
  strides: [number, number];
  pad: 'same' | 'valid';
}

const CONVOLUTIONS: Record<string, Depthwise> = {
  '3×3': { x: [11, 7, 9, 16], filter: [3, 3, 16, 1], strides: [1, 1], pad: 'same' },
  '3×2 of stride 2, 3 a channel': {
    ...{ x: [3, 8, 7, 5], filter: [3, 2, 5, 3] },
    ...{ strides: [2, 2], pad: 'valid' },
  },
};

function makeVectors([name, { x, filter, ...rest }]: [string, Depthwise]): KernelVectors {
  const attributes = { ...rest, dilations: [1, 1], dimRoundingMode: undefined };
  const image = (): tf.Tensor => makeTensor(x, 1);
  const weights = (): tf.Tensor => makeTensor(filter, 2);
  const convolve = (): tf.Tensor =>
    runKernel(tf.DepthwiseConv2dNative, { x: image(), filter: weights() }, attributes);
  const gradient = (): tf.Tensor => makeTensor(convolve().shape, 3);
  return {
    [`DepthwiseConv2dNative ${name}`]: () => [convolve()],
    [`FusedDepthwiseConv2D ${name}`]: () => [
      runKernel(
        tf.FusedDepthwiseConv2D,
        { x: image(), filter: weights(), bias: makeTensor(gradient().shape.slice(-1), 4) },
        { ...attributes, activation: 'relu6' },
      ),
    ],
    [`DepthwiseConv2dNativeBackpropInput ${name}`]: () => [
      runKernel(
        tf.DepthwiseConv2dNativeBackpropInput,
        { dy: gradient(), filter: weights() },
        { ...attributes, inputShape: x },
      ),
    ],
    [`DepthwiseConv2dNativeBackpropFilter ${name}`]: () => [
      runKernel(
        tf.DepthwiseConv2dNativeBackpropFilter,
        { x: image(), dy: gradient() },
        { ...attributes, filterShape: filter },
      ),
    ],
  };
}

/** Depthwise convolution, alone and with what is fused into it, and its gradients. */
export const depthwiseVectors: KernelVectors = Object.assign(
  {},
  ...Object.entries(CONVOLUTIONS).map(makeVectors),
) as KernelVectors;
