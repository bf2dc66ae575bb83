import * as z from 'zod';
import { CheckVerdictSchema, ClaimCheckSchema, ClaimSchema } from '@layerprint/core/schemas/claim';
import { beforeAndAfter } from './before-and-after.ts';
import { FigureDiffSchema, VerdictSchema } from './figure-diff.ts';
import { StudyCheckDiffSchema } from './study-diff.ts';
import { EpochSchema } from '@layerprint/core/schemas/run';
import {
  RecordedBackendNameSchema,
  ModelIdSchema,
  SchemaVersionSchema,
  Sha256Schema,
  SlugSchema,
} from '@layerprint/core/schemas/scalars';

/** What a side is: a commit, the working tree as it is, or a folder of artifacts. */
export const SideSourceSchema = z.strictObject({
  /** As the user gave it: "main", "WORKTREE", "dist/article/artifacts". */
  label: z.string(),
  from: z.enum(['commit', 'worktree', 'folder']),
  /** The commit it stands on; null for a folder. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/, 'Expected a full commit id')
    .nullable(),
  /** Whether it holds changes that are in no commit. */
  uncommitted: z.boolean(),
});
export type SideSource = z.infer<typeof SideSourceSchema>;

const NAMED = {
  /** As the comparison calls it. */
  id: ModelIdSchema,
  /** What pages and captions call it. */
  name: z.string(),
};

/** A model of a side that was trained: how it came to be and how good it is. */
const TrainedSideModelSchema = z.strictObject({
  ...NAMED,
  seed: z.int(),
  trainingImages: z.int().positive(),
  backend: RecordedBackendNameSchema,
  weightsHash: Sha256Schema,
  epochs: z.int().min(1),
  /** The epoch whose weights were kept, with its metrics. */
  best: EpochSchema,
});
/** One whose weights are the author's. */
const LoadedSideModelSchema = z.strictObject({
  ...NAMED,
  /** Which they are from, below the experiment's folder. */
  file: z.string(),
  backend: RecordedBackendNameSchema,
  weightsHash: Sha256Schema,
  /** What they give on the validation images. */
  best: EpochSchema.pick({ validationLoss: true, validationAccuracy: true }),
});
const SideModelSchema = z.union([TrainedSideModelSchema, LoadedSideModelSchema]);

/** A comparison that was written when every report had the same two models holds them by name. */
function listByName(models: unknown): unknown {
  if (typeof models !== 'object' || models === null || Array.isArray(models)) return models;
  return Object.entries(models).map(([name, model]) => ({
    id: name,
    name,
    ...(model as object),
  }));
}

/** What a side's manifest says in short. */
export const SideReportSchema = z.strictObject({
  /** sha256 of manifest.json: equal where everything is equal. */
  manifestHash: Sha256Schema,
  experimentHash: Sha256Schema,
  dataset: z.string(),
  dataHash: Sha256Schema,
  /** In the order in which lists and legends show them. */
  models: z.preprocess(listByName, z.array(SideModelSchema)),
  figures: z.int().positive(),
  claims: z.array(ClaimSchema.pick({ id: true, number: true, sentence: true, outcome: true })),
});
export type SideReport = z.infer<typeof SideReportSchema>;

/** One side of a comparison: its report, or why there is none. */
export const SideSchema = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('built'),
    source: SideSourceSchema,
    report: SideReportSchema,
  }),
  z.strictObject({
    status: z.literal('failed'),
    source: SideSourceSchema,
    /** What went wrong, and what to do. */
    failure: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }),
  }),
]);
export type Side = z.infer<typeof SideSchema>;

/** An input that is not the same on both sides. */
export const CauseSchema = z.strictObject({
  /** Stable: figures name the causes that reach them by it. */
  id: SlugSchema,
  kind: z.enum([
    'experiment',
    'data',
    'training-code',
    'engine',
    'dependency',
    /** What a training made of all the above. */
    'weights',
    'figure-code',
    /** No recorded input differs, yet results do: a build that does not repeat itself. */
    'unknown',
  ]),
  /** Which: "recipe.batchSize", "vega", "the training code". */
  input: z.string(),
  base: z.string().nullable(),
  head: z.string().nullable(),
  /** "The seed of the dummy: 2 → 3." */
  sentence: z.string(),
});
export type Cause = z.infer<typeof CauseSchema>;

