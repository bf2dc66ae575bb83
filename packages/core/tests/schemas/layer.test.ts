import { expect, test } from 'vitest';
import type { Layer } from '@layerprint/core/schemas/layer';
import { LayersSchema } from '@layerprint/core/schemas/layers';
import { SAMPLE_LAYERS } from '../figures/sample-data.ts';

/** The article's layers with one of them changed. */
function edit(name: string, change: object): unknown[] {
  return SAMPLE_LAYERS.map((layer) => (layer.name === name ? { ...layer, ...change } : layer));
}

function problemOf(layers: unknown): string {
  return LayersSchema.safeParse(layers).error?.issues[0]?.message ?? 'none';
}

test('the article’s layers fit together', () => {
  expect(problemOf(SAMPLE_LAYERS)).toBe('none');
});

test.each<[string, object, string]>([
  ['conv2d_1', { outputShape: [31, 32, 16] }, 'conv2d_1 gives [32,32,16], not [31,32,16]'],
  ['conv2d_2', { parameters: 2319 }, 'conv2d_2 has 2320 parameters, not 2319'],
  ['conv2d_2', { kernel: [3, 1] }, 'conv2d_2 has 784 parameters, not 2320'],
  ['conv2d_3', { stride: [2, 1] }, 'conv2d_3 gives [8,16,16], not [16,16,16]'],
  ['conv2d_4', { padding: 'valid' }, 'conv2d_4 gives [14,14,16], not [16,16,16]'],
  ['conv2d_5', { kernel: [9, 9], padding: 'valid' }, 'conv2d_5 cannot come after [8,8,16]'],
  ['pool_1', { kernel: [3, 3] }, 'pool_1 gives [15,15,16], not [16,16,16]'],
  ['pool_1', { outputShape: [16, 16, 8] }, 'pool_1 gives [16,16,16], not [16,16,8]'],
  ['pool_2', { parameters: 1 }, 'pool_2 has 0 parameters, not 1'],
  ['dense_1', { outputShape: [8, 8, 63] }, 'dense_1 has 1071 parameters, not 1088'],
  ['dropout_1', { outputShape: [8, 8, 32] }, 'dropout_1 gives [8,8,64], not [8,8,32]'],
  ['flatten_1', { outputShape: [4095] }, 'flatten_1 gives [4096], not [4095]'],
])('%s with %j is refused: it does not fit', (name, change, message) => {
  expect(problemOf(edit(name, change))).toBe(`Expected layers that fit together, and ${message}`);
});

test('layers that do not begin with the one input are refused', () => {
  const [input, ...rest] = SAMPLE_LAYERS;
  expect(problemOf(rest)).toContain('the first has to be the input');
  const second: Layer = { ...input!, name: 'another' };
  expect(problemOf([input, second, ...rest])).toContain('another cannot come after [32,32,3]');
});

test.each<[string, object]>([
  ['conv2d_1', { activation: 'mish' }],
  ['conv2d_1', { kernel: undefined }],
  ['conv2d_1', { kernel: [3] }],
  ['conv2d_1', { stride: [0, 1] }],
  ['conv2d_1', { padding: 'causal' }],
  ['conv2d_1', { dilation: [2, 2], stride: [2, 2] }],
  ['pool_1', { activation: 'relu' }],
  ['dense_1', { activation: 'mish' }],
  ['dense_1', { kernel: [1, 1] }],
  ['dropout_1', { rate: 1 }],
  ['flatten_1', { kind: 'reshape' }],
])('%s with %j is no layer that there is', (name, change) => {
  expect(problemOf(edit(name, change))).not.toBe('none');
});
