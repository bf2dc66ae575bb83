import { expect, test } from 'vitest';
import {
  computeArchitectureData,
  countOutputs,
  describeArchitecture,
  tabulateArchitecture,
} from '@layerprint/core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { LayersSchema } from '@layerprint/core/schemas/layers';
import { ArchitectureDataSchema } from '@layerprint/core/schemas/figure-data';
import { SAMPLE_LAYERS, sampleArchitecture } from './sample-data.ts';

test('computeArchitectureData adds the parameters up and fits its schema', () => {
  const data = sampleArchitecture();
  expect(ArchitectureDataSchema.parse(data)).toEqual(data);
  expect(data.totalParameters).toBe(54_106);
});

test('countOutputs multiplies the shape', () => {
  expect(SAMPLE_LAYERS.map(countOutputs)).toEqual([
    3072, 16_384, 16_384, 4096, 4096, 4096, 1024, 1024, 1024, 4096, 4096, 4096, 10,
  ]);
});

test('describeArchitecture says how many, where most and how wide', () => {
  const { title, caption, alt } = describeArchitecture(sampleArchitecture());
  expect(title).toBe('The architecture: 13 layers, 54,106 parameters');
  expect(caption).toContain('13 layers, 6 convolutions among them');
  expect(caption).toContain('40,970 (75.7%) are in dense_2');
  expect(caption).toContain('16,384 at most');
  expect(alt).toContain(
    'input (input) gives 32 × 32 × 3; conv2d_1 (convolution, 3 × 3, ReLU) gives 32 × 32 × 16; conv2d_2',
  );
  expect(alt).toContain(
    'dropout_1 (dropout, 0.5) gives 8 × 8 × 64; flatten_1 (flatten) gives 4,096',
  );
});

test('tabulateArchitecture has a row a layer', () => {
  const { columns, rows } = tabulateArchitecture(sampleArchitecture());
  expect(rows).toHaveLength(13);
  const cells = rows.map((row) =>
    Object.fromEntries<unknown>(
      columns.map(({ key }, i) => [key, row[i]] as const).filter(([, cell]) => cell !== ''),
    ),
  );
  expect(cells[1]).toEqual({
    layer: 'conv2d_1',
    kind: 'convolution',
    kernel: '3 × 3',
    stride: '1 × 1',
    padding: 'same',
    activation: 'relu',
    output_shape: '32 × 32 × 16',
    outputs: 16_384,
    parameters: 448,
    receptive_field: '3 × 3',
  });
  expect(cells[10]).toMatchObject({ kind: 'dropout', dropped: 0.5 });
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
});

test('where a network branches, words and table say what a layer takes, and a join sees what any branch does', () => {
  const window = {
    kind: 'convolution',
    stride: [1, 1],
    padding: 'same',
    activation: 'relu',
  } satisfies Partial<Layer>;
  const layers: Layer[] = [
    { name: 'input', kind: 'input', outputShape: [8, 8, 3], parameters: 0 },
    { name: 'wide', ...window, kernel: [5, 3], outputShape: [8, 8, 2], parameters: 92 },
    {
      name: 'narrow',
      ...window,
      from: ['input'],
      kernel: [1, 1],
      outputShape: [8, 8, 2],
      parameters: 8,
    },
    { name: 'sum', kind: 'sum', from: ['wide', 'narrow'], outputShape: [8, 8, 2], parameters: 0 },
    {
      name: 'both',
      kind: 'concatenation',
      from: ['narrow', 'input'],
      outputShape: [8, 8, 5],
      parameters: 0,
    },
  ];
  expect(LayersSchema.parse(layers)).toEqual(layers);
  const data = computeArchitectureData({ figure: 'architecture', layers });
  expect(describeArchitecture(data).alt).toContain('sum (sum, of wide and narrow) gives 8 × 8 × 2');
  const { columns, rows } = tabulateArchitecture(data);
  expect(columns.at(-1)).toEqual({ key: 'takes', label: 'Takes' });
  expect(rows.map((row) => row.slice(-2))).toEqual([
    ['1 × 1', ''],
    ['5 × 3', 'input'],
    ['1 × 1', 'input'],
    ['5 × 3', 'wide and narrow'],
    ['1 × 1', 'narrow and input'],
  ]);
});
