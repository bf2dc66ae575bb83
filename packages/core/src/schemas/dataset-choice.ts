import * as z from 'zod';
import { ClassNamesSchema } from './class-names.ts';
import { ImageShapeSchema } from './image.ts';
import { RelativePathSchema, SeedSchema } from './scalars.ts';

/** How many images CIFAR-10 and CIFAR-100 have. */
const CIFAR_SIZE = { trainingImages: 50_000, testImages: 10_000 };

/**
 * Where the files of an author's data set are: a folder below the checkout, or below the one that
 * `LAYERPRINT_DATA` names. No path of a machine stands in an experiment.
 */
const FOLDER = { folder: RelativePathSchema };

/** The images and the labels of an array file each; `array` names one of several in an .npz. */
const IdxPartSchema = z.strictObject({ images: RelativePathSchema, labels: RelativePathSchema });
export type IdxPart = z.infer<typeof IdxPartSchema>;
const ArrayPlaceSchema = z.strictObject({
  file: RelativePathSchema,
  array: z.string().min(1).max(100).optional(),
});
const NumpyPartSchema = z.strictObject({ images: ArrayPlaceSchema, labels: ArrayPlaceSchema });
export type NumpyPart = z.infer<typeof NumpyPartSchema>;

/** Of each class this share of the images, drawn by a seed, is the test part: never none and never all. */
const DRAWN = {
  by: z.literal('seed'),
  seed: SeedSchema,
  testShare: z.number().positive().lt(1),
};

/** What is the training part, and what the test part. */
function splitOf<S extends z.ZodType>(part: S) {
  return z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('files'), training: part, test: part }),
    /** The last images are the test part. */
    z.strictObject({ by: z.literal('order'), all: part, testImages: z.int().min(1) }),
    z.strictObject({ ...DRAWN, all: part }),
  ]);
}

/** How a picture of another aspect gets that of the images: by being stretched, or by losing what is outside of its middle. */
export const FitSchema = z.enum(['stretch', 'crop']);
export type Fit = z.infer<typeof FitSchema>;

/** The data set: drawn by our own code from a seed, CIFAR as published, or the author's own. */
export const DatasetChoiceSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('sketch-10'),
    seed: SeedSchema,
    trainingImages: z.int().min(10).max(50_000),
    testImages: z.int().min(20).max(10_000),
  }),
  z.strictObject({ name: z.literal('cifar-10') }),
  /** The binary version, with its fine labels. */
  z.strictObject({ name: z.literal('cifar-100'), ...FOLDER }),
  /** MNIST's format, also gzipped. */
  z.strictObject({
    name: z.literal('idx'),
    ...FOLDER,
    classNames: ClassNamesSchema,
    split: splitOf(IdxPartSchema),
  }),
  /** .npy and .npz. */
  z.strictObject({
    name: z.literal('numpy'),
    ...FOLDER,
    classNames: ClassNamesSchema,
    split: splitOf(NumpyPartSchema),
  }),
  /** A folder of pictures with a folder a class, PNG and JPEG. */
  z.strictObject({
    name: z.literal('pictures'),
    ...FOLDER,
    /** What all pictures are brought to. */
    image: ImageShapeSchema,
    fit: FitSchema,
    /** Of the order of the images, which would else be class by class. */
    orderSeed: SeedSchema,
    split: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('folders'),
        training: RelativePathSchema,
        test: RelativePathSchema,
      }),
      z.strictObject(DRAWN),
    ]),
  }),
]);
export type DatasetChoice = z.infer<typeof DatasetChoiceSchema>;

/** A data set whose files are the author's, and so in a lock. */
export type OwnDatasetChoice = Exclude<DatasetChoice, { name: 'sketch-10' | 'cifar-10' }>;

/** Whether a data set's files are the author's. */
export function isOwnDataset(choice: DatasetChoice): choice is OwnDatasetChoice {
  return choice.name !== 'sketch-10' && choice.name !== 'cifar-10';
}

/** How many images a data set's parts have, where that is known without its files; else null. */
export function datasetSize(
  choice: DatasetChoice,
): { readonly trainingImages: number; readonly testImages: number } | null {
  switch (choice.name) {
    case 'sketch-10':
      return choice;
    case 'cifar-10':
    case 'cifar-100':
      return CIFAR_SIZE;
    case 'idx':
    case 'numpy':
    case 'pictures':
      return null;
  }
}
