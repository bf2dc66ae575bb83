import { describe, expect, it } from 'vitest';
import type { Layer } from '@layerprint/core/schemas/layer';
import { compareReports } from '../../src/comparison/index.ts';
import { findLongestSum } from '../../src/comparison/longest-sum.ts';
import { sampleSide } from './sample-sides.ts';

const ONE = [1, 1] as [number, number];
const WINDOW = { kernel: [3, 5] as [number, number], stride: ONE, padding: 'same' as const };
const LEARNS = { activation: 'relu' as const };

/** A network of one layer after an input. */
function network(inputShape: number[], layer: object): Layer[] {
  const named = { name: 'layer', outputShape: [1], parameters: 0, ...layer } as Layer;
  return [{ name: 'input', kind: 'input', outputShape: inputShape, parameters: 0 }, named];
}

describe('the longest sum of a network', () => {
  it.each<[string, number, object]>([
    [
      'a convolution: a window over all channels',
      3 * 5 * 7,
      { kind: 'convolution', ...WINDOW, ...LEARNS },
    ],
    [
      'a depthwise one: a window',
      15,
      { kind: 'depthwise-convolution', ...WINDOW, ...LEARNS, multiplier: 2 },
    ],
    [
      'a separable one: the longer of its two',
      15,
      { kind: 'separable-convolution', ...WINDOW, ...LEARNS },
    ],
    ['average pooling: a window', 15, { kind: 'average-pooling', ...WINDOW }],
    ['largest values: nothing', 1, { kind: 'pooling', ...WINDOW }],
    ['means of maps: their places', 8 * 9, { kind: 'global-average-pooling' }],
    ['a dense layer: all that comes in last', 7, { kind: 'dense', ...LEARNS }],
    ['a sum: what it adds', 3, { kind: 'sum', from: ['input', 'input', 'input'] }],
    ['what works on single values: nothing', 1, { kind: 'flatten' }],
  ])('is that of %s', (_, terms, layer) => {
    expect(findLongestSum(network([8, 9, 7], layer))).toBe(terms);
  });

  it('is found through branches, and is that of the widest layer', () => {
    const dense = { kind: 'dense', activation: 'relu', parameters: 0 } as const;
    const layers: Layer[] = [
      ...network([2], { kind: 'dense', ...LEARNS, outputShape: [50] }),
      { ...dense, name: 'beside', from: ['input'], outputShape: [3] },
      { ...dense, name: 'wide', from: ['layer'], outputShape: [10] },
    ];
    expect(findLongestSum(layers)).toBe(50);
  });
});

describe('the tolerances of a comparison', () => {
  const withWidth = (width: number, gain = 1) => {
    const { source, artifacts } = sampleSide('any');
    const manifest = structuredClone(artifacts!.manifest);
    for (const run of Object.values(manifest.runs)) {
      run.layers = network([width], { kind: 'dense', ...LEARNS });
      if ('epochs' in run) run.epochs[0]!.loss *= gain;
    }
    return { source, artifacts: { ...artifacts!, manifest } };
  };
  const compare = (base: ReturnType<typeof withWidth>, head = base) =>
    compareReports({ profile: 'x', base, head });

  it('are those of the article’s network where both sides have it', () => {
    const side = sampleSide('any');
    const { tolerances } = compareReports({ profile: 'x', base: side, head: side });
    expect(tolerances).toEqual({ relative: 4096 * 2 ** -24, share: 4096 * 2 ** -24 });
  });

  it('follow from the longest sum of either side', () => {
    const relative = (base: number, head: number) =>
      compare(withWidth(base), withWidth(head)).tolerances.relative * 2 ** 24;
    expect([relative(10, 10), relative(10, 9000), relative(9000, 10)]).toEqual([10, 9000, 9000]);
  });

  it.each([
    [100, 'changed'],
    [4096, 'numeric-noise'],
  ])('of sums of %d terms make a loss that moved by a ten-thousandth %s', (width, verdict) => {
    const { others } = compare(withWidth(width), withWidth(width, 1.0001));
    const losses = others.filter(({ path }) => path.endsWith('.loss'));
    expect(losses.length).toBeGreaterThan(0);
    for (const loss of losses) expect(loss.verdict).toBe(verdict);
  });
});
