import { expect, test } from 'vitest';
import { countOutputs, describeArchitecture, tabulateArchitecture } from '@layerprint/core';
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
