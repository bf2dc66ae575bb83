import type { LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeTensor } from '../numbers.ts';

/** What a convolution gives and the largest values of its windows; the first is asked for before or after pooling. */
function convolveAndPool(
  [batch, height, width, filters]: number[],
  taps: number,
  pad: 'same' | 'valid',
  activation: 'relu' | 'linear',
  isAskedBefore: boolean,
): tf.Tensor[] {
  const y = tf.fused.conv2d({
    x: makeTensor<tf.Rank.R4>([batch!, height!, width!, 3], 1),
    filter: makeTensor<tf.Rank.R4>([taps, taps, 3, filters!], 2),
    bias: makeTensor([filters!], 3),
    ...{ strides: 1, pad, activation },
  });
  if (isAskedBefore) y.dataSync();
  return [tf.maxPool(y, 2, 2, pad), y];
}

describe('max pooling behind a convolution', () => {
  it('gives what pooling by itself gives, and the convolution too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(
          ...[fc.integer({ min: 1, max: 9 }), fc.integer({ min: 4, max: 13 })],
          ...[fc.integer({ min: 4, max: 13 }), fc.constantFrom(3, 4, 16, 20)],
        ),
        fc.constantFrom(1, 3),
        fc.constantFrom('same' as const, 'valid' as const),
        fc.constantFrom('relu' as const, 'linear' as const),
        async (...example) => {
          const onTheWay = await runOn('layerprint', () => convolveAndPool(...example, false));
          const after = await runOn('layerprint', () => convolveAndPool(...example, true));
          expect(onTheWay).toEqual(after);
          const expected = await runOn('cpu', () => convolveAndPool(...example, true));
          expect(relativeError(onTheWay[0]!, expected[0]!)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is no pass of its own where windows of 2×2 cover the image', async () => {
    await tf.setBackend('layerprint');
    const { runner } = tf.backend() as unknown as LayerprintBackend;
    const run: string[] = [];
    runner.observer = (kernel) => run.push(kernel);
    tf.tidy(() => convolveAndPool([8, 8, 8, 16], 3, 'same', 'relu', false)[0]!.dataSync());
    runner.observer = undefined;
    expect(run).toContain('winogradConvolve');
    expect(run).not.toContain('maxPool');
  });
});
