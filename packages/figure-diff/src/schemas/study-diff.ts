import * as z from 'zod';
import { StudiedCheckSchema, StudyVerdictSchema } from '@layerprint/core/schemas/study-verdicts';
import { beforeAndAfter } from './before-and-after.ts';
import { VerdictSchema } from './figure-diff.ts';

/** What a check came to over many pairs, on both sides; matched by its id, which begins with the control where it is over the pairs of one. */
export const StudyCheckDiffSchema = z.strictObject({
  ...StudiedCheckSchema.pick({ id: true, statement: true }).shape,
  /** Of the observation that it belongs to. */
  number: z.int().min(1),
  verdict: VerdictSchema.extract(['identical', 'changed', 'finding-changed', 'added', 'removed']),
  /** "Observation 3, concentration-tail: share of pairs 91% [79, 97] → 62% [46, 77], from holds to not settled." */
  sentence: z.string(),
  settled: beforeAndAfter(StudyVerdictSchema),
});
export type StudyCheckDiff = z.infer<typeof StudyCheckDiffSchema>;
