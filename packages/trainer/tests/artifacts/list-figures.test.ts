import { describe, expect, test } from 'vitest';
import { makeFigureId } from '@layerprint/core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { listFigures } from '../../src/artifacts/list-figures.ts';
import { RESIDUAL_LAYERS } from '../../../core/tests/figures/residual-layers.ts';
import { SAMPLE_LAYERS, sampleModels } from '../../../core/tests/figures/sample-data.ts';

/** The figures of a report, by id, with their numbers. */
function list(
  count: number,
  roles: { first: string; last: string; lead?: string[] },
  layers: Layer[] = SAMPLE_LAYERS,
) {
  const listed = listFigures({
    dataset: { specimens: [{ id: 'frog-4' }, { id: 'deer-5' }] },
    models: sampleModels(count),
    runOf: () => ({ layers }),
    roles: { lead: ['conv2d_1'], ...roles },
  });
  return listed.map(
    ({ name: { form, parts }, number }) => [makeFigureId<string>(form, parts), number] as const,
  );
}

describe('the figures of a report', () => {
  test.each([1, 2, 3, 8])(
    'of %d models have each its own id and, in order, its own number',
    (count) => {
      const figures = list(count, { first: 'conv2d_1', last: 'conv2d_6' });
      expect(new Set(figures.map(([id]) => id)).size).toBe(figures.length);
      const numbers = figures.flatMap(([, number]) => (number === null ? [] : [number]));
      const counted = Array.from({ length: 4 + 2 * count }, (_, i) => String(i + 1));
      expect(numbers).toEqual(['lead', 'specimen', ...counted]);
      // Of every layer with maps, specimen and model there is one.
      expect(figures.filter(([id]) => id.startsWith('activations-'))).toHaveLength(8 * 2 * count);
    },
  );

  test.each([
    [1, ['model--2d-0']],
    [2, ['model--2d-1', 'model--2d-0']],
    [3, ['model--2d-0', 'model--2d-1', 'model--2d-2']],
  ])(
    'number the maps of %d models as the list has them, and of two as the article',
    (count, models) => {
      const figures = list(count, { first: 'conv2d_1', last: 'conv2d_6' });
      const maps = figures.filter(
        ([id, number]) => id.startsWith('activations-') && number !== null,
      );
      expect(maps.slice(0, count).map(([id]) => id)).toEqual(
        models.map((model) => `activations-conv2d_1-${model}-frog-4`),
      );
    },
  );

  test('show a layer once that is the first and the last convolution', () => {
    const figures = list(2, { first: 'conv2d_1', last: 'conv2d_1' });
    expect(figures.filter(([, number]) => number !== null).map(([id]) => id)).toEqual([
      'lead',
      'specimen',
      'architecture',
      'activations-conv2d_1-model--2d-1-frog-4',
      'activations-conv2d_1-model--2d-0-frog-4',
      'distribution-conv2d_1',
      'pixels',
      'probabilities',
    ]);
    expect(new Set(figures.map(([id]) => id)).size).toBe(figures.length);
  });

  test.each([1, 2, 3, 8])(
    'match the filters of the first of %d models with those of each other, in every convolution',
    (count) => {
      const figures = list(count, { first: 'conv2d_1', last: 'conv2d_6' });
      const matched = figures.filter(([id]) => id.startsWith('matched-')).map(([id]) => id);
      expect(matched).toHaveLength(6 * (count - 1));
      expect(matched).not.toContain('matched-conv2d_1-model--2d-0');
      expect(matched.some((id) => id.startsWith('matched-pool'))).toBe(false);
      expect(matched.slice(0, count - 1)).toEqual(
        Array.from({ length: count - 1 }, (_, i) => `matched-conv2d_1-model--2d-${i + 1}`),
      );
    },
  );

  test.each([
    ['dense_1', ['activations-', 'matched-']],
    ['batch_normalization_1', ['activations-', 'matched-']],
    ['re_lu_1', ['activations-', 'matched-']],
    ['sum', ['activations-']],
    ['re_lu_2', ['activations-']],
    ['dropout_1', ['activations-']],
  ])('show the maps of %s where a role names it, and there alone', (layer, forms) => {
    const roles = { first: 'trunk', last: 'trunk' };
    const plain = list(2, roles, RESIDUAL_LAYERS).map(([id]) => id);
    expect(plain.filter((id) => id.includes(`-${layer}-`))).toEqual([]);
    for (const named of [{ first: layer }, { last: layer }, { lead: ['trunk', layer] }]) {
      const figures = list(2, { ...roles, ...named }, RESIDUAL_LAYERS).map(([id]) => id);
      const maps = figures.filter((id) => forms.some((form) => id.startsWith(`${form}${layer}-`)));
      expect(maps).toHaveLength(forms.length === 2 ? 4 + 1 : 4);
      expect(figures).toEqual(expect.arrayContaining(plain.filter((id) => !id.includes('trunk'))));
      expect(new Set(figures).size).toBe(figures.length);
      expect(figures.includes(`distribution-${layer}`)).toBe('last' in named);
    }
  });
});
