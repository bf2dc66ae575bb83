import type { Layer } from '@layerprint/core/schemas/run';
import { describe, expect, it } from 'vitest';
import { computeReceptiveField } from '../../src/report/receptive-field.ts';

const KINDS: Layer['kind'][] = [
  'input',
  'convolution',
  'convolution',
  'pooling',
  'convolution',
  'convolution',
  'pooling',
  'convolution',
  'convolution',
  'dense',
];

function layersOf(kinds: readonly Layer['kind'][]): Layer[] {
  return kinds.map((kind) => ({ name: kind, kind, outputShape: [1], parameters: 0 }));
}

describe('computeReceptiveField', () => {
  it('grows as the article’s layers do', () => {
    const sides = KINDS.map((_, i) => computeReceptiveField(layersOf(KINDS.slice(0, i + 1))));
    expect(sides).toEqual([1, 3, 5, 6, 10, 14, 16, 24, 32, 32]);
  });

  it('agrees with following one output value down to the pixels it needs', () => {
    for (let end = 1; end <= KINDS.length; end++) {
      const kinds = KINDS.slice(0, end);
      expect(computeReceptiveField(layersOf(kinds))).toBe(countNeededPixels(kinds));
    }
  });
});

/** The width of the run of pixels that one value needs, walking the layers backwards. */
function countNeededPixels(kinds: readonly Layer['kind'][]): number {
  let [first, last] = [100, 100];
  for (const kind of kinds.toReversed()) {
    if (kind === 'convolution') [first, last] = [first - 1, last + 1];
    if (kind === 'pooling') [first, last] = [first * 2, last * 2 + 1];
  }
  return last - first + 1;
}
