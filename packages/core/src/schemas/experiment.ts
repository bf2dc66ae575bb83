import * as z from 'zod';
import { ArchitectureChoiceSchema, ArchitectureSchema } from './architecture.ts';
import { findAlikeNames, ShownNameSchema } from './class-names.ts';
import { DatasetChoiceSchema, datasetSize, FitSchema } from './dataset-choice.ts';
import {
  Float32Schema,
  ModelIdSchema,
  NameSchema,
  RelativePathSchema,
  SeedSchema,
  ShareBelowOneSchema,
} from './scalars.ts';
import type { ModelId } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

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
export const TrainingImagesSchema = z.union(
  [
    z.int().min(1),
    z.strictObject({
      count: z.int().min(1),
      sample: z.enum(['first', 'seeded']),
      balanced: z.boolean().default(false),
    }),
  ],
  'Expected a number of images, or { "count": 500, "sample": "seeded" }',
);
export type TrainingImages = z.infer<typeof TrainingImagesSchema>;

/** How many images a model is trained on. */
export function countTrainingImages(images: TrainingImages): number {
  return typeof images === 'number' ? images : images.count;
}

/**
 * How many of so many images are a class's where all classes have as many, and the first ones what is left over.
 *
 * @param label Of the class, from 0.
 */
export function shareOfClass(count: number, classes: number, label: number): number {
  return Math.floor(count / classes) + (label < count % classes ? 1 : 0);
}

const NAMED_MODEL = {
  id: ModelIdSchema,
  /** What pages and captions call it; absent where that is its id. */
  name: ShownNameSchema.regex(
    /^[^{}]*$/,
    'Expected a name without braces, which stand for names in the sentences of claims',
  ).optional(),
};

/** A model that is trained. */
export const TrainedModelSchema = z.strictObject({
  ...NAMED_MODEL,
  trainingImages: TrainingImagesSchema,
  seed: SeedSchema,
  /** What its recipe has other than the experiment's. */
  recipe: RecipeChangesSchema.optional(),
});
export type TrainedModel = z.infer<typeof TrainedModelSchema>;

/** A model whose weights the author has: nothing of it is trained, and nothing drawn from a seed. */
export const LoadedModelSchema = z.strictObject({
  ...NAMED_MODEL,
  weights: z.strictObject({
    /** Below the experiment's folder; its weights are in files beside it that it names. */
    file: RelativePathSchema.regex(
      /\.json$/,
      'Expected the model.json of a TF.js model, as tensorflowjs_converter makes one of what Keras has saved',
    ),
  }),
});
export type LoadedModel = z.infer<typeof LoadedModelSchema>;

/** A model of an experiment. */
export const ModelSchema = z.union(
  [TrainedModelSchema, LoadedModelSchema],
  'Expected a model that is trained, with "trainingImages" and "seed", or one with "weights" from a file',
);
export type Model = z.infer<typeof ModelSchema>;

/** Whether a model is trained, and not loaded. */
export function isTrainedModel(model: Model): model is TrainedModel {
  return !('weights' in model);
}

/** So many models a page can set side by side, and a chart can tell apart without colour. */
export const MOST_MODELS = 8;

/** The models of an experiment, in the order in which lists and legends show them. */
export const ModelsSchema = uniqueList(ModelSchema, ({ id }) => id)
  .min(1)
  .max(MOST_MODELS)
  .refine((models) => findAlike(models) === undefined, {
    error: ({ input }) => {
      const [one, other] = findAlike(input as Model[])!;
      return `Expected models with names that differ in more than case, not "${one}" and "${other}"`;
    },
  })
  // Vega reads a string in a legend that is called as what every object has for a variable, and draws no chart.
  .refine((models) => !models.map(nameModel).some(isOfEveryObject), {
    error: ({ input }) =>
      `Expected models with names that a legend can have, not "${(input as Model[]).map(nameModel).find(isOfEveryObject)!}"`,
  });

function isOfEveryObject(name: string): boolean {
  return name in Object.prototype;
}

