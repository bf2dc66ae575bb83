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
  expect(alt).toContain('conv2d_1 gives 32 × 32 × 16; conv2d_2 gives');
});

test('tabulateArchitecture has a row a layer', () => {
  const { columns, rows } = tabulateArchitecture(sampleArchitecture());
  expect(rows).toHaveLength(13);
  expect(rows[1]).toEqual(['conv2d_1', 'convolution', '32 × 32 × 16', 16_384, 448]);
  expect(columns).toHaveLength(5);
});
