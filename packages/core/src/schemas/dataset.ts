import * as z from 'zod';
import { ShownNameSchema, ClassNamesSchema, LabelSchema } from './class-names.ts';
import { DatasetChoiceSchema, FitSchema } from './dataset-choice.ts';
import { ImageShapeSchema } from './image.ts';
import {
  FileNameSchema,
  RelativePathSchema,
  SchemaVersionSchema,
  Sha256Schema,
  SlugSchema,
} from './scalars.ts';
import { uniqueList } from './unique-list.ts';

const LOOKED_AT = {
  /** `main` is the one in the article's figures; companions are on the layer pages only. */
  role: z.enum(['main', 'companion']),
  /**
   * The training image closest to it, over all training images: Euclidean distance of the pixel values
   * divided by 255. Above 0, or the specimen would be in the training data.
   */
  nearestTraining: z.strictObject({
    index: z.int().min(0),
    label: LabelSchema,
    distance: z.number().positive(),
  }),
};

/** A test image that is kept out of training and validation, and looked at. */
export const TestSpecimenSchema = z.strictObject({
  /** Made of class name and index into the test set, `frog-4`. */
  id: SlugSchema,
  testIndex: z.int().min(0),
  label: LabelSchema,
  className: ShownNameSchema,
  ...LOOKED_AT,
});
export type TestSpecimen = z.infer<typeof TestSpecimenSchema>;

/** A picture of the author's that is looked at; no test image, so nothing is kept out of validation for it. */
export const PictureSpecimenSchema = z.strictObject({
  /** Made of the file's name, `frog-png`. */
  id: SlugSchema,
  /** Below the experiment's folder. */
  file: RelativePathSchema,
  /** Of the file. */
  sha256: Sha256Schema,
  fit: FitSchema,
  /** Absent, as the name of its class is, where that is not known. */
  label: LabelSchema.optional(),
  className: ShownNameSchema.optional(),
  ...LOOKED_AT,
});
export type PictureSpecimen = z.infer<typeof PictureSpecimenSchema>;

/** What is looked at. */
export const SpecimenSchema = z.union([TestSpecimenSchema, PictureSpecimenSchema]);
export type Specimen = z.infer<typeof SpecimenSchema>;

/** Whether a specimen is a test image, and no picture of the author's. */
export function isTestSpecimen(specimen: Specimen): specimen is TestSpecimen {
  return 'testIndex' in specimen;
}

/** What a specimen is, and no other may be. */
function nameSpecimen(specimen: Specimen): string | number {
  return isTestSpecimen(specimen) ? specimen.testIndex : specimen.id;
}

/** One file of a data set. */
export const DatasetFileSchema = z.strictObject({
  name: FileNameSchema,
  bytes: z.int().positive(),
  sha256: Sha256Schema,
});
export type DatasetFile = z.infer<typeof DatasetFileSchema>;

/** Whether a file of a data set is one of its test part: those of every data set are called so. */
export function isTestFile({ name }: DatasetFile): boolean {
  return name.startsWith('test_');
}

/** A test image that is also a training image. */
const LeakSchema = z.strictObject({ testIndex: z.int().min(0), trainingIndex: z.int().min(0) });
export type Leak = z.infer<typeof LeakSchema>;

/** `dist/<profile>/dataset/manifest.json`: what data the report stands on, verified. */
export const DatasetManifestSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  choice: DatasetChoiceSchema,
  /** Of every image. */
  image: ImageShapeSchema,
  /** By label. */
  classNames: ClassNamesSchema,
  trainingImages: z.int().positive(),
  testImages: z.int().positive(),
  /** Training files in order, then those of the test part. */
  files: uniqueList(DatasetFileSchema, ({ name }) => name).min(2),
  /** What an author's data set was made from, where it is one: how many files, and one hash for the list of them. */
  source: z
    .strictObject({
      files: z.int().positive(),
      bytes: z.int().min(0),
      /** sha256 of the files' own sha256 sums and paths, in order. */
      sha256: Sha256Schema,
    })
    .optional(),
  /** sha256 of the files' own sha256 sums and names, in order. */
  dataHash: Sha256Schema,
  /**
   * Test images that are also training images, byte for byte, by test image, each with the first such training
   * image: a model that has learnt an image by heart is right about it.
   */
  leaks: uniqueList(LeakSchema, ({ testIndex }) => testIndex),
  /** Main first, then companions by label. */
  specimens: uniqueList(SpecimenSchema, nameSpecimen).min(1),
  /**
   * The file of the specimens that are pictures of the author's, in their order and brought to the size of the images:
   * records as those of the other files are. It is in no hash of the data, of which it is no part.
   */
  pictures: DatasetFileSchema.optional(),
});
export type DatasetManifest = z.infer<typeof DatasetManifestSchema>;
