import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { ExperimentSchema, listModels, type Experiment } from '@layerprint/core/schemas/experiment';
import { findMisfits, type TrainingImages } from '@layerprint/core/schemas/experiment';

const FOLDER = new URL('../../../../experiments/', import.meta.url);
const QUICK = JSON.parse(
  readFileSync(new URL('quick/experiment.json', FOLDER), 'utf8'),
) as Experiment;

type Branch = Record<string, unknown>;

/** quick.json with the value at a path replaced; undefined removes it. */
function change(path: string, value: unknown): string {
  const copy: Branch = structuredClone(QUICK);
  const keys = path.split('.');
  const last = keys.pop()!;
  keys.reduce((object, key) => object[key] as Branch, copy)[last] = value;
  return JSON.stringify(copy);
}

test.each(['article', 'quick', 'smoke'])('experiments/%s is valid and canonical', (name) => {
  const text = readFileSync(new URL(`${name}/experiment.json`, FOLDER), 'utf8');
  const experiment = parseJson(ExperimentSchema, text, name);
  expect(stringifyCanonicalJson(ExperimentSchema, experiment, name)).toBe(text);
});

describe('a wrong experiment is one clear error', () => {
  test.each([
    ['a typo in a key', 'recipe.learningRat', 0.1, 'recipe: Unrecognized key: "learningRat"'],
    [
      'a negative rate',
      'recipe.optimizer.learningRate',
      -1,
      'recipe.optimizer.learningRate: Too small: expected number to be >0, found -1',
    ],
    [
      'more images than there are',
      'models.1.trainingImages',
      6000,
      'models.1.trainingImages: Expected at most 5000, the size of sketch-10, found 6000',
    ],
    [
      'a specimen out of range',
      'specimens.testIndex',
      1000,
      'specimens.testIndex: Expected a test image of sketch-10, 0 to 999, found 1000',
    ],
    ['a negative specimen', 'specimens.testIndex', -1, 'specimens.testIndex: Too small'],
    [
      'an unknown data set',
      'dataset.name',
      'cifar-1000',
      "dataset.name: Invalid discriminator value. Expected 'sketch-10' | 'cifar-10' | 'cifar-100' | 'idx' | 'numpy' | 'pictures'",
    ],
    [
      'a number as text',
      'recipe.batchSize',
      '32',
      'recipe.batchSize: Invalid input: expected number, found "32"',
    ],
    ['half a batch', 'recipe.batchSize', 1.5, 'recipe.batchSize: Invalid input: expected int'],
    [
      'a missing field',
      'recipe.dropoutRate',
      undefined,
      'recipe.dropoutRate: Invalid input: expected number, received undefined',
    ],
    [
      'dropping everything',
      'recipe.dropoutRate',
      1,
      'recipe.dropoutRate: Expected a number below 1',
    ],
    ['a seed below zero', 'models.0.seed', -1, 'models.0.seed: Too small'],
    ['a seed past 32 bits', 'models.0.seed', 2 ** 32, 'models.0.seed: Too big'],
    ['another version', 'schemaVersion', 3, 'schemaVersion: Invalid input: expected 2'],
    ['no model', 'models', [], 'models: Too small: expected array to have >=1 items'],
    [
      'nine models',
      'models',
      Array.from({ length: 9 }, (_, i) => ({ ...QUICK.models[0], id: `model-${i}` })),
      'models: Too big: expected array to have <=8 items',
    ],
    ['a model twice', 'models.1.id', 'benchmark', 'and "benchmark" stands there twice'],
    [
      'two models of names that few tell apart',
      'models.1.name',
      'Benchmark',
      'Expected models with names that differ in more than case, not "benchmark" and "Benchmark"',
    ],
    ['a model of an id that no legend can have', 'models.0.id', 'constructor', 'not "constructor"'],
    ['a model of such a name', 'models.1.name', 'toString', 'a legend can have, not "toString"'],
    ['a model without letters in its name', 'models.0.name', '   ', 'without spaces around it'],
    ['a model with an end of line in its name', 'models.0.name', 'a\nb', 'line breaks'],
    ['a model whose name turns the writing', 'models.0.name', 'a\u202eb', 'not seen'],
    ['a model with a name that is half a letter', 'models.0.name', '\ud800', 'not seen'],
    ['a model with a decomposed letter', 'models.0.name', 'e\u0301', 'Unicode’s composed form'],
    ['a model of a long name', 'models.0.name', 'x'.repeat(61), '<=60 characters'],
    ['a model with a placeholder for a name', 'models.0.name', '{last}', 'without braces'],
    [
      'training images in words',
      'models.0.trainingImages',
      'all',
      'models.0.trainingImages: Expected a number of images, or { "count": 500, "sample": "seeded" }, found "all"',
    ],
    [
      'companions in another word',
      'specimens',
      { class: 'frog', companions: 'all' },
      'specimens.companions: Expected "first-of-every-other-class", "none", a number of other classes, or a list of pictures, found "all"',
    ],
    [
      'a class that is a number',
      'specimens',
      { class: 6, companions: 'none' },
      'specimens.class: Invalid input: expected string, found 6',
    ],
    [
      'a model that is a path',
      'models.0.id',
      '../x',
      'models.0.id: Expected at most 40 lower-case',
    ],
    ['a model of 41 letters', 'models.0.id', 'x'.repeat(41), 'models.0.id: Expected at most 40'],
    [
      'a sample of more images than there are',
      'models.1.trainingImages',
      { count: 6000, sample: 'seeded' },
      'models.1.trainingImages.count: Expected at most 5000, the size of sketch-10, found 6000',
    ],
  ])('%s', (_, path, value, message) => {
    expect(() =>
      parseJson(ExperimentSchema, change(path, value), 'experiments/quick/experiment.json'),
    ).toThrow(
      expect.objectContaining({ code: 'invalid-json', message: expect.stringContaining(message) }),
    );
  });

  test('seed zero is a seed like any other', () => {
    const text = change('models.0.seed', 0);
    expect(parseJson(ExperimentSchema, text, 'x').models[0]).toMatchObject({ seed: 0 });
  });

  test('sizes of CIFAR-10 are known', () => {
    const copy = {
      ...QUICK,
      dataset: { name: 'cifar-10' },
      specimens: { ...QUICK.specimens, testIndex: 10_000 },
      models: [{ id: 'one', trainingImages: 50_001, seed: 1 }],
    };
    expect(() => parseJson(ExperimentSchema, JSON.stringify(copy), 'x')).toThrow(
      /models\.0\.trainingImages: Expected at most 50000[^]*testIndex: Expected a test image of cifar-10, 0 to 9999/,
    );
  });
});

