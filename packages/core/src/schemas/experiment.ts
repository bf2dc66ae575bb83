import * as z from 'zod';
import { ArchitectureChoiceSchema, ArchitectureSchema } from './architecture.ts';
import { ClassNameSchema } from './class-names.ts';
import { DatasetChoiceSchema, datasetSize } from './dataset-choice.ts';
import { ModelIdSchema, NameSchema, SeedSchema } from './scalars.ts';
import type { ModelId } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

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

/** How models are trained. Sizes in images, rates per step. */
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

/** What a model's recipe has other than the experiment's. */
export const RecipeChangesSchema = RecipeSchema.partial().extend({
  optimizer: RecipeSchema.shape.optimizer.partial().optional(),
});

/**
 * On which training images a model is trained: on so many from the first on, in file order, or on a sample.
 * A `seeded` sample is drawn from the model's own seed; a `balanced` one has as many images of every class,
 * where `count` does not divide one more of the first classes.
 */
export const TrainingImagesSchema = z.union([
  z.int().min(1),
  z.strictObject({
    count: z.int().min(1),
    sample: z.enum(['first', 'seeded']),
    balanced: z.boolean().default(false),
  }),
]);
export type TrainingImages = z.infer<typeof TrainingImagesSchema>;

/** How many images a model is trained on. */
export function countTrainingImages(images: TrainingImages): number {
  return typeof images === 'number' ? images : images.count;
}

/** A model that is trained. */
export const TrainedModelSchema = z.strictObject({
  id: ModelIdSchema,
  /** What pages and captions call it; absent where that is its id. */
  name: NameSchema.min(1).optional(),
  trainingImages: TrainingImagesSchema,
  seed: SeedSchema,
  /** What its recipe has other than the experiment's. */
  recipe: RecipeChangesSchema.optional(),
});
export type TrainedModel = z.infer<typeof TrainedModelSchema>;

/** So many models a page can set side by side, and a chart can tell apart without colour. */
export const MOST_MODELS = 8;

/** The models of an experiment, in the order in which lists and legends show them. */
export const ModelsSchema = uniqueList(TrainedModelSchema, ({ id }) => id)
  .min(1)
  .max(MOST_MODELS)
  .refine((models) => new Set(models.map(nameModel)).size === models.length, {
    error: 'Expected models with different names',
  });

/** A model, and what pages and captions call it. */
export interface NamedModel {
  readonly id: ModelId;
  readonly name: string;
}

/** The models of an experiment with their names, in its order. */
export function listModels({ models }: Pick<Experiment, 'models'>): NamedModel[] {
  return models.map((model) => ({ id: model.id, name: nameModel(model) }));
}

function nameModel({ id, name }: Pick<TrainedModel, 'id' | 'name'>): string {
  return name ?? id;
}

/** So many layers the lead picture can show in a row. */
const MOST_LEAD_LAYERS = 8;

/** Which layers the figures are about; a part that is absent follows from the network. */
export const RolesChoiceSchema = z.strictObject({
  /** By default the first and the last convolution. */
  first: NameSchema.optional(),
  last: NameSchema.optional(),
  /** Beside the specimen in the lead picture, left to right. */
  lead: uniqueList(NameSchema, (name) => name)
    .min(1)
    .max(MOST_LEAD_LAYERS)
    .optional(),
});
export type RolesChoice = z.infer<typeof RolesChoiceSchema>;

/** One of every other class, of as many classes as there may be. */
const MOST_COMPANIONS = 199;

/** A test image: by its index into the test set, from 0, or the first of a class. */
const SPECIMEN_BY_INDEX = { testIndex: z.int().min(0) };
const SPECIMEN_BY_CLASS = { class: ClassNameSchema };
const SpecimenPlaceSchema = z.union([
  z.strictObject(SPECIMEN_BY_INDEX),
  z.strictObject(SPECIMEN_BY_CLASS),
]);
export type SpecimenPlace = z.infer<typeof SpecimenPlaceSchema>;

