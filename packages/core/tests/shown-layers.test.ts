import { describe, expect, test } from 'vitest';
import { findLayerRoles, listMatchedLayers, listShownLayers } from '@layerprint/core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { RESIDUAL_LAYERS } from './figures/residual-layers.ts';
import { SAMPLE_LAYERS } from './figures/sample-data.ts';

const namesOf = (layers: readonly Layer[]) => layers.map(({ name }) => name);
const CONVOLUTIONS = ['trunk', 'conv2d_1', 'conv2d_2'];

describe('the layers whose maps are shown', () => {
  test('are those that move a window where none is named', () => {
    expect(namesOf(listShownLayers(SAMPLE_LAYERS, findLayerRoles(SAMPLE_LAYERS)))).toEqual(
      namesOf(SAMPLE_LAYERS).filter((name) => /^(?:conv|pool)/.test(name)),
    );
    expect(namesOf(listShownLayers(RESIDUAL_LAYERS, findLayerRoles(RESIDUAL_LAYERS)))).toEqual(
      CONVOLUTIONS,
    );
  });

  test('are those that are named, too, in the network’s order', () => {
    const roles = { first: 're_lu_2', last: 'sum', lead: ['leaky_re_lu_1', 'trunk'] };
    expect(namesOf(listShownLayers(RESIDUAL_LAYERS, roles))).toEqual([
      ...CONVOLUTIONS,
      ...['sum', 're_lu_2', 'leaky_re_lu_1'],
    ]);
  });
});

describe('filters are matched', () => {
  test('of convolutions, and of no pooling', () => {
    const roles = findLayerRoles(SAMPLE_LAYERS, { first: 'pool_1', lead: ['pool_2'] });
    expect(namesOf(listMatchedLayers(SAMPLE_LAYERS, roles))).toEqual(
      namesOf(SAMPLE_LAYERS).filter((name) => name.startsWith('conv')),
    );
  });

  test('where every channel of a layer that is named comes of one filter: not of a sum', () => {
    const all = namesOf(RESIDUAL_LAYERS.slice(1, -2));
    const roles = { first: 'trunk', last: 'trunk', lead: all };
    expect(namesOf(listShownLayers(RESIDUAL_LAYERS, roles))).toEqual(all);
    expect(namesOf(listMatchedLayers(RESIDUAL_LAYERS, roles))).toEqual(
      all.filter((name) => !['sum', 're_lu_2', 'dropout_1'].includes(name)),
    );
  });
});
