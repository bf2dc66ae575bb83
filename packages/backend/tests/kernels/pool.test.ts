import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';

/** Pools numbers of which many are equal, and takes the gradient. */
function poolBothWays(
  shape: [number, number, number, number],
  window: number,
  stride: number,
  pad: 'same' | 'valid',
  numbers: Float32Array,
): () => tf.Tensor[] {
  return () => {
    const x = tf.tensor4d(numbers, shape);
    const y = tf.maxPool(x, window, stride, pad);
    const attributes = { filterSize: window, strides: stride, pad };
    const dy = tf.tensor(makeNumbers(y.size, 2), y.shape);
    const dx = tf.engine().runKernel(tf.MaxPoolGrad, { dy, input: x, output: y }, attributes);
    return [y, dx as tf.Tensor];
  };
}

describe('max pooling', () => {
  it('and its gradient agree with TF.js for any window, stride and padding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 4, max: 11 })),
        fc.constantFrom(1, 3, 4, 10, 16),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('same' as const, 'valid' as const),
        async ([batch, side], channels, window, stride, pad) => {
          const numbers = makeNumbers(batch * side * (side + 1) * channels, 1).map((number) =>
            Math.round(number * 3),
          );
          const compute = poolBothWays(
            [batch, side, side + 1, channels],
            window,
            stride,
            pad,
            numbers,
          );
          const [y, dx] = await runOn('layerprint', compute);
          const [expectedY, expectedDx] = await runOn('cpu', compute);
          expect(y).toEqual(expectedY);
          dx!.forEach((value, index) => expect(value).toBeCloseTo(expectedDx![index]!, 5));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('passes over NaN, and carries infinities, as TF.js does', async () => {
    const row = [NaN, 1, -Infinity, -Infinity, NaN, NaN, Infinity, 2];
    const numbers = Float32Array.from({ length: 8 * 2 * 5 }, (_, i) => row[Math.floor(i / 5) % 8]!);
    const compute = poolBothWays([1, 2, 8, 5], 2, 2, 'valid', numbers);
    expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
  });
});
