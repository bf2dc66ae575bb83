import * as z from 'zod';
import { CLASS_NAMES } from '../images.ts';
import { DatasetChoiceSchema } from './experiment.ts';
import { FileNameSchema, SchemaVersionSchema, Sha256Schema, SlugSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** A test image that is kept out of training and validation, and looked at. */
export const SpecimenSchema = z.strictObject({
  /** Class name and index into the test set, `frog-4`. */
  id: SlugSchema,
  testIndex: z.int().min(0),
  label: z.int().min(0).max(9),
  className: z.enum(CLASS_NAMES),
  /** `main` is the one in the article's figures; companions are on the layer pages only. */
  role: z.enum(['main', 'companion']),
  /**
   * The training image closest to it, over all training images: Euclidean distance of the 3,072 pixel
   * values divided by 255. Above 0, or the specimen would be in the training data.
   */
  nearestTraining: z.strictObject({
    index: z.int().min(0),
    label: z.int().min(0).max(9),
    distance: z.number().positive(),
  }),
});
export type Specimen = z.infer<typeof SpecimenSchema>;

/** One file of a data set in CIFAR-10's binary layout. */
export const DatasetFileSchema = z.strictObject({
  name: FileNameSchema,
  bytes: z.int().positive(),
  sha256: Sha256Schema,
});
export type DatasetFile = z.infer<typeof DatasetFileSchema>;

/** `dist/<profile>/dataset/manifest.json`: what data the report stands on, verified. */
export const DatasetManifestSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  choice: DatasetChoiceSchema,
  classNames: z.array(z.enum(CLASS_NAMES)).length(10),
  trainingImages: z.int().positive(),
  testImages: z.int().positive(),
  /** Training files in order, then the test file. */
  files: uniqueList(DatasetFileSchema, ({ name }) => name).min(2),
  /** sha256 of the files' own sha256 sums and names, in order. */
  dataHash: Sha256Schema,
  /** Main first, then companions by label. */
  specimens: uniqueList(SpecimenSchema, ({ testIndex }) => testIndex).min(1),
});
export type DatasetManifest = z.infer<typeof DatasetManifestSchema>;