describe('the models of an experiment', () => {
  test.each([1, 8])('may be %d', (count) => {
    const models = Array.from({ length: count }, (_, i) => ({ ...QUICK.models[0]!, id: `m-${i}` }));
    expect(parseJson(ExperimentSchema, change('models', models), 'x').models).toHaveLength(count);
  });

  test('are called by their names, or where they have none by their ids', () => {
    const [one, other] = QUICK.models;
    const text = change('models', [one, { ...other, name: 'Dummy, “small”' }]);
    expect(listModels(parseJson(ExperimentSchema, text, 'x'))).toEqual([
      { id: 'benchmark', name: 'benchmark' },
      { id: 'dummy', name: 'Dummy, “small”' },
    ]);
  });
});

/** Numbers at the edges of float32, in which models are trained, and whether they are fine as a rate. */
describe('a number of the recipe', () => {
  const RATES = ['recipe.optimizer.learningRate', 'recipe.optimizer.epsilon'];
  const SHARES = ['recipe.optimizer.beta1', 'recipe.optimizer.beta2', 'recipe.dropoutRate'];
  const read = (path: string, value: number) => () =>
    parseJson(ExperimentSchema, change(path, value), 'experiments/quick/experiment.json');

  test.each(RATES)('%s is above zero in float32 as well', (path) => {
    for (const value of [2 ** -126, 1.18e-38, 1e-8, 1]) expect(read(path, value)).not.toThrow();
    for (const value of [
      0,
      -0,
      -1,
      -1e-8,
      5e-324,
      1e-60,
      1e-45,
      2 ** -149,
      1.17e-38,
      3.5e38,
      1e308,
    ]) {
      expect(read(path, value)).toThrow(`  ${path}: `);
    }
  });

  test.each(SHARES)('%s is below one in float32 as well', (path) => {
    for (const value of [0, -0, 2 ** -126, 0.5, 0.999, 1 - 2 ** -24])
      expect(read(path, value)).not.toThrow();
    for (const value of [1, 1 - 2 ** -26, 0.99999999, 1 - 2 ** -53, -1e-9, 1e-45, 1.17e-38, 2]) {
      expect(read(path, value)).toThrow(`  ${path}: `);
    }
  });
});

describe('a balanced sample', () => {
  const size = { trainingImages: 100, testImages: 20, classNames: ['cat', 'dog', 'eel'] };
  const find = (trainingImages: object | number, counts?: number[]) =>
    findMisfits(
      {
        dataset: { name: 'cifar-10' },
        models: [{ id: 'a', trainingImages: trainingImages as TrainingImages, seed: 1 }],
        specimens: { testIndex: 1, companions: 'none' },
      },
      { ...size, trainingImagesOfClasses: counts },
    );
  const balanced = (count: number) => ({ count, sample: 'first', balanced: true });

  test.each<[string, object | number, number[] | undefined]>([
    ['has enough of every class', balanced(30), [10, 10, 80]],
    ['gives one more to the first classes', balanced(31), [11, 10, 10]],
    ['is of no class in particular', { count: 90, sample: 'seeded', balanced: false }, [1, 1, 98]],
    ['is the first so many', 90, [1, 1, 98]],
    ['is of data that were locked before classes were counted', balanced(90), undefined],
  ])('is taken where it %s', (_, images, counts) => {
    expect(find(images, counts)).toEqual([]);
  });

  test.each<[number, number[], RegExp]>([
    [30, [10, 9, 81], /asks for 10 images of dog, of which there are 9$/],
    [31, [10, 10, 80], /asks for 11 images of cat, of which there are 10$/],
    [3, [50, 50, 0], /asks for 1 images? of eel, of which there are 0$/],
  ])('of %d images is refused where a class has too few: %j', (count, counts, message) => {
    expect(find(balanced(count), counts)).toEqual([
      {
        path: ['models', 0, 'trainingImages', 'count'],
        message: expect.stringMatching(message) as string,
        input: count,
      },
    ]);
  });
});
