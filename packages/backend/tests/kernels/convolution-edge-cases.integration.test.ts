import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { isWinograd } from '../../src/kernels/convolution-shape.ts';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';
import {
  type Case,
  convolveAllWays,
  makeOperands,
  type Operands,
  shapeOf,
} from './convolve-all-ways.ts';
import { expectCarried } from './expect-carried.ts';

const DIRECT_ERROR = 1e-5;
const WINOGRAD_ERROR = 1e-4;

const plain = { strides: [1, 1], dilations: [1, 1], pad: 'same' } satisfies Partial<Case>;

const SMALL: Record<string, Case> = {
  'one pixel, one channel': { ...plain, x: [1, 1, 1, 1], filter: [1, 1, 1, 1] },
  'one pixel under a larger filter': { ...plain, x: [1, 1, 1, 1], filter: [5, 4, 1, 1] },
  'one pixel of many channels, 3×3': { ...plain, x: [2, 1, 1, 8], filter: [3, 3, 8, 4] },
  'one channel to one': { ...plain, x: [3, 7, 5, 1], filter: [3, 3, 1, 1] },
  'one row': { ...plain, x: [1, 1, 13, 4], filter: [3, 3, 4, 4] },
  'one column': { ...plain, x: [1, 13, 1, 4], filter: [3, 3, 4, 4] },
  'odd sizes': { ...plain, x: [3, 11, 13, 5], filter: [3, 5, 5, 7] },
  'an image as large as the filter': {
    ...plain,
    x: [1, 3, 3, 4],
    filter: [3, 3, 4, 4],
    pad: 'valid',
  },
  'a stride larger than the filter': {
    ...plain,
    x: [2, 9, 10, 3],
    filter: [2, 2, 3, 5],
    strides: [3, 4],
  },
  'a stride larger than the image': {
    ...plain,
    x: [2, 4, 3, 4],
    filter: [3, 3, 4, 4],
    strides: [7, 9],
  },
};

/** One convolution of each way to compute it; `border` is where the filter reaches beyond the image. */
const PATHS: Record<string, Case & { bound: number }> = {
  direct: { ...plain, x: [2, 6, 5, 3], filter: [3, 3, 3, 5], bound: DIRECT_ERROR },
  'direct with strides': {
    ...plain,
    x: [2, 7, 8, 4],
    filter: [3, 3, 4, 8],
    strides: [2, 3],
    bound: DIRECT_ERROR,
  },
  'Winograd of the article’s images': {
    ...plain,
    x: [2, 8, 8, 3],
    filter: [3, 3, 3, 16],
    bound: WINOGRAD_ERROR,
  },
  Winograd: { ...plain, x: [2, 9, 10, 8], filter: [3, 3, 8, 4], bound: WINOGRAD_ERROR },
  'Winograd of 16 channels': {
    ...plain,
    x: [2, 8, 8, 16],
    filter: [3, 3, 16, 16],
    bound: WINOGRAD_ERROR,
  },
};

async function onBoth(example: Case, operands: Operands): Promise<[Float32Array, Float32Array][]> {
  const compute = (): tf.Tensor[] => convolveAllWays(example, operands);
  const actual = await runOn('layerprint', compute);
  const expected = await runOn('cpu', compute);
  return actual.map((numbers, index) => [numbers, expected[index]!]);
}

/** Copies operands and puts a value at some places of one of them: its ends and its middle. */
function place(operands: Operands, operand: keyof Operands, value: number): Operands[] {
  const { length } = operands[operand];
  return [0, Math.floor(length / 2), length - 1].map((at) => {
    const numbers = operands[operand].slice();
    numbers[at] = value;
    return { ...operands, [operand]: numbers };
  });
}

describe('convolution and both gradients', () => {
  it.each(Object.entries(SMALL))('agree with TF.js for %s', async (_, example) => {
    const bound = isWinograd(shapeOf(example)) ? WINOGRAD_ERROR : DIRECT_ERROR;
    for (const [actual, expected] of await onBoth(example, makeOperands(example, makeNumbers)))
      expect(relativeError(actual, expected)).toBeLessThan(bound);
  });

  describe.each(Object.entries(PATHS))('%s', (name, { bound, ...example }) => {
    it('takes the way that its name says', () => {
      expect(isWinograd(shapeOf(example))).toBe(name.startsWith('Winograd'));
    });

    it('give zeros for zeros', async () => {
      const operands = makeOperands(example, makeNumbers);
      for (const operand of ['x', 'filter', 'dy'] as const) {
        const zeros = new Float32Array(operands[operand].length);
        const results = await onBoth(example, { ...operands, [operand]: zeros });
        for (const [actual, expected] of results) {
          const areZero = expected.every((value) => value === 0);
          if (areZero) expect(actual.every((value) => value === 0)).toBe(true);
          else expect(relativeError(actual, expected)).toBeLessThan(bound);
        }
      }
    });

    it('keep denormals', async () => {
      const whole = (length: number, seed: number): Float32Array =>
        makeNumbers(length, seed).map((number) => Math.round(number * 2));
      const small = (length: number, seed: number): Float32Array =>
        makeNumbers(length, seed).map((number) => number * 1e-38);
      for (const operand of [0, 1, 2]) {
        const operands = makeOperands(example, (length, index) =>
          index === operand ? small(length, index) : whole(length, index),
        );
        for (const [actual, expected] of await onBoth(example, operands))
          expect(relativeError(actual, expected)).toBeLessThan(bound);
      }
    });

    it.each([NaN, Infinity, -Infinity])('carry %d as TF.js does', async (value) => {
      const operands = makeOperands(example, makeNumbers);
      for (const operand of ['x', 'filter', 'dy'] as const) {
        for (const changed of place(operands, operand, value)) {
          for (const [actual, expected] of await onBoth(example, changed))
            expectCarried(actual, expected, bound);
        }
      }
    });

    it('do not overflow where the result is far from it', async () => {
      const operands = makeOperands(example, (length, index) =>
        makeNumbers(length, index).map((number) => number * (index === 1 ? 1e-6 : 3e38)),
      );
      const { x, filter, dy } = operands;
      const small = (numbers: Float32Array): Float32Array => numbers.map((number) => number / 1e38);
      const [forward, input] = await onBoth(example, operands);
      const [, , weights] = await onBoth(example, {
        x,
        filter,
        dy: small(dy).map((n) => n * 1e-6),
      });
      for (const [actual, expected] of [forward!, input!, weights!])
        expectCarried(actual, expected, bound);
    });

    it('carry an infinity through bias and ReLU as TF.js does', async () => {
      const [x, filter, bias] = [example.x, example.filter, [example.filter[3]]].map((dims, seed) =>
        makeNumbers(tf.util.sizeFromShape(dims), seed),
      );
      for (const value of [NaN, Infinity, -Infinity]) {
        x![Math.floor(x!.length / 2)] = value;
        const compute = (): tf.Tensor[] => {
          const image = tf.tensor<tf.Rank.R4>(x!, example.x);
          const weights = tf.tensor<tf.Rank.R4>(filter!, example.filter);
          const offset = tf.tensor1d(bias!);
          const { strides, pad } = example;
          const sum = tf.add(tf.conv2d(image, weights, strides, pad), offset);
          const fused = { x: image, filter: weights, strides, pad, bias: offset } as const;
          return [tf.relu(sum), sum, tf.fused.conv2d({ ...fused, activation: 'relu' })];
        };
        const actual = await runOn('layerprint', compute);
        const expected = await runOn('cpu', compute);
        actual.forEach((numbers, i) => expectCarried(numbers, expected[i]!, bound));
      }
    });
  });
});
