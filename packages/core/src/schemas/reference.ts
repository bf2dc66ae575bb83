import * as z from 'zod';
import { ClaimSchema } from './claim.ts';
import { LoadedRunSchema, RunFieldsSchema } from './run.ts';
import {
  ModelIdSchema,
  NameSchema,
  SchemaVersionSchema,
  Sha256Schema,
  SlugSchema,
  sortKeys,
  TextSchema,
} from './scalars.ts';

/** What is remembered of a training: enough to say from which epoch on another one went its own way. */
const TrainedReferenceSchema = RunFieldsSchema.pick({
  backend: true,
  versions: true,
  epochs: true,
  bestEpoch: true,
  stoppedEarly: true,
  weightsHash: true,
});
const LoadedReferenceSchema = LoadedRunSchema.pick({
  backend: true,
  versions: true,
  weightsHash: true,
  validationLoss: true,
  validationAccuracy: true,
});
export const ModelReferenceSchema = z.union([TrainedReferenceSchema, LoadedReferenceSchema]);
export type ModelReference = z.infer<typeof ModelReferenceSchema>;

/**
 * `fixtures/<profile>/reference.json`: what one build of a profile gave, for other builds to be compared
 * with.
 */
export const ReferenceSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  experimentHash: Sha256Schema,
  dataHash: Sha256Schema,
  /** By model. */
  models: z.record(ModelIdSchema, ModelReferenceSchema).overwrite(sortKeys),
  /** The numbers that the report stands on: accuracies and losses, then every claim's values. */
  headline: z.array(z.strictObject({ name: TextSchema, value: z.number(), unit: NameSchema })),
  claims: z.array(ClaimSchema.pick({ id: true, outcome: true })),
  figures: z
    .array(
      z.strictObject({
        id: SlugSchema,
        /** sha256 of the figure's JSON: its numbers. */
        dataHash: Sha256Schema,
        /** sha256 of the paths and sha256 sums of its other files, in order: its looks. */
        looksHash: Sha256Schema,
      }),
    )
    .min(1),
});
export type Reference = z.infer<typeof ReferenceSchema>;
