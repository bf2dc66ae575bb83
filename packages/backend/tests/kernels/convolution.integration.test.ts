import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWinograd } from '../../src/kernels/convolution-shape.ts';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { type Case, convolveAllWays, makeOperands, shapeOf } from './convolve-all-ways.ts';
import { referenceConvolution, referenceGradients } from './reference-convolution.ts';

const DIRECT_ERROR = 1e-5;
const WINOGRAD_ERROR = 1e-4;

const pair = (max: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));

/** Any convolution: sizes from one pixel and one channel, strides larger than the filter, dilation. */
const anyConvolution: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 10 }),
    size: pair(12),
    channels: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 21 }),
    filterSize: pair(5),
    steps: fc.oneof(
      fc.record({ strides: pair(4), dilations: fc.constant<[number, number]>([1, 1]) }),
      fc.record({ strides: fc.constant<[number, number]>([1, 1]), dilations: pair(3) }),
    ),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  })
  .filter(
    ({ size, filterSize, steps, pad }) =>
      pad === 'same' || [0, 1].every((i) => (filterSize[i]! - 1) * steps.dilations[i]! < size[i]!),
  )
  .map(({ batch, size, channels, filters, filterSize, steps, pad }) => ({
    x: [batch, ...size, channels],
    filter: [...filterSize, channels, filters],
    ...steps,
    pad,
  }));

/** 3×3 convolutions of stride 1 over whole vectors of channels, which take Winograd's path. */
const winogradConvolution: fc.Arbitrary<Case> = fc
  .record({
    batch: fc.integer({ min: 1, max: 10 }),
    size: fc.tuple(fc.integer({ min: 3, max: 19 }), fc.integer({ min: 3, max: 19 })),
    channels: fc.constantFrom(4, 8, 16, 20),
    filters: fc.constantFrom(4, 12, 16, 36),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  })
  .map(({ batch, size, channels, filters, pad }) => ({
    x: [batch, ...size, channels],
    filter: [3, 3, channels, filters],
    strides: [1, 1],
    dilations: [1, 1],
    pad,
  }));

async function errorsOf(example: Case): Promise<number[]> {
  const operands = makeOperands(example, makeNumbers);
  const { x, filter, dy } = operands;
  const results = await runOn('layerprint', () => convolveAllWays(example, operands));
  const shape = shapeOf(example);
  const { dx, dFilter } = referenceGradients(shape, x, filter, dy);
  const expected = [referenceConvolution(shape, x, filter), dx, dFilter];
  return results.map((result, index) => relativeError(result, expected[index]!));
}

describe('convolution', () => {
  it('agrees with double precision for any size, stride, dilation and padding', async () => {
    await fc.assert(
      fc.asyncProperty(anyConvolution, async (example) => {
        for (const error of await errorsOf(example)) expect(error).toBeLessThan(DIRECT_ERROR);
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with double precision by Winograd’s minimal filtering', async () => {
    await fc.assert(
      fc.asyncProperty(winogradConvolution, async (example) => {
        expect(isWinograd(shapeOf(example))).toBe(true);
        for (const error of await errorsOf(example)) expect(error).toBeLessThan(WINOGRAD_ERROR);
      }),
      { numRuns: 25 },
    );
  });

  it('adds a bias and applies ReLU as TF.js does, fused and in three kernels', async () => {
    const fused = (): tf.Tensor[] => {
      const x = makeTensor<tf.Rank.R4>([3, 6, 5, 4], 1);
      const bias = makeTensor<tf.Rank.R1>([8], 3);
      return [3, 2].flatMap((size) => {
        const filter = makeTensor<tf.Rank.R4>([size, size, 4, 8], 2);
        const together = tf.fused.conv2d({
          x,
          filter,
          strides: 1,
          pad: 'same',
          bias,
          activation: 'relu',
        });
        const sum = tf.add(tf.conv2d(x, filter, 1, 'same'), bias);
        return [together, tf.relu(sum), sum];
      });
    };
    const actual = await runOn('layerprint', fused);
    const expected = await runOn('cpu', fused);
    actual.forEach((numbers, index) => {
      expect(relativeError(numbers, expected[index]!)).toBeLessThan(DIRECT_ERROR);
    });
    expect(actual[0]).toEqual(actual[1]);
  });

  it('has the bits of ReLU after the plain convolution, whatever the number of channels', async () => {
    for (const channels of [1, 2, 3, 4, 5, 15, 16, 17, 34]) {
      const [plain, fused] = await runOn('layerprint', () => {
        const x = tf.relu(makeTensor<tf.Rank.R4>([2, 9, 9, channels], 1));
        const filter = makeTensor<tf.Rank.R4>([3, 3, channels, 16], 2);
        return (['linear', 'relu'] as const).map((activation) =>
          tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', activation }),
        );
      });
      expect(fused).toEqual(plain!.map((number) => Math.max(0, number)));
    }
  });
});
