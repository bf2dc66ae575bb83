import * as z from 'zod';
import { FractionSchema, ModelIdSchema, NameSchema, SlugSchema, TextSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** On how many images a rule holds, of those on which it is defined. */
export const TallySchema = z.strictObject({
  holds: z.int().min(0),
  /** Images on which it is defined. */
  of: z.int().min(0),
  /** Images that are left out: a correlation with a map that does not vary, and the like. */
  undefined: z.int().min(0),
});
export type Tally = z.infer<typeof TallySchema>;

/** A number over images, of those on which it is defined: the median, and between which two the middle half lies. */
export const OverImagesSchema = z.strictObject({
  median: z.number(),
  lowerQuartile: z.number(),
  upperQuartile: z.number(),
});
export type OverImages = z.infer<typeof OverImagesSchema>;

/** One measure of a check, wherever it is taken; null where it is defined on no image. */
export const MeasuredValueSchema = z.strictObject({
  /** Of what: "benchmark", "dummy", "dummy − benchmark", "pixels". */
  name: NameSchema,
  /** "" where unitless; "bits", "share"; "points" of a difference of shares, which is given as a share. */
  unit: NameSchema,
  /** On the main specimen. */
  specimen: z.number().nullable(),
  /** Over the validation images. */
  validation: OverImagesSchema.nullable(),
  /** By the untrained twins, over the validation images. */
  untrained: OverImagesSchema.nullable(),
  /** The same with another image in the place of its own. */
  chance: OverImagesSchema.nullable(),
});
export type MeasuredValue = z.infer<typeof MeasuredValueSchema>;

/** What became of a check. `cannot-fail`: no network of this kind could fail it. */
export const CheckVerdictSchema = z.enum(['holds', 'fails', 'undecided', 'cannot-fail']);
export type CheckVerdict = z.infer<typeof CheckVerdictSchema>;

/** One measurable part of a claim: a rule about one image, decided over many. See docs/claims.md. */
export const ClaimCheckSchema = z.strictObject({
  id: SlugSchema,
  /** A full sentence: what is said. */
  statement: TextSchema,
  /** What is measured on an image, in words. */
  measure: TextSchema,
  /** When the check holds on an image: "dummy > benchmark". */
  rule: TextSchema,
  decidedOn: z.enum(['validation', 'specimens', 'specimen']),
  /** The share of images on more than which the rule has to hold; one half where it is absent. */
  share: FractionSchema.optional(),
  verdict: CheckVerdictSchema,
  /** Why it is undecided, or why no network could fail it, as a sentence; null where it is decided. */
  reason: TextSchema.nullable(),
  /** What the rule says on the main specimen. */
  specimen: z.enum(['holds', 'fails', 'undefined']),
  specimens: TallySchema,
  validation: TallySchema,
  /** Of the untrained twins; null where no network enters, or one that is loaded, which has none. */
  untrained: TallySchema.nullable(),
  /** With another image in the place of its own; null where that has no meaning. */
  chance: TallySchema.nullable(),
  measured: uniqueList(MeasuredValueSchema, ({ name }) => name).min(1),
});
export type ClaimCheck = z.infer<typeof ClaimCheckSchema>;

/** One of the article's observations beside what was measured. */
export const ClaimSchema = z.strictObject({
  id: SlugSchema,
  /** In the article's order, from 1. */
  number: z.int().min(1),
  /** What the article says it sees, in our words. */
  sentence: TextSchema,
  /** `pixels` where no network enters. */
  restsOn: z.enum(['pixels', 'networks']),
  checks: uniqueList(ClaimCheckSchema, ({ id }) => id).min(1),
  /**
   * Of the checks that a network could fail: `holds` where every one does, `fails` where every one fails,
   * `undecided` where none holds and some are undecided; `cannot-fail` where there are none.
   */
  outcome: z.enum(['holds', 'holds-in-part', 'fails', 'undecided', 'cannot-fail']),
});
export type Claim = z.infer<typeof ClaimSchema>;

/** Something about a model that whoever reads its numbers has to know. */
export const ConditionSchema = z.strictObject({
  model: ModelIdSchema,
  kind: z.enum([
    /** No better than the best constant answer. */
    'at-chance',
    /** A layer whose maps are all dead. */
    'dead-layer',
    /** The kept weights are those of the first epoch, or of the last that was allowed. */
    'first-epoch',
    'last-epoch',
  ]),
  /** A full sentence. */
  sentence: TextSchema,
});
export type Condition = z.infer<typeof ConditionSchema>;
