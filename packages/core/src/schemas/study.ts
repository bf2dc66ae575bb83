import * as z from 'zod';
import { SeedSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** More trainings of one kind than anybody waits for. */
const MOST_OF_A_KIND = 10_000;
const CountSchema = z.int().min(1).max(MOST_OF_A_KIND);

/** What a training of a study is for. */
export const StudyPartSchema = z.enum(['pairs', 'sizes', 'same-steps', 'same-epoch']);
export type StudyPart = z.infer<typeof StudyPartSchema>;

/** Pairs of models: all models of the experiment anew, each from a seed of its own. */
export const StudyPairsSchema = z.strictObject({
  count: CountSchema,
  /** Model i of pair k, both from 0, has the seed `firstSeed + k * models + i`. */
  firstSeed: SeedSchema,
});

/** The experiment's first model, trained on other numbers of images. */
export const StudySizesSchema = z.strictObject({
  trainingImages: uniqueList(z.int().min(1), (size) => size).min(1),
  /** Trainings with each number of images. */
  seeds: CountSchema,
  /** Training j of size i, both from 0, has the seed `firstSeed + i * seeds + j`. */
  firstSeed: SeedSchema,
});

/** Whether it is the images that make the difference, or the gradient steps that come with them. */
export const StudyControlsSchema = z
  .strictObject({
    /**
     * The model with more images of each of the first pairs again, stopped after as many gradient steps as the
     * other one's kept weights had taken.
     */
    sameSteps: z.strictObject({ pairs: CountSchema }).optional(),
    /** Both models of each of the first pairs again, kept after so many epochs, without early stopping. */
    sameEpoch: z.strictObject({ pairs: CountSchema, epoch: z.int().min(1).max(1000) }).optional(),
  })
  .refine(({ sameSteps, sameEpoch }) => sameSteps !== undefined || sameEpoch !== undefined, {
    error: 'Expected a control, sameSteps or sameEpoch',
  });

/**
 * How alike the filters of models are: the first model of each of the first pairs and every other of the same pair; and, as the
 * most that can be expected, the first models of every two of these pairs, of 1 and 2, of 3 and 4.
 */
export const StudyLikenessSchema = z.strictObject({ pairs: CountSchema });

const STUDY = {
  schemaVersion: z.literal(1),
  pairs: StudyPairsSchema,
  sizes: StudySizesSchema.optional(),
  controls: StudyControlsSchema.optional(),
  likeness: StudyLikenessSchema.optional(),
};

/** What a study trains: the experiment again and again, with every source of chance drawn anew. */
export const StudySchema = z.strictObject(STUDY);
export type Study = z.infer<typeof StudySchema>;

/** `experiments/<name>/study.json`, as its author writes it. */
export const StudyFileSchema = z.strictObject({
  /** Where editors find what may stand in it. */
  $schema: z.string().optional(),
  ...STUDY,
});
