import { CIFAR10, type ImageSet } from '@layerprint/core/images';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import { SlugSchema } from '@layerprint/core/schemas/scalars';
import { describe, expect, it } from 'vitest';
import { chooseSpecimens } from '../../src/dataset/choose-specimens.ts';
import { isTestSpecimen, SpecimenSchema } from '@layerprint/core/schemas/dataset';
import type { SpecimenPicture } from '../../src/dataset/choose-specimens.ts';
const IMAGE_BYTES = 3072;

/** Images of one grey each. */
function makeImages(labels: number[], greys: number[]): ImageSet {
  const pixels = new Uint8Array(labels.length * IMAGE_BYTES);
  greys.forEach((grey, index) => pixels.fill(grey, index * IMAGE_BYTES, (index + 1) * IMAGE_BYTES));
  return { shape: CIFAR10.image, count: labels.length, pixels, labels: Uint8Array.from(labels) };
}

const FIRSTS = 'first-of-every-other-class';
const TRAINING = makeImages([3, 8], [0, 200]);

/** Behind the test images stands another one of the last class, to validate on. */
const choose = (choice: SpecimenChoice, test: ImageSet, classNames = CIFAR10.classNames) =>
  chooseSpecimens(choice, classNames, { training: TRAINING, test: appendImage(test) });

function appendImage({ shape, count, pixels, labels }: ImageSet): ImageSet {
  return {
    shape,
    count: count + 1,
    pixels: Uint8Array.from([...pixels, ...new Uint8Array(IMAGE_BYTES).fill(254)]),
    labels: Uint8Array.from([...labels, labels.at(-1)!]),
  };
}

it('takes the chosen image and the first of every other class, by label', () => {
  const labels = [9, 6, 6, 0, 9, 8, 7, 5, 4, 3, 2, 1, 0];
  const test = makeImages(
    labels,
    labels.map((_, index) => 10 + index),
  );
  const specimens = choose({ testIndex: 2, companions: FIRSTS }, test);
  expect(specimens.map(({ id }) => id)).toEqual([
    'frog-2',
    'airplane-3',
    'automobile-11',
    'bird-10',
    'cat-9',
    'deer-8',
    'dog-7',
    'horse-6',
    'ship-5',
    'truck-0',
  ]);
  expect(specimens.map(({ role }) => role)).toEqual([
    'main',
    ...Array.from({ length: 9 }, () => 'companion'),
  ]);
  for (const { label, className, testIndex } of specimens.filter(isTestSpecimen)) {
    expect(label).toBe(labels[testIndex]);
    expect(className).toBe(CIFAR10.classNames[label]);
  }
});

it.each([
  [1, ['dog-0', 'airplane-1']],
  [2, ['dog-0', 'airplane-1', 'bird-2']],
  [9, ['dog-0', 'airplane-1', 'bird-2', 'truck-3']],
])('takes the first of %d other classes where so many are wanted', (companions, ids) => {
  const test = makeImages([5, 0, 2, 9], [1, 2, 3, 4]);
  expect(choose({ testIndex: 0, companions }, test).map(({ id }) => id)).toEqual(ids);
});

it('takes the chosen image alone where no companions are wanted', () => {
  const test = makeImages([1, 2], [1, 2]);
  expect(choose({ testIndex: 1, companions: 'none' }, test)).toHaveLength(1);
});

it("gives the nearest training image's index, label and distance on pixels from 0 to 1", () => {
  const test = makeImages([8], [149]);
  const [specimen] = choose({ testIndex: 0, companions: FIRSTS }, test);
  expect(specimen!.nearestTraining).toEqual({
    index: 1,
    label: 8,
    distance: Math.sqrt(51 * 51 * 3072) / 255,
  });
});

it.each([
  ['the chosen specimen', 0],
  ['a companion', 1],
])('refuses %s when it is a training image, byte for byte', (_, testIndex) => {
  const test = makeImages([1, 2], [200, 5]);
  expect(() => choose({ testIndex, companions: FIRSTS }, test)).toThrow(
    expect.objectContaining({
      code: 'specimen-in-training',
      message: 'The specimen, test image 0 (automobile), is also training image 1, byte for byte.',
    }),
  );
});

it('accepts an image that differs from a training image in one byte', () => {
  const test = makeImages([1], [200]);
  test.pixels[1000] = 201;
  const [specimen] = choose({ testIndex: 0, companions: FIRSTS }, test);
  expect(specimen!.nearestTraining.distance).toBe(1 / 255);
});

it('refuses an index past the end of the test set', () => {
  const test = makeImages([1, 2], [1, 2]);
  expect(() => choose({ testIndex: 3, companions: FIRSTS }, test)).toThrow(
    expect.objectContaining({ code: 'specimen-out-of-range' }),
  );
});

it.each([
  ['Golden Retriever', 'golden-retriever-0'],
  ['Öl & Essig', 'ol-essig-0'],
  ['../../etc', 'etc-0'],
  ['<script>', 'script-0'],
  ['_hidden', 'hidden-0'],
  ['aquarium_fish', 'aquarium_fish-0'],
  ['猫', 'class-0'],
  ['7', '7-0'],
  ['x'.repeat(60), `${'x'.repeat(60)}-0`],
])('makes of the class %s an id for paths and addresses', (name, id) => {
  const [specimen] = choose({ testIndex: 0, companions: 'none' }, makeImages([0], [9]), [
    name,
    'b',
  ]);
  expect(specimen).toMatchObject({ id, className: name });
  expect(SlugSchema.parse(id)).toBe(id);
});

