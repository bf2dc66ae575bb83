import * as z from 'zod';
import {
  FractionSchema,
  ModelIdSchema,
  NameSchema,
  SchemaVersionSchema,
  SlugSchema,
  TextSchema,
} from './scalars.ts';
import { StudyHeaderSchema, StudyLineSchema } from './study-record.ts';

/** A value as it was seen, and between what the true one lies with 95 % confidence. */
export const EstimateSchema = z.strictObject({
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
});

/** What a check does in a pair: the last four are neither. */
export const PairOutcomeSchema = z.enum([
  'holds',
  'fails',
  'equal',
  /** On half of the validation images or more. */
  'undefined',
  /** A model is no better than guessing, or dead in the layer. */
  'collapsed',
  /** The record has no number of it. */
  'unmeasured',
]);
export type PairOutcome = z.infer<typeof PairOutcomeSchema>;

/** What became of a check over all pairs. `pixels`: no network enters, so there is nothing to repeat. */
export const StudyVerdictSchema = z.enum([
  'holds',
  'fails',
  'not-settled',
  'cannot-fail',
  'pixels',
]);
export type StudyVerdict = z.infer<typeof StudyVerdictSchema>;

/** A number of every model of a kind, over the pairs in which it is defined. */
const OverPairsSchema = z.strictObject({
  mean: z.number(),
  lowest: z.number(),
  highest: z.number(),
  n: z.int().min(1),
});

/** A check over all pairs, by the rule of docs/studies.md. */
export const StudiedCheckSchema = z.strictObject({
  id: SlugSchema,
  statement: TextSchema,
  /** When it holds: "dummy > benchmark". */
  rule: TextSchema,
  verdict: StudyVerdictSchema,
  /** What is lacking, where it is not settled, as a sentence; else null. */
  reason: TextSchema.nullable(),
  /** In pairs, in their order; none of a check of pixels alone. */
  pairs: z.array(
    z.strictObject({
      pair: z.int().min(1),
      outcome: PairOutcomeSchema,
      /** Above zero is what is claimed; null where it does not count. */
      difference: z.number().nullable(),
    }),
  ),
  /** Of all pairs, those in which it holds; null where there is none. */
  share: EstimateSchema.nullable(),
  /** The mean over pairs; null where fewer than two have one. */
  difference: EstimateSchema.nullable(),
  /** Of the differences: "" where unitless, "bits", or "points" of shares, which are given as shares. */
  unit: NameSchema,
  /** That a model of the one kind has more than one of the other; null where it does not compare two. */
  superiority: FractionSchema.nullable(),
  /** What the models measure, by id, in a unit as `unit`, but "share" of shares. */
  models: z.array(
    z.strictObject({ model: ModelIdSchema, unit: NameSchema, values: OverPairsSchema.nullable() }),
  ),
  /** On what share of the validation images it holds, of a check about one model; else null. */
  images: OverPairsSchema.nullable(),
  /** On the main specimen, of the pairs in which it is defined there. */
  specimen: z.strictObject({ holds: z.int().min(0), of: z.int().min(0) }),
  /** The larger of the two tests' p, and the level that the correction for all checks holds it to; null of pixels. */
  test: z.strictObject({ p: FractionSchema, level: FractionSchema }).nullable(),
});
export type StudiedCheck = z.infer<typeof StudiedCheckSchema>;

/** A claim over all pairs. */
export const StudiedClaimSchema = z.strictObject({
  id: SlugSchema,
  /** In the article's order, from 1. */
  number: z.int().min(1),
  sentence: TextSchema,
  /** `holds-in-part` where some checks hold; `pixels` and `cannot-fail` where no other check counts. */
  verdict: z.enum([...StudyVerdictSchema.options, 'holds-in-part']),
  checks: z.array(StudiedCheckSchema).min(1),
});
export type StudiedClaim = z.infer<typeof StudiedClaimSchema>;

/** All checks over all pairs of a kind, settled together. */
const FamilySchema = z.strictObject({
  /** How many pairs are wanted, and how many there are. */
  wanted: z.int().min(1),
  complete: z.int().min(0),
  claims: z.array(StudiedClaimSchema),
});
export type StudyFamily = z.infer<typeof FamilySchema>;

/** A measure over the number of training images. */
export const SizeCurveSchema = z.strictObject({
  /** Names its chart: `size-3-zeros`. */
  id: SlugSchema,
  /** "Share of zeros of conv2d_6". */
  name: TextSchema,
  unit: NameSchema,
  /** By number of images; those of the same number that come from pairs stand apart. */
  points: z.array(
    z.strictObject({
      trainingImages: z.int().min(1),
      model: ModelIdSchema,
      part: z.enum(['pairs', 'sizes']),
      /** Of every model in which it is defined, in the order of the record. */
      values: z.array(z.number()),
      undefined: z.int().min(0),
      /** Null where fewer than two are. */
      mean: EstimateSchema.nullable(),
    }),
  ),
});
export type SizeCurve = z.infer<typeof SizeCurveSchema>;

/** How alike a convolution is in models of a study, two by two. */
export const LayerLikenessSchema = z.strictObject({
  layer: NameSchema,
  first: ModelIdSchema,
  /** The first one's own id where two seeds of the same model are compared: as alike as can be expected. */
  other: ModelIdSchema,
  /** Of every two models, in the order of their pairs; null where it is not defined. */
  scores: z.array(z.number().nullable()),
  ckas: z.array(z.number().nullable()),
  /** The means of those that are defined; null where fewer than two are. */
  score: EstimateSchema.nullable(),
  cka: EstimateSchema.nullable(),
});
export type StudiedLikeness = z.infer<typeof LayerLikenessSchema>;

/** `dist/<profile>/verdicts/study.json`: what a study comes to. */
export const StudyVerdictsSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  experiment: SlugSchema,
  /** By which rule, as the record says; null where there is no record yet. */
  rule: StudyHeaderSchema.shape.rule.nullable(),
  /** How many trainings the study asks for, and of how many the record has a line. */
  wanted: z.int().min(1),
  recorded: z.int().min(0),
  /** Every line, with what of it is not today's. */
  lines: z.array(
    z.strictObject({
      line: StudyLineSchema,
      stale: z.array(z.enum(['plan', 'data', 'code', 'claims'])),
    }),
  ),
  pairs: FamilySchema,
  controls: z.strictObject({
    'same-steps': FamilySchema.optional(),
    'same-epoch': FamilySchema.extend({ epoch: z.int().min(1) }).optional(),
  }),
  sizes: z.array(SizeCurveSchema),
  /** Where the study asks for it. */
  likeness: z
    .strictObject({
      /** Comparisons that are asked for, and those that are there of the models of the record. */
      wanted: z.int().min(1),
      compared: z.int().min(0),
      /** Of those compared, in which plan, data or code of a model are not today’s; absent of what was settled before it was told. */
      stale: z.int().min(0).optional(),
      /** Half of the images to match filters by, the others to score them on; null where nothing is compared yet. */
      validationImages: z.int().min(1).nullable(),
      /** By layer: the first model and each other, then the first model and itself from another seed. */
      layers: z.array(LayerLikenessSchema),
    })
    .optional(),
});
export type StudyVerdicts = z.infer<typeof StudyVerdictsSchema>;
