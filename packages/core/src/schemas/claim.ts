import { z } from 'zod';
import { NameSchema, SlugSchema, TextSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** A number with what it needs to be read. */
export const MeasuredValueSchema = z.strictObject({
  /** "benchmark", "dummy", "specimen". */
  name: NameSchema,
  value: z.number(),
  /** "" where unitless; "bits", "share" and so on. */
  unit: NameSchema,
  /** How many values the number is made from. */
  n: z.int().positive(),
  /** Standard deviation over specimens or seeds, and how many; null where there is only one. */
  spread: z
    .strictObject({ standardDeviation: z.number().min(0), n: z.int().min(2), over: NameSchema })
    .nullable(),
});
export type MeasuredValue = z.infer<typeof MeasuredValueSchema>;

/** One measurable part of a claim. The rule is fixed before anything is measured. */
export const ClaimCheckSchema = z.strictObject({
  id: SlugSchema,
  /** A full sentence: what is compared. */
  statement: TextSchema,
  /** When the check holds, in words and numbers: "benchmark > dummy". */
  rule: TextSchema,
  values: z.array(MeasuredValueSchema).min(1),
  holds: z.boolean(),
});
export type ClaimCheck = z.infer<typeof ClaimCheckSchema>;

/** One of the article's observations beside what was measured. */
export const ClaimSchema = z.strictObject({
  id: SlugSchema,
  /** In the article's order, from 1. */
  number: z.int().min(1),
  /** What the article says it sees, in our words. */
  sentence: TextSchema,
  checks: uniqueList(ClaimCheckSchema, ({ id }) => id).min(1),
  /** `holds` where every check does, `fails` where none does. */
  outcome: z.enum(['holds', 'holds-in-part', 'fails']),
});
export type Claim = z.infer<typeof ClaimSchema>;
