import { gzipSync } from 'node:zlib';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pickImage } from '@layerprint/core/images';
import {
  DatasetChoiceSchema,
  type OwnDatasetChoice,
} from '@layerprint/core/schemas/dataset-choice';
import { CIFAR100, readCifar100 } from '../../../src/dataset/own/read-cifar100.ts';
import { readOwnDataset } from '../../../src/dataset/own/read-own-dataset.ts';
import { recordSourceFiles } from '../../../src/dataset/own/source-files.ts';
import { createWorkspace } from '../../commands/workspace.ts';
import { makeIdx, makeJpeg, makeNpy, makePng, makeZip, placeFiles } from './make-files.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;

/** Reads a data set whose files were just written. */
async function read(choice: OwnDatasetChoice, files: Files) {
  const root = await createWorkspace();
  await placeFiles(root, files);
  return readOwnDataset(
    DatasetChoiceSchema.parse(choice) as OwnDatasetChoice,
    recordSourceFiles(root),
  );
}

/** What is said of a data set that cannot be read. */
async function refuse(choice: OwnDatasetChoice, files: Files): Promise<string> {
  const error: unknown = await read(choice, files).then(
    () => 'it was read',
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'data-not-supported', hint: expect.any(String) as string });
  return (error as Error).message;
}

/** Images of which each is filled with its index, and their labels. */
const grey = (count: number, side = 8) =>
  Uint8Array.from({ length: count * side * side }, (_, at) => Math.floor(at / side / side));

const IDX = {
  name: 'idx',
  folder: 'data',
  classNames: ['a', 'b'],
  split: {
    by: 'files',
    training: { images: 'train', labels: 'train-labels' },
    test: { images: 'test.gz', labels: 'test-labels' },
  },
} satisfies OwnDatasetChoice;
const IDX_FILES = {
  train: makeIdx([3, 8, 8], grey(3)),
  'train-labels': makeIdx([3], [0, 1, 1]),
  'test.gz': gzipSync(makeIdx([2, 8, 8], grey(2))),
  'test-labels': makeIdx([2], [1, 0]),
};

describe('IDX files', () => {
  it('are images and labels, gzipped or not', async () => {
    const { image, classNames, training, test } = await read(IDX, IDX_FILES);
    expect({ image, classNames }).toEqual({
      image: { height: 8, width: 8, channels: 1 },
      classNames: ['a', 'b'],
    });
    expect([[...training.labels], [...test.labels]]).toEqual([
      [0, 1, 1],
      [1, 0],
    ]);
    expect([...pickImage(training, 2)]).toEqual([...grey(3).subarray(128)]);
  });

  it.each<[string, Files, string]>([
    [
      'a label that no class has',
      { 'train-labels': makeIdx([3], [0, 2, 1]) },
      'train-labels gives image 1 the label 2; the 2 classes are 0 to 1.',
    ],
    [
      'another number of labels',
      { 'train-labels': makeIdx([2], [0, 1]) },
      'train-labels holds another number of labels, 2, than train holds images, 3.',
    ],
    [
      'labels in a table',
      { 'train-labels': makeIdx([3, 2], [0, 1, 0, 1, 0, 1]) },
      'train-labels is of the shape [3, 2], where labels are a list.',
    ],
    [
      'no images',
      { train: makeIdx([0, 8, 8], []), 'train-labels': makeIdx([0], []) },
      'train holds no images.',
    ],
    [
      'images without a width',
      { train: makeIdx([3], [1, 2, 3]) },
      'train is of the shape [3], where images are [n, h, w] or [n, h, w, 1 or 3], 8 to 128 pixels a side.',
    ],
    [
      'images that are too small',
      { train: makeIdx([3, 4, 8], grey(3).subarray(0, 96)) },
      'train is of the shape [3, 4, 8]',
    ],
    [
      'four channels',
      { train: makeIdx([3, 8, 8, 4], new Uint8Array(768)) },
      'train is of the shape [3, 8, 8, 4]',
    ],
    [
      'test images of another size',
      { 'test.gz': makeIdx([2, 12, 12], grey(2, 12)) },
      'data has training images of 8 × 8 × 1 and test images of 12 × 12 × 1.',
    ],
  ])('with %s are refused', async (_, files, message) => {
    expect(await refuse(IDX, { ...IDX_FILES, ...files })).toContain(message);
  });
});

