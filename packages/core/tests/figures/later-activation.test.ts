import { describe, expect, test } from 'vitest';
import {
  computeActivationDistributionData,
  computePictureData,
  describeActivationDistribution,
  describeActivationGrid,
  describePicture,
  findLaterActivation,
  measureValues,
} from '@layerprint/core';
import { LayersSchema } from '@layerprint/core/schemas/layers';
import { RESIDUAL_LAYERS } from './residual-layers.ts';
import {
  drawActivations,
  imageOf,
  SAMPLE_IMAGE,
  SAMPLE_LAYERS,
  sampleGrid,
  sampleModel,
} from './sample-data.ts';

const RE_LU_1 = { layer: 're_lu_1', activation: 'relu' };
const RE_LU_2 = { layer: 're_lu_2', activation: 'relu' };

describe('findLaterActivation', () => {
  test('looks at layers that fit together', () => {
    expect(LayersSchema.safeParse(RESIDUAL_LAYERS).error).toBeUndefined();
  });

  test.each([
    ['has one of its own', 'trunk', undefined],
    ['is normalised first', 'conv2d_1', RE_LU_1],
    ['stands before it', 'batch_normalization_1', RE_LU_1],
    ['is one itself', 're_lu_1', undefined],
    ['is added first', 'conv2d_2', RE_LU_2],
    ['is a sum', 'sum', RE_LU_2],
    ['goes to other weights', 'dropout_1', undefined],
    ['is a dense layer over maps', 'dense_1', { layer: 'leaky_re_lu_1', activation: 'leaky-relu' }],
  ])('of a layer that %s: %s', (_, layer, later) => {
    expect(findLaterActivation(RESIDUAL_LAYERS, layer)).toEqual(later);
  });

  test('passes what changes nothing, and finds nothing where values go several ways', () => {
    const change = (name: string, to: object) =>
      RESIDUAL_LAYERS.map((layer) => (layer.name === name ? { ...layer, ...to } : layer));
    expect(findLaterActivation(change('re_lu_1', { activation: 'linear' }), 'conv2d_1')).toBe(
      undefined,
    );
    expect(findLaterActivation(change('re_lu_2', { from: ['conv2d_2'] }), 'conv2d_2')).toBe(
      undefined,
    );
  });

  test('finds none in the article’s network', () => {
    for (const { name } of SAMPLE_LAYERS) {
      expect(findLaterActivation(SAMPLE_LAYERS, name), name).toBeUndefined();
    }
  });
});

describe('values from before an activation are said to be', () => {
  const laterActivation = { layer: 're_lu_1', activation: 'relu' } as const;
  const activations = drawActivations(256, 0.5, 1);

  test('of maps', () => {
    const grid = sampleGrid(activations, 8);
    const { caption, alt } = describeActivationGrid({ ...grid, laterActivation });
    for (const text of [caption, alt]) {
      expect(text).toContain(' activation maps of conv2d_6, before the ReLU of re_lu_1, in the ');
    }
    expect(describeActivationGrid(grid).caption).toContain(' maps of conv2d_6 in the ');
  });

  test('of a distribution', () => {
    const { caption, alt } = describeActivationDistribution(
      computeActivationDistributionData({
        figure: 'distribution-conv2d_6',
        layer: 'conv2d_6',
        laterActivation: { layer: 'leaky_re_lu_1', activation: 'leaky-relu' },
        over: 'the specimen frog-4',
        models: [{ model: sampleModel('one'), activations: measureValues(activations) }],
      }),
    );
    for (const text of [caption, alt]) {
      expect(text).toContain(
        ' activations of conv2d_6, before the leaky ReLU of leaky_re_lu_1, for the specimen',
      );
    }
  });

  test('of a panel of the lead picture', () => {
    const layer = { activations, shape: [8, 8, 4] as const, model: sampleModel('one') };
    const { caption } = describePicture(
      computePictureData({
        figure: 'lead',
        specimen: 'frog-4',
        image: imageOf(SAMPLE_IMAGE),
        layers: [
          { ...layer, layer: 'conv2d_1', laterActivation },
          { ...layer, layer: 'conv2d_6' },
        ],
      }),
    );
    expect(caption).toContain(
      'over the channels of conv2d_1 (before the ReLU of re_lu_1) and conv2d_6 in the one model',
    );
  });
});
