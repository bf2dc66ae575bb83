import { describe, expect, it } from 'vitest';
import { DataLockSchema } from '@layerprint/core/schemas/data-lock';
import { DatasetChoiceSchema, datasetSize } from '@layerprint/core/schemas/dataset-choice';

const IDX = {
  name: 'idx',
  folder: 'data/mnist',
  classNames: ['a', 'b'],
  split: {
    by: 'files',
    training: { images: 'a.gz', labels: 'b.gz' },
    test: { images: 'c.gz', labels: 'd.gz' },
  },
};
const PICTURES = {
  name: 'pictures',
  folder: 'data/flowers',
  image: { height: 48, width: 64, channels: 3 },
  fit: 'crop',
  orderSeed: 1,
  split: { by: 'seed', seed: 1, testShare: 0.2 },
};

/** What is said of a choice: nothing of one that fits. */
function complain(choice: unknown): string[] {
  const { error } = DatasetChoiceSchema.safeParse(choice);
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('the choice of a data set', () => {
  it.each([
    [{ name: 'cifar-10' }],
    [{ name: 'cifar-100', folder: 'data/cifar-100-binary' }],
    [IDX],
    [{ ...IDX, classNames: ['Öl & <b>Essig</b>', '猫', "l'été"] }],
    [PICTURES],
    [{ ...PICTURES, image: { height: 8, width: 128, channels: 1 }, fit: 'stretch' }],
  ])('is %j', (choice) => {
    expect(complain(choice)).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['one class', { ...IDX, classNames: ['a'] }, /^classNames: Expected at least 2 classes$/],
    [
      '201 classes',
      { ...IDX, classNames: Array.from({ length: 201 }, (_, i) => `c${i}`) },
      /^classNames: Expected at most 200 classes$/,
    ],
    [
      'two classes alike but for case',
      { ...IDX, classNames: ['Cat', 'dog', 'cAT'] },
      /^classNames: Expected names that differ in more than case, not "Cat" and "cAT"$/,
    ],
    ['a class without a name', { ...IDX, classNames: ['a', ''] }, /^classNames\.1: /],
    [
      'a class with a line in its name',
      { ...IDX, classNames: ['a', 'b\nc'] },
      /^classNames\.1: Expected a name without control characters and others that are not seen/,
    ],
    [
      'a class whose name turns the writing',
      { ...IDX, classNames: ['a', 'b\u202ec'] },
      /^classNames\.1: Expected a name without control characters and others that are not seen/,
    ],
    [
      'a class with spaces around it',
      { ...IDX, classNames: ['a', ' b'] },
      /^classNames\.1: Expected a name without spaces/,
    ],
    [
      'a folder above the checkout',
      { ...IDX, folder: '../mnist' },
      /^folder: Expected a relative path/,
    ],
    [
      'a folder of this machine',
      { ...IDX, folder: '/srv/mnist' },
      /^folder: Expected a relative path/,
    ],
    [
      'an image that is too small',
      { ...PICTURES, image: { height: 7, width: 8, channels: 3 } },
      /^image\.height: /,
    ],
    [
      'an image that is too large',
      { ...PICTURES, image: { height: 8, width: 129, channels: 3 } },
      /^image\.width: /,
    ],
    [
      'an image of two channels',
      { ...PICTURES, image: { height: 8, width: 8, channels: 2 } },
      /^image\.channels: Expected 1 channel for grey or 3 for colour$/,
    ],
    [
      'a test part that is nothing',
      { ...PICTURES, split: { by: 'seed', seed: 1, testShare: 0 } },
      /^split\.testShare: /,
    ],
    [
      'a test part that is everything',
      { ...PICTURES, split: { by: 'seed', seed: 1, testShare: 1 } },
      /^split\.testShare: /,
    ],
    ['no fit', { ...PICTURES, fit: undefined }, /^fit: /],
    ['a split of another kind', { ...PICTURES, split: { by: 'files' } }, /^split\.by: /],
    ['another name', { name: 'mnist' }, /^name: /],
  ])('is refused with %s', (_, choice, complaint) => {
    expect(complain(choice)).toEqual([expect.stringMatching(complaint)]);
  });

  it('has a known size where its files have to be one thing', () => {
    expect(datasetSize({ name: 'cifar-10' })).toEqual({
      trainingImages: 50_000,
      testImages: 10_000,
    });
    expect(datasetSize(DatasetChoiceSchema.parse(PICTURES))).toBeNull();
  });
});

describe('a lock', () => {
  const lock = (path: string) => ({
    schemaVersion: 1,
    dataset: PICTURES,
    image: PICTURES.image,
    classNames: ['a', 'b'],
    trainingImages: 1,
    testImages: 1,
    files: [{ path, bytes: 1, sha256: '0'.repeat(64) }],
  });

  it.each(['train/daisy/1.jpg', 'a b/Öl.png', '猫/…/1.png', '...png'])(
    'knows the file %s',
    (path) => {
      expect(DataLockSchema.safeParse(lock(path)).success).toBe(true);
    },
  );

  it.each([
    '/etc/passwd',
    '../x.png',
    'a/../x.png',
    'a/./x.png',
    'a//x.png',
    'a\\x.png',
    'a\nb',
    '',
    'a/',
  ])('knows no file %j', (path) => {
    expect(DataLockSchema.safeParse(lock(path)).success).toBe(false);
  });
});
