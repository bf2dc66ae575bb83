import type { ImageKind, ImageSet } from '@layerprint/core/images';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import type { Parts } from '../parts.ts';
import { readPictures } from './pictures/read-pictures.ts';
import { readIdxPart, readNumpyPart } from './read-arrays.ts';
import { CIFAR100, readCifar100 } from './read-cifar100.ts';
import { refuseData } from './refuse-data.ts';
import type { SourceFiles } from './source-files.ts';
import { splitByOrder, splitBySeed } from './split-images.ts';

/** An author's data set in memory. */
export type OwnDataset = ImageKind & Parts;

/**
 * Reads an author's data set, all of it, and splits it as stated.
 *
 * @throws {LayerprintError} `data-not-supported`, naming the file and what is wrong with it; what reading files throws.
 */
export async function readOwnDataset(
  choice: OwnDatasetChoice,
  files: SourceFiles,
): Promise<OwnDataset> {
  switch (choice.name) {
    case 'cifar-100':
      return { ...CIFAR100, ...(await readCifar100(files)) };
    case 'idx':
      return readArrays(choice, (part) => readIdxPart(part, choice.classNames, files));
    case 'numpy':
      return readArrays(choice, (part) => readNumpyPart(part, choice.classNames, files));
    case 'pictures':
      return readPictureFolders(choice, files);
  }
}

/** How an array data set is split, whatever its files are. */
type ArraySplit<P> =
  | { readonly by: 'files'; readonly training: P; readonly test: P }
  | { readonly by: 'order'; readonly all: P; readonly testImages: number }
  | {
      readonly by: 'seed';
      readonly all: P;
      readonly seed: number;
      readonly testShare: number;
    };

async function readArrays<P>(
  {
    folder,
    classNames,
    split,
  }: {
    readonly folder: string;
    readonly classNames: readonly string[];
    readonly split: ArraySplit<P>;
  },
  readPart: (part: P) => Promise<ImageSet>,
): Promise<OwnDataset> {
  if (split.by !== 'files') {
    const images = await readPart(split.all);
    const parts =
      split.by === 'order'
        ? splitByOrder(images, split.testImages, folder)
        : splitBySeed(images, split, classNames);
    return { image: images.shape, classNames, ...parts };
  }
  const [training, test] = [await readPart(split.training), await readPart(split.test)];
  const [one, other] = [training, test].map(({ shape }) => Object.values(shape).join(' × '));
  if (one === other) return { image: training.shape, classNames, training, test };
  throw refuseData(folder, `has training images of ${one} and test images of ${other}`);
}

async function readPictureFolders(
  choice: Extract<OwnDatasetChoice, { name: 'pictures' }>,
  files: SourceFiles,
): Promise<OwnDataset> {
  const { split, image } = choice;
  if (split.by === 'seed') {
    const { classNames, images } = await readPictures('', choice, files);
    return { image, classNames, ...splitBySeed(images, split, classNames) };
  }
  const training = await readPictures(split.training, choice, files);
  const test = await readPictures(split.test, choice, files);
  const alone = [
    ...training.classNames.filter((name) => !test.classNames.includes(name)),
    ...test.classNames.filter((name) => !training.classNames.includes(name)),
  ];
  if (alone.length === 0) {
    return { image, classNames: training.classNames, training: training.images, test: test.images };
  }
  throw refuseData(
    choice.folder,
    `has other classes in ${split.training} than in ${split.test}: ${alone.join(', ')}`,
    'Give both the same folders of classes.',
  );
}