/**
 * Further specimens for the layer pages; a number takes the first image of so many other classes, by label.
 */
const COMPANIONS = {
  companions: z.union([
    z.enum(['first-of-every-other-class', 'none']),
    z.int().min(1).max(MOST_COMPANIONS),
    z.array(SpecimenPlaceSchema).min(1).max(MOST_COMPANIONS),
  ]),
};

/** Which test images are looked at, and so kept out of training and validation: that of the article's figures first. */
export const SpecimenChoiceSchema = z.union([
  z.strictObject({ ...SPECIMEN_BY_INDEX, ...COMPANIONS }),
  z.strictObject({ ...SPECIMEN_BY_CLASS, ...COMPANIONS }),
]);
export type SpecimenChoice = z.infer<typeof SpecimenChoiceSchema>;

/** The version of `experiment.json`; raised when a reader of the old shape would be wrong. */
export const EXPERIMENT_VERSION = 2;

const EXPERIMENT = {
  schemaVersion: z.literal(EXPERIMENT_VERSION),
  dataset: DatasetChoiceSchema,
  /** All layers, whatever it came from; absent where it is the article's. */
  architecture: ArchitectureSchema.optional(),
  models: ModelsSchema,
  recipe: RecipeSchema,
  roles: RolesChoiceSchema.optional(),
  specimens: SpecimenChoiceSchema,
};

/** What to train and what to show. */
export const ExperimentSchema = z.strictObject(EXPERIMENT).superRefine(assertFits);
export type Experiment = z.infer<typeof ExperimentSchema>;

/** `experiments/<profile>/experiment.json`, as its author writes it. */
export const ExperimentFileSchema = z
  .strictObject({
    /** Where editors find what may stand in it. */
    $schema: z.string().optional(),
    ...EXPERIMENT,
    architecture: ArchitectureChoiceSchema.optional(),
  })
  .superRefine(assertFits);

/** An experiment with its network as its author says it. */
export type WrittenExperiment = Omit<z.infer<typeof ExperimentFileSchema>, '$schema'>;

/** What asks for images. */
type Sizes = Pick<Experiment, 'dataset' | 'models' | 'specimens'>;

function assertFits(experiment: Sizes, context: z.RefinementCtx): void {
  const size = datasetSize(experiment.dataset);
  if (size === null) return;
  for (const { path, message, input } of findMisfits(experiment, size)) {
    context.addIssue({ code: 'custom', path, message, input });
  }
}

/** Says which fields of an experiment ask for more than a data set of a size has. */
export function findMisfits(
  { dataset, models, specimens }: Sizes,
  size: { readonly trainingImages: number; readonly testImages: number },
): { path: (string | number)[]; message: string; input: number }[] {
  const misfits = models.flatMap(({ trainingImages }, place) => {
    const input = countTrainingImages(trainingImages);
    const path = ['models', place, 'trainingImages'];
    if (typeof trainingImages !== 'number') path.push('count');
    const message = `Expected at most ${size.trainingImages}, the size of ${dataset.name}`;
    return input > size.trainingImages ? [{ path, message, input }] : [];
  });
  const message = `Expected a test image of ${dataset.name}, 0 to ${size.testImages - 1}`;
  const outside = listSpecimenPlaces(specimens).flatMap(({ place, path }) => {
    if (!('testIndex' in place) || place.testIndex < size.testImages) return [];
    return [{ path: [...path, 'testIndex'], message, input: place.testIndex }];
  });
  return [...misfits, ...outside];
}

/** The test images that an experiment names itself, each with where it does. */
export function listSpecimenPlaces(
  specimens: SpecimenChoice,
): { readonly place: SpecimenPlace; readonly path: (string | number)[] }[] {
  const { companions, ...main } = specimens;
  const others = Array.isArray(companions) ? companions : [];
  return [
    { place: main, path: ['specimens'] },
    ...others.map((place, i) => ({ place, path: ['specimens', 'companions', i] })),
  ];
}
