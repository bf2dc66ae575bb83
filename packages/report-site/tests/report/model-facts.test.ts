import { describe, expect, it } from 'vitest';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { sayOwnRecipes, sayTrainingImages } from '../../src/report/model-facts.ts';

describe('sayTrainingImages', () => {
  it.each([
    [10_000, 'the first 10,000'],
    [{ count: 1000, sample: 'seeded', balanced: false }, '1,000 drawn from the seed'],
    [
      { count: 50, sample: 'seeded', balanced: true },
      '50 drawn from the seed, as many of every class',
    ],
    [{ count: 50, sample: 'first', balanced: true }, 'the first, as many of every class: 50'],
  ] as const)('says %o as: %s', (images, words) => {
    expect(sayTrainingImages(images)).toBe(words);
  });
});

describe('sayOwnRecipes', () => {
  it('says what models have other than the recipe of all, and nothing of those that have it', () => {
    const models = [
      { id: 'a' },
      { id: 'b', name: 'large one', recipe: { maxEpochs: 2, optimizer: { learningRate: 0.01 } } },
    ];
    expect(sayOwnRecipes({ models } as unknown as Manifest['experiment'])).toEqual([
      'The recipe of the large one differs: maxEpochs 2 and learningRate 0.01.',
    ]);
  });
});
