import * as z from 'zod';
import { ArchitectureSchema } from './architecture.ts';
import { DataLockSchema } from './data-lock.ts';
import { DatasetChoiceSchema } from './dataset-choice.ts';
import {
  ExperimentSchema,
  RecipeSchema,
  SpecimenChoiceSchema,
  TrainedModelSchema,
} from './experiment.ts';
import { ModelIdSchema, SchemaVersionSchema, SlugSchema } from './scalars.ts';
import { StudyPartSchema } from './study.ts';

/**
 * A plan is the part of an experiment that one task reads. Splitting the experiment into plans is what
 * lets Nx see that a change to one model's size leaves the other models as they are.
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
  model: ModelIdSchema,
  choice: TrainedModelSchema.pick({ trainingImages: true, seed: true }),
  /** Absent where it is the article's. */
  architecture: ArchitectureSchema.optional(),
  /** The experiment's, with what differs for this model. */
  recipe: RecipeSchema,
  /**
   * Gradient steps to train, exactly, with the last weights kept: neither `maxEpochs` nor early stopping ends it.
   * Absent where these do, and the best weights are kept.
   */
  steps: z.int().min(1).optional(),
});
export type TrainingPlan = z.infer<typeof TrainingPlanSchema>;

/** What one training of a study needs to know. */
export const StudyTrainingPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  id: SlugSchema,
  part: StudyPartSchema,
  /** From 1: of the pair, or of the training among those of its size. */
  pair: z.int().min(1),
  /** Of a model of the experiment, with what the study changes of it. */
  plan: TrainingPlanSchema,
  /** The training of the study whose kept weights' gradient steps are the steps of this one. */
  sameStepsAs: SlugSchema.optional(),
});
export type StudyTrainingPlan = z.infer<typeof StudyTrainingPlanSchema>;

/** What the figures and claims need to know: all of the experiment. */
export const ReportPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  experiment: ExperimentSchema,
});
export type ReportPlan = z.infer<typeof ReportPlanSchema>;
