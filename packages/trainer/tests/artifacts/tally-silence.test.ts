import { expect, test } from 'vitest';
import { tallySilence } from '../../src/artifacts/tally-silence.ts';

/** Images of a layer of 1 × 2 values in 3 channels, channels innermost. */
const batch = (...images: number[][]) => ({
  layer: 'conv2d_6',
  shape: [1, 2, 3],
  values: Float32Array.from(images.flat()),
});

test('tallySilence counts images whose map is all zero, and the largest activation, over batches', () => {
  const first = tallySilence(batch([0, 0, 1, 0, 0, 0], [0, 2, 0, 0, 0, 0]));
  expect(first).toEqual([
    { silentImages: 2, max: 0 },
    { silentImages: 1, max: 2 },
    { silentImages: 1, max: 1 },
  ]);
  expect(tallySilence(batch([0, 1, 3, 0, 0, 0], [0, 0, 0, 0, 0, 0]), first)).toEqual([
    { silentImages: 4, max: 0 },
    { silentImages: 2, max: 2 },
    { silentImages: 2, max: 3 },
  ]);
});

test('tallySilence of no image counts nothing', () => {
  expect(tallySilence(batch())).toEqual(Array(3).fill({ silentImages: 0, max: 0 }));
});

test('tallySilence of values below zero takes none of them for silence', () => {
  expect(tallySilence(batch([-1, 0, -3, 0, 0, 2], [0, 0, 0, 0, 0, 0]))).toEqual([
    { silentImages: 1, max: 1 },
    { silentImages: 2, max: 0 },
    { silentImages: 1, max: 3 },
  ]);
});
