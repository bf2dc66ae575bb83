import * as z from 'zod';
import { DatasetChoiceSchema, datasetSize } from './dataset-choice.ts';
import { SchemaVersionSchema, SeedSchema, SlugSchema } from './scalars.ts';

/**
 * The smallest number that float32 holds with all its digits. Models are trained in float32: below it a
 * rate is rounded, in the end to zero, and not by every engine alike.
 */
const SMALLEST_FLOAT32 = 2 ** -126;
/** Above it, float32 has only infinity. */
const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** A number that training can compute with. */
const Float32Schema = z
  .number()
  .max(LARGEST_FLOAT32)
  .refine(
    (value) => value === 0 || Math.abs(value) >= SMALLEST_FLOAT32,
    'Expected a number that float32 holds with all its digits, from 1.18e-38 on',
  );

/** A share of what there is, never all of it. */
const ShareBelowOneSchema = Float32Schema.min(0).refine(
  (value) => Math.fround(value) < 1,
  'Expected a number below 1, also when it is rounded to float32',
);

/** How both models are trained. Sizes in images, rates per step. */
export const RecipeSchema = z.strictObject({
  batchSize: z.int().min(1).max(4096),
  optimizer: z.strictObject({
    name: z.literal('adam'),
    learningRate: Float32Schema.positive().max(1),
    beta1: ShareBelowOneSchema,
    beta2: ShareBelowOneSchema,
    epsilon: Float32Schema.positive(),
  }),
  dropoutRate: ShareBelowOneSchema,
  maxEpochs: z.int().min(1).max(1000),
  /** Training stops after this many epochs in a row without a lower validation loss. */
  earlyStoppingPatience: z.int().min(1),
});
export type Recipe = z.infer<typeof RecipeSchema>;

/** One of the two models: it is trained on the first `trainingImages` images, in file order. */
export const ModelChoiceSchema = z.strictObject({
  trainingImages: z.int().min(1),
  seed: SeedSchema,
});
export type ModelChoice = z.infer<typeof ModelChoiceSchema>;

/** One of every other class, of as many classes as there may be. */
const MOST_COMPANIONS = 199;

/** Which test images are looked at, and so kept out of training and validation. */
export const SpecimenChoiceSchema = z.strictObject({
  /** The specimen of the article's figures, as an index into the test set, from 0. */
  testIndex: z.int().min(0),
  /** Further specimens for the layer pages; a number takes the first image of so many other classes, by label. */
  companions: z.union([
    z.enum(['first-of-every-other-class', 'none']),
    z.int().min(1).max(MOST_COMPANIONS),
  ]),
});
export type SpecimenChoice = z.infer<typeof SpecimenChoiceSchema>;

/** Folders of `dist/` that are no profile's: what other commands write would lie among its files. */
const TAKEN: readonly string[] = ['bench', 'diff', 'diff-page'];

/** The name of an experiment: of its folder, of that in `dist/` and of its page's address. */
const ProfileSchema = SlugSchema.refine((name) => !TAKEN.includes(name), {
  error: ({ input }) =>
    `Expected another name: dist/${String(input)} is the place of something else`,
});

/** `experiments/<profile>/experiment.json`: what to train and what to show. */
export const ExperimentSchema = z
  .strictObject({
    schemaVersion: SchemaVersionSchema,
    /** The same as the folder's name. */
    profile: ProfileSchema,
    dataset: DatasetChoiceSchema,
    models: z.strictObject({ benchmark: ModelChoiceSchema, dummy: ModelChoiceSchema }),
    recipe: RecipeSchema,
    specimens: SpecimenChoiceSchema,
  })
  .superRefine((experiment, context) => {
    const size = datasetSize(experiment.dataset);
    if (size === null) return;
    for (const { path, message, input } of findMisfits(experiment, size)) {
      context.addIssue({ code: 'custom', path, message, input });
    }
  });
export type Experiment = z.infer<typeof ExperimentSchema>;

/** Says which fields of an experiment ask for more than a data set of a size has. */
export function findMisfits(
  { dataset, models, specimens }: Experiment,
  size: { readonly trainingImages: number; readonly testImages: number },
): { path: string[]; message: string; input: number }[] {
  const misfits = Object.entries(models)
    .filter(([, { trainingImages }]) => trainingImages > size.trainingImages)
    .map(([name, { trainingImages }]) => ({
      path: ['models', name, 'trainingImages'],
      message: `Expected at most ${size.trainingImages}, the size of ${dataset.name}`,
      input: trainingImages,
    }));
  if (specimens.testIndex < size.testImages) return misfits;
  const message = `Expected a test image of ${dataset.name}, 0 to ${size.testImages - 1}`;
  return [...misfits, { path: ['specimens', 'testIndex'], message, input: specimens.testIndex }];
}
