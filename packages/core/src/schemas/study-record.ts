import * as z from 'zod';
import { MEASURE_NAMES } from '../claims/measures/table.ts';
import {
  FractionSchema,
  ModelIdSchema,
  NameSchema,
  SchemaVersionSchema,
  SeedSchema,
  Sha256Schema,
  SlugSchema,
} from './scalars.ts';
import { StudyPartSchema } from './study.ts';
import { uniqueList } from './unique-list.ts';

export type { StudyPart } from './study.ts';

/** One measure of a model: on the main specimen, and over the validation images. */
export const StudyMeasureSchema = z.strictObject({
  measure: z.enum(MEASURE_NAMES),
  /** By its name; absent of an answer. */
  layer: NameSchema.optional(),
  /** Null where it is undefined. */
  specimen: z.number().nullable(),
  /** Of those images on which it is defined; null where there is none. */
  validation: z.strictObject({
    median: z.number().nullable(),
    lowerQuartile: z.number().nullable(),
    upperQuartile: z.number().nullable(),
    /** Images on which it is undefined. */
    undefined: z.int().min(0),
  }),
});
export type StudyMeasure = z.infer<typeof StudyMeasureSchema>;

/** A check of the claims that looks at this model alone, asked of every validation image. */
export const StudyCheckSchema = z
  .strictObject({
    /** The id of the check. */
    check: SlugSchema,
    /** Validation images on which it holds, of those on which it is defined. */
    holds: z.int().min(0),
    of: z.int().min(0),
    undefined: z.int().min(0),
    /** On the main specimen. */
    specimen: z.enum(['holds', 'fails', 'undefined']),
  })
  .refine(({ holds, of }) => holds <= of, {
    error: 'Expected it to hold on no more images than it is defined on',
  });
export type StudyCheck = z.infer<typeof StudyCheckSchema>;

/** One trained model of a study: all that is known of it once its weights are gone, and all it takes to have them again. */
export const StudyLineSchema = z
  .strictObject({
    /** `pair-01-benchmark`, `size-1000-01`, `same-steps-01-benchmark`, `same-epoch-01-dummy`. */
    id: SlugSchema,
    part: StudyPartSchema,
    /** From 1: of the pair, or of the training among those of its size. */
    pair: z.int().min(1),
    model: ModelIdSchema,
    trainingImages: z.int().min(1),
    seed: SeedSchema,
    /** sha256 of the canonical JSON of its training plan. */
    planHash: Sha256Schema,
    /** sha256 over what computes a training: its code, kernels and packages. */
    codeHash: Sha256Schema,
    dataHash: Sha256Schema,
    /** sha256 of what the claims ask of a model, without their words. */
    claimsHash: Sha256Schema,
    /** sha256 of weights.bin. */
    weightsHash: Sha256Schema,
    /** How many were trained; the last may be a part of one. */
    epochs: z.int().min(1),
    keptEpoch: z.int().min(1),
    /** Gradient steps up to the kept weights. */
    steps: z.int().min(1),
    /** Of the kept weights, over the validation images. */
    accuracy: FractionSchema,
    validationImages: z.int().min(1),
    /** Share of the validation images that are of the most frequent class: the best constant answer. */
    constantAccuracy: FractionSchema,
    /** Layers that the claims look at whose maps are zero on every validation image. */
    deadLayers: z.array(NameSchema),
    measures: uniqueList(StudyMeasureSchema, ({ measure, layer = '' }) => `${measure} ${layer}`),
    checks: uniqueList(StudyCheckSchema, ({ check }) => check),
  })
  .refine(({ epochs, keptEpoch }) => keptEpoch <= epochs, {
    error: 'Expected keptEpoch to be one of the epochs',
  })
  .refine(
    ({ validationImages, measures, checks }) =>
      checks.every((check) => check.of + check.undefined === validationImages) &&
      measures.every(({ validation }) => validation.undefined <= validationImages),
    { error: 'Expected measures and checks of as many images as validationImages says' },
  );
export type StudyLine = z.infer<typeof StudyLineSchema>;

/** The first line of a record: what it is a record of, and by which rule it is to be read. */
export const StudyHeaderSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  experiment: SlugSchema,
  rule: z.strictObject({
    document: NameSchema,
    /** The commit that last changed the rule when the record was begun. */
    commit: z.string().regex(/^[0-9a-f]{40}$/, 'Expected the whole hash of a commit'),
  }),
});
export type StudyHeader = z.infer<typeof StudyHeaderSchema>;

/** `experiments/<name>/study-record.jsonl`, parsed. */
export interface StudyRecord {
  readonly header: StudyHeader;
  /** In the study's order; there may be some missing. */
  readonly lines: readonly StudyLine[];
}