type NumpyChoice = Extract<OwnDatasetChoice, { name: 'numpy' }>;
it.each<[string, Files, RegExp]>([
  ['a row a class', { 'train-labels': makeIdx([3, 2], [1, 0, 0, 1, 1, 0]) }, /argmax/],
  ['labels from 1 on', { 'train-labels': makeIdx([3], [1, 2, 1]) }, /by label from 0/],
  ['channels first', { train: makeIdx([3, 3, 8, 8], new Uint8Array(576)) }, /moveaxis/],
])('a hint says what to save in the place of %s', async (_, files, hint) => {
  await expect(read(IDX, { ...IDX_FILES, ...files })).rejects.toMatchObject({
    hint: expect.stringMatching(hint) as string,
  });
});

const numpy = (split: NumpyChoice['split']): NumpyChoice => ({
  name: 'numpy',
  folder: 'data',
  classNames: ['a', 'b'],
  split,
});
const at = (array: string) => ({ file: 'all.npz', array });

describe('NumPy arrays', () => {
  it('are read out of files and out of an archive, in colour and in grey', async () => {
    const colours = Uint8Array.from({ length: 2 * 8 * 8 * 3 }, (_, i) => i % 256);
    const files = {
      'x.npy': makeNpy('|u1', [2, 8, 8, 3], colours),
      'y.npy': makeNpy('<i8', [2, 1], Uint8Array.from([1, ...new Array<number>(15).fill(0)])),
      'all.npz': await makeZip({
        'x.npy': makeNpy(
          '|u1',
          [3, 8, 8, 3],
          Uint8Array.from([...colours, ...colours.subarray(0, 192)]),
        ),
        'y.npy': makeNpy('|u1', [3], Uint8Array.of(0, 1, 0)),
      }),
    };
    const training = { images: at('x'), labels: at('y') };
    const test = { images: { file: 'x.npy' }, labels: { file: 'y.npy' } };
    const found = await read(numpy({ by: 'files', training, test }), files);
    expect([[...found.training.labels], [...found.test.labels]]).toEqual([
      [0, 1, 0],
      [1, 0],
    ]);
    expect(found.image).toEqual({ height: 8, width: 8, channels: 3 });
    expect([...found.test.pixels]).toEqual([...colours]);
  });

  it.each<[string, { file: string; array?: string }, string]>([
    [
      'float64 in an archive',
      at('f'),
      'f of all.npz holds float64 (<f8), where images are unsigned bytes',
    ],
    ['an array that is not there', at('g'), 'all.npz has no array g; it has f, y.'],
    ['an archive without the name of an array', { file: 'all.npz' }, 'all.npz is an .npz.'],
    [
      'an array of what is no archive',
      { file: 'x.npy', array: 'x' },
      'x.npy is no .npz, and so has no array x.',
    ],
  ])('with %s are refused', async (_, images, message) => {
    const choice = numpy({ by: 'order', all: { images, labels: at('y') }, testImages: 1 });
    const files = {
      'x.npy': makeNpy('|u1', [2, 8, 8], grey(2)),
      'all.npz': await makeZip({
        'f.npy': makeNpy('<f8', [2, 8, 8], new Uint8Array(1024)),
        'y.npy': makeNpy('|u1', [2], Uint8Array.of(0, 1)),
      }),
    };
    expect(await refuse(choice, files)).toContain(message);
  });
});

describe('a split', () => {
  const part = { images: { file: 'x.npy' }, labels: { file: 'y.npy' } };
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
  const files = {
    'x.npy': makeNpy('|u1', [10, 8, 8], grey(10)),
    'y.npy': makeNpy('|u1', [10], Uint8Array.from(labels)),
  };
  const firsts = ({ pixels, count }: { pixels: Uint8Array; count: number }) =>
    Array.from({ length: count }, (_, index) => pixels[index * 64]!);

  it('by order takes the last images', async () => {
    const { training, test } = await read(numpy({ by: 'order', all: part, testImages: 3 }), files);
    expect([firsts(training), firsts(test)]).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [7, 8, 9],
    ]);
  });

  it('by a seed takes its share of each class, one at least, and keeps the order', async () => {
    const split = { by: 'seed', all: part, seed: 3, testShare: 0.2 } as const;
    const { training, test } = await read(numpy(split), files);
    expect([...test.labels]).toEqual([0, 0, 1]);
    expect([...training.labels]).toEqual([0, 0, 0, 0, 0, 0, 1]);
    const all = [...firsts(training), ...firsts(test)];
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const images of [training, test]) {
      expect(firsts(images)).toEqual(firsts(images).toSorted((a, b) => a - b));
    }
    const again = await read(numpy(split), files);
    expect(firsts(again.test)).toEqual(firsts(test));
    const others = await Promise.all(
      [4, 5, 6].map((seed) => read(numpy({ ...split, seed }), files)),
    );
    expect(
      new Set([test, ...others.map((one) => one.test)].map((one) => firsts(one).join())).size,
    ).toBeGreaterThan(1);
  });

  it('that leaves nothing is refused', async () => {
    const order = numpy({ by: 'order', all: part, testImages: 10 });
    expect(await refuse(order, files)).toBe(
      'data has no image left for training where the test part has 10 of 10.',
    );
    const alone = {
      ...files,
      'y.npy': makeNpy('|u1', [10], Uint8Array.from([1, ...labels.slice(1, 8), 0, 0])),
    };
    const seeded = numpy({ by: 'seed', all: part, seed: 1, testShare: 0.5 });
    expect(await refuse(seeded, alone)).toBe(
      'The class b has one image alone, which cannot be in both parts.',
    );
  });
});

