import * as z from 'zod';
import { DataLockSchema } from './data-lock.ts';
import { DatasetChoiceSchema } from './dataset-choice.ts';
import { ModelChoiceSchema, RecipeSchema, SpecimenChoiceSchema } from './experiment.ts';
import { ModelNameSchema, SchemaVersionSchema, SlugSchema } from './scalars.ts';

/**
 * A plan is the part of an experiment that one task reads. Splitting the experiment into plans is what
 * lets Nx see that a change to one model's size leaves the other model as it is.
 */
export const DatasetPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  dataset: DatasetChoiceSchema,
  /** Of an author's data set. */
  lock: DataLockSchema.optional(),
  specimens: SpecimenChoiceSchema,
});
export type DatasetPlan = z.infer<typeof DatasetPlanSchema>;

/** What one training needs to know, besides the data set. */
export const TrainingPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  model: ModelNameSchema,
  choice: ModelChoiceSchema,
  recipe: RecipeSchema,
});
export type TrainingPlan = z.infer<typeof TrainingPlanSchema>;
