import * as z from 'zod';
import { ArchitectureSchema } from './architecture.ts';
import { DataLockSchema, SourceFileSchema } from './data-lock.ts';
import { DatasetChoiceSchema } from './dataset-choice.ts';
import {
  ExperimentSchema,
  RecipeSchema,
  SpecimenChoiceSchema,
  TrainedModelSchema,
} from './experiment.ts';
import {
  ModelIdSchema,
  RelativePathSchema,
  SchemaVersionSchema,
  Sha256Schema,
  SlugSchema,
} from './scalars.ts';
import { StudyPartSchema } from './study.ts';
import { uniqueList } from './unique-list.ts';

/** Files of an experiment's folder, as they were when it was planned. */
const ExperimentFilesSchema = uniqueList(SourceFileSchema, ({ path }) => path).min(1);

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
  /** Of the pictures that the specimens name; absent where they name none. */
  pictures: ExperimentFilesSchema.optional(),
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

/** What the loading of a model follows from, besides the data set. */
export const LoadingPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  model: ModelIdSchema,
  weights: z.strictObject({
    /** The model.json, below the experiment's folder. */
    file: RelativePathSchema,
    /** That file and those that hold its weights, below the experiment's folder. */
    files: ExperimentFilesSchema,
    /** sha256 of the weights in the order of the network's layers, as weights.bin holds them. */
    sha256: Sha256Schema,
  }),
  /** Absent where it is the article's. */
  architecture: ArchitectureSchema.optional(),
  /** What a dropout without a rate of its own is said to have; nothing is dropped outside of trainings. */
  recipe: RecipeSchema.pick({ dropoutRate: true }),
});
export type LoadingPlan = z.infer<typeof LoadingPlanSchema>;

/** How a model comes to be. */
export const ModelPlanSchema = z.union([TrainingPlanSchema, LoadingPlanSchema]);
export type ModelPlan = z.infer<typeof ModelPlanSchema>;

/** What the figures and claims need to know: all of the experiment. */
export const ReportPlanSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  experiment: ExperimentSchema,
});
export type ReportPlan = z.infer<typeof ReportPlanSchema>;
