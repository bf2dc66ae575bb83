import { describe, expect, test } from 'vitest';
import { findLayerRoles } from '@layerprint/core';
import { RolesChoiceSchema } from '@layerprint/core/schemas/experiment';
import type { Layer, LayerOf } from '@layerprint/core/schemas/layer';
import { RESIDUAL_LAYERS } from './figures/residual-layers.ts';
import { SAMPLE_LAYERS } from './figures/sample-data.ts';

const WINDOW: Pick<LayerOf<'convolution'>, 'kernel' | 'stride' | 'padding'> = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
};
const INPUT: Layer = { name: 'input', kind: 'input', outputShape: [8, 8, 3], parameters: 0 };
const DEPTHWISE: Layer = {
  ...{ ...WINDOW, name: 'depthwise', kind: 'depthwise-convolution', multiplier: 1 },
  ...{ activation: 'linear', outputShape: [8, 8, 3], parameters: 30 },
};
const SEPARABLE: Layer = {
  ...{ ...WINDOW, name: 'separable', kind: 'separable-convolution', activation: 'relu' },
  ...{ outputShape: [8, 8, 4], parameters: 43 },
};
const POOLING: Layer = {
  ...{ name: 'pool', kind: 'pooling', kernel: [2, 2], stride: [2, 2], padding: 'valid' },
  ...{ outputShape: [4, 4, 3], parameters: 0 },
};

describe('the roles of layers', () => {
  test('follow from the network where the experiment names none', () => {
    expect(findLayerRoles(SAMPLE_LAYERS)).toEqual({
      first: 'conv2d_1',
      last: 'conv2d_6',
      lead: ['conv2d_1', 'conv2d_2', 'conv2d_4', 'conv2d_6'],
    });
  });

  test('fall to convolutions of any kind', () => {
    expect(findLayerRoles([INPUT, DEPTHWISE, SEPARABLE])).toEqual({
      first: 'depthwise',
      last: 'separable',
      lead: ['depthwise', 'separable'],
    });
  });

  test('both fall to the only convolution', () => {
    expect(findLayerRoles([INPUT, SEPARABLE])).toEqual({
      first: 'separable',
      last: 'separable',
      lead: ['separable'],
    });
  });

  test('are those that the experiment names, and for the rest as before', () => {
    expect(findLayerRoles(SAMPLE_LAYERS, { first: 'conv2d_3', lead: ['pool_1'] })).toEqual({
      first: 'conv2d_3',
      last: 'conv2d_6',
      lead: ['pool_1'],
    });
    const all = { first: 'pool', last: 'pool', lead: ['pool'] };
    expect(findLayerRoles([INPUT, POOLING], all)).toEqual(all);
  });

  test('fall to any layer with maps that is named, whatever it does to them', () => {
    for (const [i, { name, kind, outputShape }] of RESIDUAL_LAYERS.entries()) {
      const roles = { first: name, last: name, lead: [name] };
      if (i > 0 && outputShape.length === 3) {
        expect(findLayerRoles(RESIDUAL_LAYERS, roles), kind).toEqual(roles);
      } else {
        expect(() => findLayerRoles(RESIDUAL_LAYERS, roles), kind).toThrow(
          expect.objectContaining({ code: 'unknown-layer' }),
        );
      }
    }
  });

  test.each([
    [
      { first: 'conv2d_7' },
      '"conv2d_7", which is no layer with maps of this network. Did you mean "conv2d_1"?',
    ],
    [
      { last: 'dense_2' },
      '"dense_2", which is no layer with maps of this network. Did you mean "dense_1"?',
    ],
    [
      { lead: ['conv2d_1', 'conv3d_4'] },
      '"conv3d_4", which is no layer with maps of this network. Did you mean "conv2d_4"?',
    ],
  ])('are refused where they name what is no such layer: %o', (roles, message) => {
    expect(() => findLayerRoles(SAMPLE_LAYERS, roles)).toThrow(
      expect.objectContaining({ code: 'unknown-layer', message: `The roles name ${message}` }),
    );
  });

  test.each([
    [{ first: 'conv2d_6', last: 'conv2d_1' }],
    [{ first: 'dense_1' }],
    [{ first: 'conv2d_3', last: 'conv2d_2', lead: ['conv2d_1'] }],
  ])('are refused where the first comes after the last: %o', (roles) => {
    const { first, last = 'conv2d_6' } = roles as Record<string, string>;
    expect(() => findLayerRoles(SAMPLE_LAYERS, roles)).toThrow(
      expect.objectContaining({
        code: 'roles-in-wrong-order',
        message: `The roles have ${first} as the first layer and ${last} as the last, and ${first} comes after it.`,
      }),
    );
  });

  test('are refused where they should follow from a network without a convolution', () => {
    expect(() => findLayerRoles([INPUT, POOLING])).toThrow(
      expect.objectContaining({ code: 'no-convolution' }),
    );
  });

  test.each([[{ lead: [] }], [{ lead: ['a', 'a'] }], [{ frist: 'a' }]])('cannot be %o', (roles) => {
    expect(RolesChoiceSchema.safeParse(roles).success).toBe(false);
  });
});