/** Two models of which a page would not tell which is which; those with one id are told by their ids. */
function findAlike(models: readonly Model[]): readonly [string, string] | undefined {
  const different = [...new Map(models.map((model) => [model.id, nameModel(model)])).values()];
  return findAlikeNames(different);
}

/** A model, and what pages and captions call it. */
export interface NamedModel {
  readonly id: ModelId;
  readonly name: string;
  /** Set where its weights are the author's, and no training made them. */
  readonly isLoaded?: true;
}

/** The models of an experiment with their names, in its order. */
export function listModels({ models }: { readonly models: readonly Model[] }): NamedModel[] {
  return models.map((model) => ({
    id: model.id,
    name: nameModel(model),
    ...(!isTrainedModel(model) && { isLoaded: true }),
  }));
}

function nameModel({ id, name }: Pick<Model, 'id' | 'name'>): string {
  return name ?? id;
}

/** So many layers the lead picture can show in a row. */
const MOST_LEAD_LAYERS = 8;

/**
 * Which layers the figures are about, each one that gives maps: height × width × channels. A part that is absent follows
 * from the network.
 */
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
const SPECIMEN_BY_CLASS = { class: ShownNameSchema };
/** A picture of the author's, which is no test image. */
const SPECIMEN_BY_FILE = {
  /** Below the experiment's folder. */
  file: RelativePathSchema.regex(
    /\.(?:[pP][nN][gG]|[jJ][pP][eE]?[gG])$/,
    'Expected a picture: .png, .jpg or .jpeg',
  ),
  /** What it shows, where that is a class of the data; absent where it is none, or not known. */
  class: ShownNameSchema.optional(),
  /** Absent where it is as the data set's own pictures get it, and `crop` where these are no pictures. */
  fit: FitSchema.optional(),
};
const PLACE = 'Expected a test image by "testIndex" or by "class", or a picture by "file"';
const SpecimenPlaceSchema = z.union(
  [
    z.strictObject(SPECIMEN_BY_INDEX),
    z.strictObject(SPECIMEN_BY_CLASS),
    z.strictObject(SPECIMEN_BY_FILE),
  ],
  PLACE,
);
export type SpecimenPlace = z.infer<typeof SpecimenPlaceSchema>;

/**
 * Further specimens for the layer pages; a number takes the first image of so many other classes, by label.
 */
const COMPANIONS = {
  companions: z.union(
    [
      z.enum(['first-of-every-other-class', 'none']),
      z.int().min(1).max(MOST_COMPANIONS),
      z.array(SpecimenPlaceSchema).min(1).max(MOST_COMPANIONS),
    ],
    'Expected "first-of-every-other-class", "none", a number of other classes, or a list of pictures',
  ),
};

/**
 * Which pictures are looked at, that of the article's figures first: test images, which are kept out of training and
 * validation therefore, and pictures of the author's.
 */
export const SpecimenChoiceSchema = z.union(
  [
    z.strictObject({ ...SPECIMEN_BY_INDEX, ...COMPANIONS }),
    z.strictObject({ ...SPECIMEN_BY_CLASS, ...COMPANIONS }),
    z.strictObject({ ...SPECIMEN_BY_FILE, ...COMPANIONS }),
  ],
  `${PLACE}, with "companions"`,
);
export type SpecimenChoice = z.infer<typeof SpecimenChoiceSchema>;

/** The version of `experiment.json`; raised when a reader of the old shape would be wrong. */
export const EXPERIMENT_VERSION = 2;

const FieldsSchema = z.strictObject({
  schemaVersion: z.literal(EXPERIMENT_VERSION),
  dataset: DatasetChoiceSchema,
  /** All layers, whatever it came from; absent where it is the article's. */
  architecture: ArchitectureSchema.optional(),
  models: ModelsSchema,
  /** How models are trained; absent where none is. */
  recipe: RecipeSchema.optional(),
  roles: RolesChoiceSchema.optional(),
  specimens: SpecimenChoiceSchema,
});
type Fields = z.infer<typeof FieldsSchema>;