/** A thing in whose place the head has another, or nothing: no number of the one is set against the other's. */
export const ReplacedSchema = z.strictObject({
  kind: z.enum(['classes', 'image', 'layer', 'model']),
  /** "dummy", "conv2d_6", "frog-4", "specimen", "validation images", "classes". */
  name: z.string(),
  /** The side that has it, where nothing on the other stands in its place. */
  only: z.enum(['base', 'head']).optional(),
  /** "The dummy is another model: seed 2 → 3." */
  sentence: z.string(),
});
export type Replaced = z.infer<typeof ReplacedSchema>;

/** Something said in the base that is no longer true in the head. */
export const FindingSchema = z.strictObject({
  /** In the order in which findings are listed. */
  kind: z.enum(['claim', 'study', 'top-class', 'early-stopping', 'dead-filters']),
  /** The claim, the check of a study as `study-…`, or the figure that shows it. */
  subject: SlugSchema,
  model: ModelIdSchema.nullable(),
  sentence: z.string(),
});
export type Finding = z.infer<typeof FindingSchema>;

/**
 * A claim in the base and in the head, matched by id; so are its checks and their values. Number, sentence
 * and statements are the head's, where it has them.
 */
export const ClaimDiffSchema = z.strictObject({
  ...ClaimSchema.pick({ id: true, number: true, sentence: true }).shape,
  verdict: VerdictSchema.exclude(['visual-only', 'replaced']),
  /** What changed, all of it: plain text, one full thought each. Empty where identical. */
  sentences: z.array(z.string()),
  outcome: beforeAndAfter(ClaimSchema.shape.outcome),
  checks: z.array(
    z.strictObject({
      ...ClaimCheckSchema.pick({ id: true, statement: true }).shape,
      rule: beforeAndAfter(z.string()),
      verdict: beforeAndAfter(CheckVerdictSchema),
      values: z.array(
        z.strictObject({
          name: z.string(),
          unit: beforeAndAfter(z.string()),
          ...beforeAndAfter(z.number()).shape,
        }),
      ),
    }),
  ),
});
export type ClaimDiff = z.infer<typeof ClaimDiffSchema>;

/** A field of the manifest that differs and that no input, figure or claim tells, or a number of a study that no check tells. */
export const OtherDiffSchema = z.strictObject({
  /** "runs.dummy.epochs.3.loss"; things that have an id or a name stand under it. */
  path: z.string(),
  verdict: VerdictSchema.extract(['changed', 'visual-only', 'numeric-noise']),
  /** As JSON; null where the side does not have it, or it is of another model. */
  ...beforeAndAfter(z.string()).shape,
  /** "runs.dummy.epochs.3.loss: 0.500 → 0.600." */
  sentence: z.string(),
});
export type OtherDiff = z.infer<typeof OtherDiffSchema>;

/** Below these, a difference of numbers is numeric noise. */
export const TolerancesSchema = z.strictObject({
  /** Of activations and of other numbers, relative. */
  relative: z.number().min(0),
  /** Of shares and probabilities, absolute. */
  share: z.number().min(0),
});
export type Tolerances = z.infer<typeof TolerancesSchema>;

/**
 * `diff.json`: what differs between two reports of one profile, by meaning. The pages of a diff are made
 * from it and from the pictures beside it, and from nothing else.
 */
export const DiffSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  profile: SlugSchema,
  base: SideSchema,
  head: SideSchema,
  tolerances: TolerancesSchema,
  /** How many figures got each verdict; all 0 where a side failed. */
  verdicts: z.record(VerdictSchema, z.int().min(0)),
  /** The same of the claims. */
  claimVerdicts: z.record(VerdictSchema, z.int().min(0)),
  /**
   * Models of the head, each with how what it is compared with is called in the base, where that is otherwise.
   * All of a comparison, its base too, calls models as the head does.
   */
  roles: z
    .array(z.strictObject({ model: ModelIdSchema, was: ModelIdSchema }))
    // A comparison that was written before models were matched has none.
    .default([]),
  /** Inputs that differ, in the order in which they take effect. */
  causes: z.array(CauseSchema),
  /** What is another thing, in the order in which one is made from the other. */
  replaced: z.array(ReplacedSchema),
  findings: z.array(FindingSchema),
  claims: z.array(ClaimDiffSchema),
  /** What the studies of both sides came to, check by check; a comparison that was written before there were any has none. */
  study: z.array(StudyCheckDiffSchema).default([]),
  /** What else differs in the manifest, in its order; then in the study. */
  others: z.array(OtherDiffSchema),
  /** In the head's order, then those only the base has; none where a side failed. */
  figures: z.array(FigureDiffSchema),
});
export type Diff = z.infer<typeof DiffSchema>;