it('takes the first image of a class that is named, and the companions that are named', () => {
  const test = makeImages([5, 6, 2, 6, 9], [1, 2, 3, 4, 5]);
  const ids = (choice: SpecimenChoice) => choose(choice, test).map(({ id }) => id);
  expect(ids({ class: 'frog', companions: 'none' })).toEqual(['frog-1']);
  expect(ids({ class: 'frog', companions: 2 })).toEqual(['frog-1', 'bird-2', 'dog-0']);
  expect(
    ids({ class: 'frog', companions: [{ testIndex: 3 }, { class: 'truck' }, { class: 'dog' }] }),
  ).toEqual(['frog-1', 'frog-3', 'truck-4', 'dog-0']);
});

it.each<[string, SpecimenChoice, number[]]>([
  ['the only test image is the specimen', { testIndex: 0, companions: 'none' }, [4]],
  ['every class has one test image', { testIndex: 1, companions: FIRSTS }, [0, 1, 2]],
  ['all are named', { testIndex: 1, companions: [{ testIndex: 0 }] }, [5, 5]],
])('refuses to leave no image to validate on, where %s', (_, choice, labels) => {
  const test = makeImages(
    labels,
    labels.map((_, i) => 10 + i),
  );
  const parts = { training: TRAINING, test };
  expect(() => chooseSpecimens(choice, CIFAR10.classNames, parts)).toThrow(
    expect.objectContaining({
      code: 'no-validation-image',
      message: `No test image is left to validate the models on: the data set has ${labels.length}, and the specimens take all.`,
    }),
  );
  const left = { ...parts, test: appendImage(test) };
  expect(chooseSpecimens(choice, CIFAR10.classNames, left)).toHaveLength(labels.length);
});

it('refuses a class without a test image, and an image that is chosen twice', () => {
  const test = makeImages([5, 6], [1, 2]);
  expect(() => choose({ class: 'truck', companions: 'none' }, test)).toThrow(
    expect.objectContaining({
      code: 'specimen-out-of-range',
      message: 'The specimen should be of the class truck, of which there is no test image.',
    }),
  );
  expect(() => choose({ testIndex: 1, companions: [{ class: 'frog' }] }, test)).toThrow(
    expect.objectContaining({ code: 'specimen-twice' }),
  );
});

describe('a picture of the author’s', () => {
  const picture = (grey: number): SpecimenPicture => ({
    pixels: new Uint8Array(IMAGE_BYTES).fill(grey),
    sha256: 'a'.repeat(64),
    fit: 'crop',
  });
  const test = makeImages([5, 6, 2, 2], [11, 12, 13, 14]);
  const look = (choice: SpecimenChoice, greys: Readonly<Record<string, number>>) =>
    chooseSpecimens(
      choice,
      CIFAR10.classNames,
      { training: TRAINING, test },
      new Map(Object.entries(greys).map(([file, grey]) => [file, picture(grey)])),
    );

  it('is a specimen by its file, with its class where that is known', () => {
    const companions = [{ testIndex: 2 }, { file: 'b/odd.jpeg' }];
    const [main, tested, odd] = look(
      { file: 'Frog 1.png'.replace(' ', '_'), class: 'frog', companions },
      { 'Frog_1.png': 20, 'b/odd.jpeg': 30 },
    );
    expect(main).toMatchObject({
      id: 'frog_1-png',
      file: 'Frog_1.png',
      className: 'frog',
      label: 6,
    });
    expect(main).toMatchObject({ role: 'main', fit: 'crop', nearestTraining: { index: 0 } });
    expect(tested).toMatchObject({ id: 'bird-2', testIndex: 2 });
    expect(odd).toMatchObject({ id: 'b-odd-jpeg', role: 'companion' });
    expect(odd).not.toHaveProperty('className');
    for (const specimen of [main, tested, odd]) {
      expect(SpecimenSchema.parse(specimen)).toEqual(specimen);
    }
  });

  it.each<[string, SpecimenChoice, string[]]>([
    [
      'of a class',
      { file: 'a.png', class: 'frog', companions: 'first-of-every-other-class' },
      ['a-png', 'bird-2', 'dog-0'],
    ],
    [
      'of any class',
      { file: 'a.png', companions: 'first-of-every-other-class' },
      ['a-png', 'bird-2', 'dog-0', 'frog-1'],
    ],
    ['of any class, with one other', { file: 'a.png', companions: 1 }, ['a-png', 'bird-2']],
  ])('%s has the first of the other classes beside it', (_, choice, ids) => {
    expect(look(choice, { 'a.png': 50 }).map(({ id }) => id)).toEqual(ids);
  });

  it.each<[string, SpecimenChoice, Readonly<Record<string, number>>, object]>([
    [
      'a training image',
      { file: 'a.png', companions: 'none' },
      { 'a.png': 200 },
      {
        code: 'specimen-in-training',
        message: 'The specimen, a.png, is also training image 1, byte for byte.',
      },
    ],
    [
      'a test image',
      { file: 'a.png', companions: 'none' },
      { 'a.png': 12 },
      {
        code: 'specimen-in-test',
        hint: 'Name it by "testIndex": 1, so that it is kept out of validation.',
      },
    ],
    [
      'named twice',
      { file: 'a.png', companions: [{ file: 'a.png' }] },
      { 'a.png': 50 },
      {
        code: 'specimen-twice',
        message: 'Two specimens would be called a-png: a.png is one of them.',
      },
    ],
    [
      'called as another',
      { file: 'b/a.png', companions: [{ file: 'B-a.png' }] },
      { 'b/a.png': 50, 'B-a.png': 60 },
      { code: 'specimen-twice' },
    ],
  ])('is refused where it is %s', (_, choice, greys, error) => {
    expect(() => look(choice, greys)).toThrow(expect.objectContaining(error));
  });
});
