import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { without } from './without.ts';

type Apply = (...tensors: tf.Tensor[]) => tf.Tensor;

/** Functions of tensors of these shapes, each with the kernels that it and its gradients consist of. */
const FUNCTIONS: Record<string, { shapes: number[][]; apply: Apply; kernels: string[] }> = {
  'depthwise convolution': {
    shapes: [
      [9, 7, 6, 5],
      [3, 2, 5, 1],
    ],
    apply: (x, filter) =>
      tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 1], 'same'),
    kernels: [
      'DepthwiseConv2dNative',
      'DepthwiseConv2dNativeBackpropInput',
      'DepthwiseConv2dNativeBackpropFilter',
    ],
  },
  'separable convolution': {
    shapes: [
      [3, 7, 6, 4],
      [3, 3, 4, 2],
      [1, 1, 8, 5],
    ],
    apply: (x, filter, pointwise) =>
      tf.separableConv2d(
        x as tf.Tensor4D,
        filter as tf.Tensor4D,
        pointwise as tf.Tensor4D,
        1,
        'valid',
      ),
    kernels: ['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropInput', 'Conv2D'],
  },
  'average pooling': {
    shapes: [[9, 7, 6, 5]],
    apply: (x) => tf.avgPool(x as tf.Tensor4D, [2, 3], [2, 2], 'valid'),
    kernels: ['AvgPool', 'AvgPoolGrad'],
  },
  'overlapping average pooling': {
    shapes: [[9, 7, 6, 4]],
    apply: (x) => tf.avgPool(x as tf.Tensor4D, [3, 3], [1, 1], 'valid'),
    kernels: ['AvgPool', 'AvgPoolGrad'],
  },
  'batch normalisation by the moments of the batch': {
    shapes: [[9, 3, 5, 7], [7], [7]],
    apply: (x, offset, scale) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(
        x as tf.Tensor4D,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      );
    },
    kernels: ['FusedBatchNorm', 'Mean', 'Sub', 'Square', 'Rsqrt', 'Multiply', 'Tile', 'Sum'],
  },
};

/** The sum of what a function gives, each number weighed otherwise, so that no two slopes are the same. */
function weigh(apply: Apply): (...tensors: tf.Tensor[]) => tf.Scalar {
  return (...tensors) => {
    const y = apply(...tensors);
    return tf.sum(tf.mul(y, makeTensor(y.shape, 99)));
  };
}

describe('the gradients', () => {
  it.each(Object.entries(FUNCTIONS))(
    'of %s run in our kernels, agree with TF.js, and are difference quotients',
    async (_, { shapes, apply, kernels }) => {
      const sum = weigh(apply);
      const compute = (): tf.Tensor[] => {
        const tensors = shapes.map((shape, i) => makeTensor(shape, i + 1));
        return [apply(...tensors), ...tf.grads(sum)(tensors)];
      };
      const actual = await without(kernels, () => runOn('layerprint', compute));
      const expected = await runOn('cpu', compute);
      actual.forEach((numbers, i) =>
        expect(relativeError(numbers, expected[i]!)).toBeLessThan(1e-5),
      );

      const STEP = 1e-2;
      for (const [moved, shape] of shapes.entries()) {
        const direction = makeNumbers(tf.util.sizeFromShape(shape), 50);
        const [above, below] = await runOn('layerprint', () =>
          [STEP, -STEP].map((step) => {
            const tensors = shapes.map((shape, i) => makeTensor(shape, i + 1));
            tensors[moved] = tf.add(tensors[moved]!, tf.mul(tf.tensor(direction, shape), step));
            return sum(...tensors);
          }),
        );
        const slope = actual[moved + 1]!.reduce((total, x, i) => total + x * direction[i]!, 0);
        const quotient = (above![0]! - below![0]!) / (2 * STEP);
        expect(Math.abs(slope - quotient)).toBeLessThan(5e-3 * Math.max(1, Math.abs(quotient)));
      }
    },
  );
});
