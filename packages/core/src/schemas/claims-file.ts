import * as z from 'zod';
import { MEASURE_NAMES } from '../claims/measures/table.ts';
import { findNearestName } from '../nearest-name.ts';
import { NameSchema, SlugSchema, TextSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

const MeasureNameSchema = z.enum(MEASURE_NAMES, {
  error: ({ input }) => {
    const meant = typeof input === 'string' ? findNearestName(input, MEASURE_NAMES) : undefined;
    const guess = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return `Expected a measure, one of ${MEASURE_NAMES.join(', ')}${guess}`;
  },
});

/** What an author says, as a sentence: something, and nothing that no page shows. */
const SentenceSchema = TextSchema.regex(/\S/, 'Expected a sentence').regex(
  /^(?:[^\p{Cc}]|[\n\t])*$/u,
  'Expected a sentence without control characters',
);

/** A number in the unit of the measure: shares from 0 to 1. */
const ThresholdSchema = z.number();
/** A model by its id, or `pixels`: the image's own. */
const SubjectSchema = SlugSchema;

/** What says when a check holds, of which it has one. */
export const COMPARISONS = [
  'above',
  'atLeast',
  'below',
  'atMost',
  'moreThan',
  'lessThan',
  'answer',
] as const;

/** A check as its author writes it: a measure of something, and when it holds on an image. */
export const WrittenCheckSchema = z
  .strictObject({
    /** Stable over commits: checks are matched by it. No other check of the experiment has it. */
    id: SlugSchema,
    /** What is said, as a sentence with placeholders; made from the measure where it is absent. */
    statement: SentenceSchema.optional(),
    measure: MeasureNameSchema,
    /** The part that a layer plays, `first` or `last`, its name, or `pixels`; absent of an answer. */
    layer: NameSchema.optional(),
    /** Whose; absent of the pixels alone. */
    model: SlugSchema.optional(),
    /** The other model, where a measure is of two. */
    from: SlugSchema.optional(),
    /** On which images it is decided. */
    over: z.enum(['validation', 'specimens', 'specimen']).optional(),
    above: ThresholdSchema.optional(),
    atLeast: ThresholdSchema.optional(),
    below: ThresholdSchema.optional(),
    atMost: ThresholdSchema.optional(),
    /** The threshold is for how far the measure is from this number, to either side. */
    distanceFrom: z.number().optional(),
    /** Another model, or `pixels`, of which the same is measured on the same image. */
    moreThan: SubjectSchema.optional(),
    lessThan: SubjectSchema.optional(),
    /** What the top class has to be, besides. */
    answer: z.enum(['right', 'wrong']).optional(),
    /** Why no network could fail it, as a sentence. It gets no tick then, as long as untrained networks pass it too. */
    cannotFail: SentenceSchema.optional(),
  })
  .refine((check) => COMPARISONS.some((key) => check[key] !== undefined), {
    error: `Expected when it holds: one of ${COMPARISONS.join(', ')}`,
  });
export type WrittenCheck = z.infer<typeof WrittenCheckSchema>;

/** A claim as its author writes it. */
export const WrittenClaimSchema = z.strictObject({
  id: SlugSchema,
  /** What is claimed, as a sentence with placeholders: {first}, {last}, {layer:conv2d_3}, {model:benchmark}. */
  sentence: SentenceSchema,
  checks: z.array(WrittenCheckSchema).min(1),
});
export type WrittenClaim = z.infer<typeof WrittenClaimSchema>;

const VERSION = { schemaVersion: z.literal(1) };
/** In the order in which they are numbered, from 1. */
const WrittenClaimsSchema = uniqueList(WrittenClaimSchema, ({ id }) => id).min(1);

/** `experiments/<name>/claims.json`: what is claimed, or whose claims are taken over as they are. */
export const ClaimsFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    ...VERSION,
    /** Another experiment, by its folder's name. */
    claimsOf: SlugSchema.optional(),
    claims: WrittenClaimsSchema.optional(),
  })
  .refine(({ claimsOf, claims }) => (claimsOf === undefined) !== (claims === undefined), {
    error: 'Expected either "claims" or "claimsOf"',
  });
export type ClaimsFile = z.infer<typeof ClaimsFileSchema>;

/** `plan/claims.json`: what is claimed, for the tasks that measure it. */
export const ClaimsPlanSchema = z.strictObject({ ...VERSION, claims: WrittenClaimsSchema });
export type ClaimsPlan = z.infer<typeof ClaimsPlanSchema>;
