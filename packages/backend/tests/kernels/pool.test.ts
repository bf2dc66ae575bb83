import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';
import { referencePool } from './reference-pool.ts';

interface Case {
  shape: [number, number, number, number];
  window: [number, number];
  strides: [number, number];
  pad: 'same' | 'valid';
}

const pair = (max: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));

/** Any pooling: from one pixel and one channel, windows larger than the image, strides larger than them. */
const anyPool: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 10 }),
    size: pair(11),
    channels: fc.constantFrom(1, 3, 4, 10, 16),
    window: pair(4),
    strides: pair(5),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  })
  .filter(({ size, window, pad }) => pad === 'same' || [0, 1].every((i) => window[i]! <= size[i]!))
  .map(({ batch, size, channels, ...rest }) => ({ shape: [batch, ...size, channels], ...rest }));

/** The maxima, and the gradient for an output gradient of 1, 2, 3 and so on. */
function poolBothWays({ shape, window, strides, pad }: Case, x: Float32Array): () => tf.Tensor[] {
  return () => {
    const input = tf.tensor4d(x, shape);
    const output = tf.maxPool(input, window, strides, pad);
    const attributes = { filterSize: window, strides, pad };
    const dy = tf.tensor(makeNumbers(output.size, 2), output.shape);
    const dx = tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes);
    return [output, dx as tf.Tensor];
  };
}

describe('max pooling', () => {
  it('takes the largest number, and its gradient goes to the first that is largest', async () => {
    await fc.assert(
      fc.asyncProperty(anyPool, fc.constantFrom(2, 1e6), async (example, levels) => {
        const { shape, window, strides, pad } = example;
        // Few levels make many equal numbers.
        const x = makeNumbers(tf.util.sizeFromShape(shape), 1).map((n) => Math.round(n * levels));
        const info = tf.backend_util.computePool2DInfo(shape, window, strides, 1, pad);
        const chosen = referencePool(info, x);
        const expected = new Float64Array(x.length);
        makeNumbers(chosen.length, 2).forEach((gradient, i) => {
          expected[chosen[i]!]! += gradient;
        });
        const [y, dx] = await runOn('layerprint', poolBothWays(example, x));
        expect(y).toEqual(Float32Array.from(chosen, (at) => x[at]!));
        expect(relativeError(dx!, expected)).toBeLessThan(1e-5);
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with TF.js for any window, stride and padding', async () => {
    await fc.assert(
      fc.asyncProperty(anyPool, async (example) => {
        const size = tf.util.sizeFromShape(example.shape);
        const compute = poolBothWays(
          example,
          makeNumbers(size, 1).map((n) => Math.round(n * 3)),
        );
        const [y, dx] = await runOn('layerprint', compute);
        const [expectedY, expectedDx] = await runOn('cpu', compute);
        expect(y).toEqual(expectedY);
        expect(relativeError(dx!, expectedDx!)).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['zeros', 0],
    ['denormals', 1e-40],
    ['the smallest number', -3.4e38],
  ])('keeps %s, and gives the gradient to the first of a window', async (_, value) => {
    const example: Case = { shape: [2, 5, 6, 5], window: [2, 2], strides: [2, 2], pad: 'same' };
    const compute = poolBothWays(example, new Float32Array(2 * 5 * 6 * 5).fill(value));
    expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
  });

  it.each([1, 4, 5])(
    'passes over NaN, and carries infinities, as TF.js does, in %d channels',
    async (channels) => {
      const row = [NaN, 1, -Infinity, -Infinity, NaN, NaN, Infinity, 2];
      const numbers = Float32Array.from(
        { length: 8 * 2 * channels },
        (_, i) => row[Math.floor(i / channels) % 8]!,
      );
      const shape: Case['shape'] = [1, 2, 8, channels];
      const compute = poolBothWays(
        { shape, window: [2, 2], strides: [2, 2], pad: 'valid' },
        numbers,
      );
      expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
    },
  );
});