describe('CIFAR-100', () => {
  const SIZES = { 'train.bin': 3, 'test.bin': 2 };
  const makeFile = (labels: number[]) =>
    Buffer.concat(labels.map((fine) => Buffer.of(19, fine, ...new Array<number>(3072).fill(fine))));

  it('has a hundred classes by name, and its fine labels', async () => {
    expect(new Set(CIFAR100.classNames).size).toBe(100);
    expect([CIFAR100.classNames[0], CIFAR100.classNames[99]]).toEqual(['apple', 'worm']);
    const root = await createWorkspace();
    await placeFiles(root, { 'train.bin': makeFile([99, 0, 42]), 'test.bin': makeFile([7, 8]) });
    const { training, test } = await readCifar100(recordSourceFiles(root), SIZES);
    expect([...training.labels, ...test.labels]).toEqual([99, 0, 42, 7, 8]);
    expect([...new Set(pickImage(training, 2))]).toEqual([42]);
  });

  it('is refused with another length or label', async () => {
    const root = await createWorkspace();
    const files = recordSourceFiles(root);
    await placeFiles(root, { 'train.bin': makeFile([1, 2]), 'test.bin': makeFile([7, 8]) });
    await expect(readCifar100(files, SIZES)).rejects.toThrow(
      'train.bin has 6,148 bytes, where CIFAR-100’s binary version has 9,222.',
    );
    await placeFiles(root, { 'train.bin': makeFile([1, 2, 100]) });
    await expect(readCifar100(files, SIZES)).rejects.toThrow(
      'train.bin gives image 2 the fine label 100; they are 0 to 99.',
    );
  });
});

const PICTURES = {
  name: 'pictures',
  folder: 'data',
  image: { height: 8, width: 12, channels: 3 },
  fit: 'stretch',
  orderSeed: 1,
  split: { by: 'folders', training: 'train', test: 'test' },
} satisfies OwnDatasetChoice;
const flat = (value: number) => () => [value, value, value];
const PICTURE_FILES = {
  'train/cat/1.png': makePng(20, 10, flat(10)),
  'train/cat/2.JPG': makeJpeg(9, 30, flat(20)),
  'train/cat/.DS_Store': 'what a Mac leaves',
  'train/dog/a.jpeg': makeJpeg(16, 16, flat(30)),
  'test/cat/3.png': makePng(12, 8, flat(40)),
  'test/dog/4.png': makePng(1, 1, flat(50)),
};

