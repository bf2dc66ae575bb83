import { dropout } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

/** Chris Wellons' "lowbias32", one number at a time. */
function scatter(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Dropout by its definition: number i is kept where its 32 random bits are rate · 2³² or more. */
function referenceDropout(x: Float32Array, rate: number, seed: number, step: number): Float32Array {
  const key = scatter(scatter(seed) ^ step);
  const scale = Math.fround(1 / (1 - rate));
  return x.map((number, i) => (scatter(scatter(i) ^ key) >= rate * 2 ** 32 ? number * scale : 0));
}

describe('dropout', () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

  it('keeps and scales what its definition says, for any size, rate, seed and step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        word,
        word,
        async (size, rate, seed, step) => {
          const numbers = makeNumbers(size, 1);
          const [kept] = await runOn('layerprint', () =>
            dropout(tf.tensor1d(numbers), rate, seed, step),
          );
          expect(kept).toEqual(referenceDropout(numbers, rate, seed, step));
        },
      ),
      { numRuns: 100 },
    );
  });

  const draw = (rate: number, seed: number, step: number): Promise<Float32Array[]> =>
    runOn('layerprint', () => dropout(tf.ones([100_003]), rate, seed, step));

  it('keeps the share asked for, scaled so that the mean stays', async () => {
    for (const rate of [0, 0.2, 0.5, 0.9]) {
      const [numbers] = await draw(rate, 1, 1);
      const kept = numbers!.filter((number) => number !== 0);
      expect(kept.length / numbers!.length).toBeCloseTo(1 - rate, 2);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
    }
  });

  it('draws by seed and step, independently of each other', async () => {
    const [[first], [again], [otherStep], [otherSeed]] = await Promise.all([
      draw(0.5, 1, 1),
      draw(0.5, 1, 1),
      draw(0.5, 1, 2),
      draw(0.5, 2, 1),
    ]);
    expect(again).toEqual(first);
    for (const other of [otherStep!, otherSeed!]) {
      const agreeing = first!.filter((number, index) => number === other[index]).length;
      expect(agreeing / first!.length).toBeCloseTo(0.5, 2);
    }
  });

  it('passes the gradient where it passed the number', async () => {
    const [forward, backward] = await runOn('layerprint', () => {
      const x = tf.ones([1000]);
      const apply = (tensor: tf.Tensor): tf.Tensor => dropout(tensor, 0.3, 5, 6);
      return [apply(x), tf.grad(apply)(x)];
    });
    expect(backward).toEqual(forward);
  });
});
