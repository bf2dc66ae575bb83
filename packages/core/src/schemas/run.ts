import * as z from 'zod';
import { LayersSchema } from './layers.ts';
import { LoadingPlanSchema, TrainingPlanSchema } from './plan.ts';
import {
  CodeFilesSchema,
  FractionSchema,
  NameSchema,
  RecordedBackendNameSchema,
  SchemaVersionSchema,
  Sha256Schema,
  sortKeys,
} from './scalars.ts';

/** What one epoch, or the last part of one, ended with. Losses are mean categorical cross-entropies per image, in nats. */
export const EpochSchema = z.strictObject({
  /** From 1. */
  epoch: z.int().min(1),
  /** Over the training images as they were seen, with dropout. */
  loss: z.number(),
  accuracy: FractionSchema,
  validationLoss: z.number(),
  validationAccuracy: FractionSchema,
});
export type Epoch = z.infer<typeof EpochSchema>;

/** Every epoch of a training, in order, from 1 on. */
export const EpochsSchema = z
  .array(EpochSchema)
  .min(1)
  .refine((epochs) => epochs.every(({ epoch }, i) => epoch === i + 1), 'Expected epochs from 1 on');

/** The epoch whose weights were kept has to be one of them. */
export const KEPT_IS_AN_EPOCH = [
  ({ bestEpoch, epochs }: { bestEpoch: number; epochs: readonly Epoch[] }) =>
    bestEpoch <= epochs.length,
  'Expected the kept epoch to be one of the epochs',
] as const;

/** The fields of a run, for what holds some of them. */
export const RunFieldsSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  plan: TrainingPlanSchema,
  /** sha256 of the canonical JSON of `plan`. */
  planHash: Sha256Schema,
  dataHash: Sha256Schema,
  trainingImages: z.int().positive(),
  /** Test images without the specimens. */
  validationImages: z.int().positive(),
  backend: RecordedBackendNameSchema,
  /** sha256 over the source files of training; absent where a run was made before it was recorded. */
  codeHash: Sha256Schema.optional(),
  /** Each of them; absent where a run was made before it was recorded. */
  codeFiles: CodeFilesSchema.optional(),
  /** Versions of what computed: `node`, `@tensorflow/tfjs-core` and so on. */
  versions: z.record(NameSchema, NameSchema).overwrite(sortKeys),
  layers: LayersSchema,
  epochs: EpochsSchema,
  /**
   * The epoch whose weights were kept: the lowest validation loss, the first of equals; the last, which may be a part
   * of one, where the plan says how many steps there are.
   */
  bestEpoch: z.int().min(1),
  stoppedEarly: z.boolean(),
  /** sha256 of weights.bin. */
  weightsHash: Sha256Schema,
});

/** How a model came to be that was trained. */
export const TrainedRunSchema = RunFieldsSchema.refine(...KEPT_IS_AN_EPOCH);
export type TrainedRun = z.infer<typeof TrainedRunSchema>;

/** How a model came to be whose weights are the author's: what they give on the validation images was measured here. */
export const LoadedRunSchema = z.strictObject({
  ...RunFieldsSchema.omit({
    trainingImages: true,
    epochs: true,
    bestEpoch: true,
    stoppedEarly: true,
  }).shape,
  plan: LoadingPlanSchema,
  ...EpochSchema.pick({ validationLoss: true, validationAccuracy: true }).shape,
});
export type LoadedRun = z.infer<typeof LoadedRunSchema>;

/** `dist/<profile>/models/<model>/run.json`: how a model came to be. No clock reaches it. */
export const RunSchema = z.union([TrainedRunSchema, LoadedRunSchema]);
export type Run = z.infer<typeof RunSchema>;

/** Whether a model was trained, and not loaded. */
export function isTrainedRun<R extends object>(run: R): run is Extract<R, { epochs: unknown }> {
  return 'epochs' in run;
}

/** What a score is found in. */
type Scored =
  | Pick<TrainedRun, 'epochs' | 'bestEpoch'>
  | Pick<LoadedRun, 'validationLoss' | 'validationAccuracy'>;

/** What the weights of a model give on the validation images. */
export function findScore(run: Scored): Pick<Epoch, 'validationLoss' | 'validationAccuracy'> {
  // A run has its kept epoch: its schema sees to it.
  return isTrainedRun(run) ? run.epochs[run.bestEpoch - 1]! : run;
}
