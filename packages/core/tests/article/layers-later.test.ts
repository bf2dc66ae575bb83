import { expect, test } from 'vitest';
import { readArticleNumber, type NumberSource } from '@layerprint/core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { CONTEXT } from '../claims/sample-measurements.ts';

/** A layer as far as it is counted here. */
const layer = (name: string, kind: Layer['kind'], from?: string[]): Layer =>
  ({
    ...{ name, kind, outputShape: [4, 4, 2], parameters: 0 },
    ...(kind.endsWith('convolution') && { kernel: [3, 3] }),
    ...(from && { from }),
  }) as Layer;

const ROW = [
  layer('input', 'input'),
  layer('a', 'convolution'),
  layer('b', 'depthwise-convolution'),
  layer('p', 'average-pooling'),
  layer('c', 'separable-convolution'),
  layer('q', 'pooling'),
  layer('d', 'convolution'),
  layer('g', 'global-average-pooling'),
  layer('m', 'global-max-pooling'),
];
/** Two branches from `a`, one of which goes on alone, and one that is not of it. */
const BRANCHES = [
  layer('input', 'input'),
  layer('a', 'convolution'),
  layer('left', 'convolution'),
  layer('right', 'average-pooling', ['a']),
  layer('aside', 'convolution', ['input']),
  layer('end', 'convolution', ['right']),
  layer('both', 'sum', ['left', 'end']),
  layer('all', 'sum', ['both', 'aside']),
];

test.each([
  ['every kind of either', ROW, 'm', '3', '4'],
  ['those up to the layer itself', ROW, 'c', '2', '1'],
  ['none up to the first itself', ROW, 'a', '0', '0'],
  ['those of one branch, up to a layer on it', BRANCHES, 'end', '1', '1'],
  ['those of all branches that meet again', BRANCHES, 'both', '2', '1'],
  ['those alone that the first leads to', BRANCHES, 'all', '2', '1'],
  ['none up to a layer that the first does not lead to', BRANCHES, 'aside', '0', '0'],
])('of convolutions and poolings later are counted %s', (_, layers, to, convolutions, poolings) => {
  const source = {
    context: { ...CONTEXT, layers, roles: { first: 'a', last: 'a' } },
  } as unknown as NumberSource;
  expect(readArticleNumber(source, { of: 'convolutions-later', layer: to })).toBe(convolutions);
  expect(readArticleNumber(source, { of: 'poolings-later', layer: to })).toBe(poolings);
});