/** What to train and what to show. */
export const ExperimentSchema = FieldsSchema.superRefine(assertFits).superRefine(assertRecipe);
export type Experiment = z.infer<typeof ExperimentSchema>;

/** `experiments/<profile>/experiment.json`, as its author writes it. */
export const ExperimentFileSchema = z
  .strictObject({
    /** Where editors find what may stand in it. */
    $schema: z.string().optional(),
    ...FieldsSchema.shape,
    architecture: ArchitectureChoiceSchema.optional(),
  })
  .superRefine(assertFits)
  .superRefine(assertRecipe);

/** An experiment with its network as its author says it. */
export type WrittenExperiment = Omit<z.infer<typeof ExperimentFileSchema>, '$schema'>;

/** What asks for images. */
type Sizes = Pick<Fields, 'dataset' | 'models' | 'specimens'>;

function assertFits(experiment: Sizes, context: z.RefinementCtx): void {
  const size = datasetSize(experiment.dataset);
  if (size === null) return;
  for (const { path, message, input } of findMisfits(experiment, size)) {
    context.addIssue({ code: 'custom', path, message, input });
  }
}

/** A recipe is of trainings: without one it says nothing. */
function assertRecipe(
  { models, recipe }: Pick<Fields, 'models' | 'recipe'>,
  context: z.RefinementCtx,
): void {
  const trained = models.filter(isTrainedModel);
  if (models.length === 0 || trained.length > 0 === (recipe !== undefined)) return;
  const message =
    trained.length > 0
      ? `Expected a recipe, by which ${trained.map(({ id }) => id).join(', ')} ${trained.length > 1 ? 'are' : 'is'} trained`
      : 'Expected no recipe, as no model is trained';
  context.addIssue({ code: 'custom', path: ['recipe'], message, input: recipe });
}

/** How much there is of a data set. */
interface DatasetSize {
  readonly trainingImages: number;
  readonly testImages: number;
  readonly classNames?: readonly string[];
  /** By label, where it is known. */
  readonly trainingImagesOfClasses?: readonly number[] | undefined;
}

/** A field that asks for more than there is. */
interface Misfit {
  readonly path: (string | number)[];
  readonly message: string;
  readonly input: number;
}

/** Says which fields of an experiment ask for more than a data set of a size has. */
export function findMisfits({ dataset, models, specimens }: Sizes, size: DatasetSize): Misfit[] {
  const misfits = models.flatMap((model, place) => {
    if (!isTrainedModel(model)) return [];
    const { trainingImages } = model;
    const input = countTrainingImages(trainingImages);
    const path = ['models', place, 'trainingImages'];
    if (typeof trainingImages !== 'number') path.push('count');
    const message =
      input > size.trainingImages
        ? `Expected at most ${size.trainingImages}, the size of ${dataset.name}`
        : findRareClass(trainingImages, size);
    return message === undefined ? [] : [{ path, message, input }];
  });
  const message = `Expected a test image of ${dataset.name}, 0 to ${size.testImages - 1}`;
  const outside = listSpecimenPlaces(specimens).flatMap(({ place, path }) => {
    if (!('testIndex' in place) || place.testIndex < size.testImages) return [];
    return [{ path: [...path, 'testIndex'], message, input: place.testIndex }];
  });
  return [...misfits, ...outside];
}

/** Says of which class there are too few images for a balanced sample, where there are. */
function findRareClass(
  images: TrainingImages,
  { trainingImagesOfClasses: counts = [], classNames = [] }: DatasetSize,
): string | undefined {
  if (typeof images === 'number' || !images.balanced) return undefined;
  const share = (label: number) => shareOfClass(images.count, counts.length, label);
  const label = counts.findIndex((count, i) => count < share(i));
  if (label === -1) return undefined;
  return `Expected so few that every class has as many: it asks for ${share(label)} images of ${classNames[label]}, of which there are ${counts[label]}`;
}

/** The pictures that an experiment names itself, each with where it does. */
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
