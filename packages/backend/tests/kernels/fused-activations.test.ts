import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeTensor } from '../numbers.ts';
import { without } from './without.ts';

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'elu', 'prelu', 'leakyrelu', 'sigmoid'] as const;

type Fused = { activation: (typeof ACTIVATIONS)[number] } & Record<
  'bias' | 'preluActivationWeights',
  tf.Tensor
> & { leakyreluAlpha: number };

/** Each operation that TF.js fuses a bias and an activation into, with eight channels of output. */
const OPERATIONS: Record<string, (fused: Fused) => tf.Tensor> = {
  FusedConv2D: (fused) =>
    tf.fused.conv2d({
      x: makeTensor<tf.Rank.R4>([3, 7, 6, 4], 1),
      filter: makeTensor<tf.Rank.R4>([3, 3, 4, 8], 2),
      ...{ strides: 1, pad: 'same', ...fused },
    }),
  FusedDepthwiseConv2D: (fused) =>
    tf.fused.depthwiseConv2d({
      x: makeTensor<tf.Rank.R4>([3, 7, 6, 4], 1),
      filter: makeTensor<tf.Rank.R4>([3, 2, 4, 2], 2),
      ...{ strides: [2, 1], pad: 'same', ...fused },
    }),
  _FusedMatMul: (fused) =>
    tf.fused.matMul({
      a: makeTensor<tf.Rank.R2>([5, 6], 1),
      b: makeTensor<tf.Rank.R2>([6, 8], 2),
      ...fused,
    }),
};

describe.each(Object.entries(OPERATIONS))('%s', (kernel, apply) => {
  it.each(ACTIVATIONS)('computes %s after a bias in our kernels, as TF.js does', async (name) => {
    const compute = (): tf.Tensor => {
      const bias = tf.mul(makeTensor([8], 3), 7);
      const preluActivationWeights = makeTensor([8], 4);
      const fused = { bias, preluActivationWeights, leakyreluAlpha: 0.3, activation: name };
      return apply(fused);
    };
    await tf.setBackend('layerprint');
    const held = tf.backend().numDataIds();
    const [actual] = await without([kernel, 'Add', 'Relu6', 'Prelu', 'Elu', 'Sigmoid'], () =>
      runOn('layerprint', compute),
    );
    expect(tf.backend().numDataIds()).toBe(held);
    const [expected] = await runOn('cpu', compute);
    expect(relativeError(actual!, expected!)).toBeLessThan(1e-5);
  });
});

it('a depthwise convolution takes NCHW for NHWC, and a bias of any shape, as TF.js does', async () => {
  const compute = (): tf.Tensor[] =>
    [[8], [6, 8], [1, 7, 6, 8], []].map((shape) =>
      tf.fused.depthwiseConv2d({
        x: makeTensor<tf.Rank.R4>([3, 7, 6, 4], 1),
        filter: makeTensor<tf.Rank.R4>([3, 2, 4, 2], 2),
        ...{ strides: 1, pad: 'same', dataFormat: 'NCHW' },
        ...{ bias: makeTensor(shape, 3), activation: 'relu6' },
      }),
    );
  const actual = await runOn('layerprint', compute);
  const expected = await runOn('cpu', compute);
  actual.forEach((numbers, i) => expect(relativeError(numbers, expected[i]!)).toBeLessThan(1e-5));
});
