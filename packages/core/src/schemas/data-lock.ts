import * as z from 'zod';
import { ClassNamesSchema } from './class-names.ts';
import { DatasetChoiceSchema } from './dataset-choice.ts';
import { ImageShapeSchema } from './image.ts';
import { SchemaVersionSchema, Sha256Schema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** A file of an author's data set. */
export const SourceFileSchema = z.strictObject({
  /** Below the folder of the data set, with forward slashes; it may be in any language. */
  path: z
    .string()
    .max(1000)
    .regex(
      /^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\p{C}\\]+$/u,
      'Expected a relative path with forward slashes and without ".."',
    ),
  bytes: z.int().min(0),
  sha256: Sha256Schema,
});
export type SourceFile = z.infer<typeof SourceFileSchema>;

/**
 * `experiments/<profile>/data-lock.json`: what an author's data set was when it was locked, every file by its hash.
 * A build holds itself to it.
 */
export const DataLockSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  /** What the experiment said of it. */
  dataset: DatasetChoiceSchema,
  image: ImageShapeSchema,
  /** By label. */
  classNames: ClassNamesSchema,
  trainingImages: z.int().positive(),
  testImages: z.int().positive(),
  /** By label; absent where the data were locked before it was recorded. */
  trainingImagesOfClasses: z.array(z.int().min(0)).optional(),
  /** By path. */
  files: uniqueList(SourceFileSchema, ({ path }) => path).min(1),
});
export type DataLock = z.infer<typeof DataLockSchema>;
