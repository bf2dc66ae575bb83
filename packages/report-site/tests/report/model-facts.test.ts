import { describe, expect, it } from 'vitest';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import {
  sayOrigins,
  sayOwnRecipes,
  sayTrainingImages,
  type ModelFacts,
} from '../../src/report/model-facts.ts';
import { recordModel, sayWhoseRecipe } from '../../src/report/model-record.ts';

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

describe('how models came to be', () => {
  const trained = (trainingImages: number) => ({ run: { epochs: [], trainingImages } });
  const loaded = { run: {} };
  const say = (models: readonly object[], data?: string) =>
    sayOrigins(models as unknown as readonly ModelFacts[], data);

  it.each<[string, readonly object[]]>([
    ['trained on 50,000 and 10,000 images', [trained(50_000), trained(10_000)]],
    ['trained on 24 images each', [trained(24), trained(24)]],
    ['trained on 1 image', [trained(1)]],
    ['with weights from a file', [loaded]],
    ['with weights from files', [loaded, loaded]],
    ['trained on 24 images, or with weights from a file', [loaded, trained(24)]],
  ])('is said so: %s', (words, models) => {
    expect(say(models)).toBe(words);
  });

  it('names the data that images are of', () => {
    expect(say([trained(5), loaded], 'CIFAR-10')).toBe(
      'trained on 5 images of CIFAR-10, or with weights from a file',
    );
  });

  it('is recorded without what a model that is loaded has nothing of', () => {
    const run = { plan: { weights: { file: 'a/model.json' } }, versions: {}, validationImages: 9 };
    const facts = { run, accuracy: 0.5, loss: 1 } as unknown as ModelFacts;
    const record = Object.fromEntries(recordModel(facts));
    expect(record).toMatchObject({
      'Weights from': 'a/model.json',
      Seed: 'none: nothing of it was drawn or trained here',
      'Validation accuracy': '50.0%',
    });
    expect(Object.keys(record)).not.toContain('Epoch kept');
    expect(Object.keys(record)).not.toContain('Training images');
  });

  it.each<[string, readonly object[]]>([
    ['It follows this recipe:', [trained(1)]],
    ['Both follow one recipe:', [trained(1), trained(2)]],
    ['All follow one recipe:', [trained(1), trained(2), trained(3)]],
    ['The one that was trained follows this recipe:', [trained(1), loaded]],
    ['The two that were trained follow this recipe:', [trained(1), loaded, trained(2)]],
    ['None was trained here, so there is no recipe.', [loaded]],
  ])('says whose the recipe is: %s', (words, models) => {
    expect(sayWhoseRecipe(models as unknown as readonly ModelFacts[])).toBe(words);
  });
});
