import { expect, test } from 'vitest';
import { computeReceptiveFields, findZeroPadding } from '@layerprint/core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { SAMPLE_LAYERS } from './sample-data.ts';

// Against what TF.js computes, for networks of every kind: packages/trainer/tests/model/receptive-fields.test.ts.

test('receptive fields grow as the article’s layers do', () => {
  const sides = computeReceptiveFields(SAMPLE_LAYERS).map(({ size }) => size);
  expect(sides).toEqual(
    [1, 3, 5, 6, 10, 14, 16, 24, 32, 32, 32, 32, 32].map((side) => [side, side]),
  );
});

test('zeros around the input move the first field, and nothing else', () => {
  const convolution = (padding: 'same' | 'valid', side: number): Layer => ({
    name: 'one',
    kind: 'convolution',
    kernel: [5, 1],
    stride: [1, 1],
    padding,
    activation: 'relu',
    outputShape: [side, 8, 1],
    parameters: 6,
  });
  const input: Layer = { name: 'input', kind: 'input', outputShape: [8, 8, 1], parameters: 0 };
  expect(computeReceptiveFields([input, convolution('same', 8)])[1]).toEqual({
    size: [5, 1],
    stride: [1, 1],
    start: [-2, 0],
  });
  expect(computeReceptiveFields([input, convolution('valid', 4)])[1]).toEqual({
    size: [5, 1],
    stride: [1, 1],
    start: [0, 0],
  });
});

test('zeros beyond an edge are seen behind a convolution that puts them there, and there alone', () => {
  const layer = (
    kind: 'convolution' | 'average-pooling',
    padding: 'same' | 'valid',
    kernel: number,
    side: number,
  ): Layer => {
    const window = { kernel: [kernel, 1], stride: [1, 1], padding } as const;
    const shared = { ...window, name: kind, outputShape: [side, 8, 1], parameters: 0 };
    return kind === 'convolution'
      ? { ...shared, kind, activation: 'relu', kernel: [kernel, 1], stride: [1, 1] }
      : { ...shared, kind, kernel: [kernel, 1], stride: [1, 1] };
  };
  const input: Layer = { name: 'input', kind: 'input', outputShape: [8, 8, 1], parameters: 0 };
  const layers = [
    input,
    layer('convolution', 'valid', 1, 8),
    layer('average-pooling', 'same', 2, 8),
    layer('convolution', 'same', 1, 8),
    layer('convolution', 'same', 2, 8),
    layer('convolution', 'valid', 1, 8),
  ];
  expect(findZeroPadding(layers)).toEqual([false, false, false, false, true, true]);
});