describe('folders of pictures', () => {
  it('are classes by name, each picture of the stated size', async () => {
    const { image, classNames, training, test } = await read(PICTURES, PICTURE_FILES);
    expect({ image, classNames }).toEqual({ image: PICTURES.image, classNames: ['cat', 'dog'] });
    expect([training.count, test.count]).toEqual([3, 2]);
    const byLabel = [...training.labels].map((label, index) => [
      label,
      ...new Set(pickImage(training, index)),
    ]);
    expect(byLabel.toSorted((a, b) => a[1]! - b[1]!)).toEqual([
      [0, 10],
      [0, 20],
      [1, 30],
    ]);
  });

  it('are in another order with another seed, and in grey where that is stated', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `${i < 6 ? 'a' : 'b'}/${i}.png`,
        makePng(8, 8, flat(i)),
      ]),
    );
    const readIn = async (orderSeed: number) =>
      read(
        {
          ...PICTURES,
          image: { height: 8, width: 8, channels: 1 },
          orderSeed,
          split: { by: 'seed', seed: 1, testShare: 0.34 },
        },
        files,
      );
    const [one, other] = [await readIn(1), await readIn(2)];
    expect([one.training.count, one.test.count]).toEqual([8, 4]);
    expect(one.image.channels).toBe(1);
    expect([...one.training.labels]).not.toEqual([...one.training.labels].sort());
    expect([...one.training.pixels]).not.toEqual([...other.training.pixels]);
  });

  it.each<[string, Files, string]>([
    [
      'an empty class',
      { 'train/emu/.keep': '', 'test/emu/1.png': makePng(8, 8, flat(1)) },
      'train/emu is the folder of a class and holds no picture.',
    ],
    [
      'a class that the other part lacks',
      { 'train/emu/1.png': makePng(8, 8, flat(1)) },
      'data has other classes in train than in test: emu.',
    ],
    [
      'a file beside the classes',
      { 'train/notes.txt': 'x' },
      'train/notes.txt stands where a folder a class is expected.',
    ],
    [
      'a folder in a class',
      { 'train/cat/more/1.png': 'x' },
      'train/cat/more is a folder in the folder of a class.',
    ],
    [
      'another file in a class',
      { 'train/cat/Thumbs.db': 'x' },
      'train/cat/Thumbs.db is no picture by its name',
    ],
    [
      'a GIF that is called PNG',
      { 'train/cat/9.png': 'GIF89a' },
      'train/cat/9.png is neither PNG nor JPEG, as its first bytes say.',
    ],
    ['an empty picture', { 'train/cat/9.png': '' }, 'train/cat/9.png is neither PNG nor JPEG'],
    [
      'a JPEG that is cut off',
      { 'train/cat/9.jpg': makeJpeg(30, 30, (x, y) => [x * 8, y * 8, 90]).subarray(0, 800) },
      'train/cat/9.jpg is a damaged JPEG',
    ],
    [
      'a PNG that is damaged',
      { 'train/cat/9.png': makePng(8, 8, flat(1)).fill(7, 45, 50) },
      'train/cat/9.png is a damaged PNG',
    ],
    [
      'two classes alike but for case',
      { 'train/Cat/1.png': makePng(8, 8, flat(1)) },
      'not "Cat" and "cat"',
    ],
    [
      'a name that no class can have',
      { 'train/ cat/1.png': makePng(8, 8, flat(1)) },
      '"train/ cat" has classes that cannot be: Expected a name without spaces around it',
    ],
  ])('with %s are refused', async (_, files, message) => {
    expect(await refuse(PICTURES, { ...PICTURE_FILES, ...files })).toContain(message);
  });

  it.each([
    [1, 'at least 2 classes; it holds 1'],
    [201, 'at most 200 classes; it holds 201'],
  ])('with %d classes are refused', async (count, message) => {
    const picture = makePng(8, 8, flat(1));
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`c${i}/1.png`, picture]),
    );
    const choice = { ...PICTURES, split: { by: 'seed', seed: 1, testShare: 0.5 } } as const;
    expect(await refuse(choice, files)).toContain(message);
  });

  it.each([
    ['testing', '/testing does not exist.'],
    ['train/cat/1.png', '/train/cat/1.png is no folder.'],
  ])('in the folder %s, which is none, are refused', async (test, message) => {
    const choice = { ...PICTURES, split: { ...PICTURES.split, test } };
    expect(await refuse(choice, PICTURE_FILES)).toContain(message);
  });

  it('take names in any language, and refuse a link that leads out', async () => {
    const root = await createWorkspace();
    const picture = makePng(8, 8, flat(1));
    await placeFiles(root, {
      'outside/1.png': picture,
      'data/Öl & <b>Essig/1.png': picture,
      'data/猫/1.png': picture,
    });
    const choice = { ...PICTURES, split: { by: 'seed', seed: 1, testShare: 0.5 } } as const;
    const readThere = () => readOwnDataset(choice, recordSourceFiles(join(root, 'data')));
    await placeFiles(root, { 'data/Öl & <b>Essig/2.png': picture, 'data/猫/2.png': picture });
    expect((await readThere()).classNames).toEqual(['Öl & <b>Essig', '猫']);
    await mkdir(join(root, 'data/猫'), { recursive: true });
    await symlink('../../outside/1.png', join(root, 'data/猫/3.png'));
    await expect(readThere()).rejects.toMatchObject({
      code: 'data-not-supported',
      message: expect.stringMatching(/猫\/3\.png is a link out of .*data\.$/) as string,
    });
  });
});
