import * as z from 'zod';
import { NameSchema, Sha256Schema, SlugSchema } from './scalars.ts';

/** A model that was compared, by its training and what that ended in. */
const ComparedModelSchema = z.strictObject({
  /** `pair-01-benchmark`. */
  training: SlugSchema,
  /** sha256 of weights.bin. */
  weightsHash: Sha256Schema,
});

/** A line of `experiments/<name>/study-likeness.jsonl`: how alike the convolutions of two models of a study are. */
export const LikenessLineSchema = z.strictObject({
  first: ComparedModelSchema,
  other: ComparedModelSchema,
  /** Of the images that both saw: every second to match filters by, the others to score them on. */
  dataHash: Sha256Schema,
  validationImages: z.int().min(1),
  layers: z.array(
    z.strictObject({
      layer: NameSchema,
      /** The mean correlation of filters and their partners; null where no two could be matched. */
      score: z.number().min(-1).max(1).nullable(),
      /** Debiased linear CKA; null where a model makes the same of all images. */
      cka: z.number().nullable(),
    }),
  ),
});
export type LikenessLine = z.infer<typeof LikenessLineSchema>;
