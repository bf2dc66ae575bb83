import * as z from 'zod';
import { CIFAR10 } from '../images.ts';
import { ShownNameSchema, ClassNamesSchema } from './class-names.ts';
import { ActivationSchema } from './layer.ts';
import { LayersSchema } from './layers.ts';
import { FiniteNumbersSchema, NonNegativeNumbersSchema } from './numbers.ts';
import { EpochsSchema, KEPT_IS_AN_EPOCH } from './run.ts';
import {
  FractionSchema,
  ModelIdSchema,
  NameSchema,
  SchemaVersionSchema,
  SlugSchema,
} from './scalars.ts';
import { uniqueList } from './unique-list.ts';
import { HistogramSchema, SummarySchema } from './statistics.ts';

/** Which maps share one colour scale: each map alone, one model's layer, or the layer in all models. */
export const ColourScopeSchema = z.enum(['map', 'layer', 'models']);
export type ColourScope = z.infer<typeof ColourScopeSchema>;
export const COLOUR_SCOPES = ColourScopeSchema.options;

/** A layer that is an activation, and what that is: what another layer gives goes through it later. */
const LaterActivationSchema = z.strictObject({
  layer: NameSchema,
  activation: z.enum([
    ...ActivationSchema.exclude(['linear']).options,
    ...(['softmax', 'leaky-relu'] as const),
  ]),
});
export type LaterActivation = z.infer<typeof LaterActivationSchema>;

const GridSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  model: ModelIdSchema,
  /** What captions call it; absent where that is its id. */
  modelName: NameSchema.optional(),
  layer: NameSchema,
  /** Where the layer has no activation of its own and another behind it is one; absent elsewhere. */
  laterActivation: LaterActivationSchema.optional(),
  specimen: SlugSchema,
  /** `[h, w, c]`. */
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  /** How the tiles lie: rows × columns, row by row, and how many picture pixels one value takes. */
  layout: z.strictObject({
    rows: z.int().positive(),
    columns: z.int().positive(),
    scale: z.int().positive(),
    /** Picture pixels between tiles. */
    gap: z.int().min(0),
  }),
  /** Set where a model's layer has values below zero here: colours go both ways from black, and `min` is there. */
  signed: z.literal(true).optional(),
  /** How many validation images there are: a map that is silent on all of them is dead. */
  validationImages: z.int().positive(),
  /** The legend: how far from zero the brightest colour stands; black is zero in every scope. */
  colourMaximum: z.strictObject({
    /** One per channel; 0 for a silent map, which is all black. */
    map: NonNegativeNumbersSchema,
    layer: z.number().min(0),
    models: z.number().min(0),
  }),
  /** Per channel, in order. */
  channels: z.array(
    z.strictObject({
      channel: z.int().min(0),
      /** The largest, never below 0. */
      max: z.number().min(0),
      /** The smallest, never above 0; absent where no model's layer has values below zero. */
      min: z.number().max(0).optional(),
      mean: z.number(),
      zeroFraction: FractionSchema,
      /** All zero on this specimen. */
      silent: z.boolean(),
      /** Over all validation images: on how many the map is silent, and how far from zero it gets. */
      validation: z.strictObject({ silentImages: z.int().min(0), max: z.number().min(0) }),
      /** Pearson correlation with the specimen's luminance at this size; null where either is flat. */
      luminanceCorrelation: z.number().min(-1).max(1).nullable(),
    }),
  ),
  /** One array per channel, row by row: float32 in shortest exact form. */
  maps: z.array(FiniteNumbersSchema),
});
/** Activation maps of one layer of one model for one specimen: the data of a grid. */
export const ActivationGridDataSchema = GridSchema.refine(
  ({ shape: [height, width, count], channels, maps }) =>
    channels.length === count &&
    maps.length === count &&
    maps.every(({ length }) => length === height * width),
  'Expected a map of height × width values for each channel',
);
export type ActivationGridData = z.infer<typeof ActivationGridDataSchema>;

/** Jensen–Shannon, in bits; null where the values of either are all equal. */
const DivergenceSchema = z.number().min(0).max(1).nullable();

/** Distributions on the same bins. */
export const DistributionDataSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  /** What is counted, in words: "activation of conv2d_6". */
  quantity: NameSchema,
  /** Of activations, as for a grid. */
  laterActivation: LaterActivationSchema.optional(),
  /** What it is counted over, in words: "the specimen frog-4", "999 validation images". */
  over: NameSchema,
  unit: NameSchema,
  series: uniqueList(
    z.strictObject({
      /** The id of a model, or for pixel values `all` and, in colour, `red`, `green`, `blue`. */
      name: NameSchema,
      /** What captions call the model; absent where that is its id. */
      modelName: NameSchema.optional(),
      histogram: HistogramSchema,
      summary: SummarySchema,
      /** The values above zero alone, where zeros are apart; null where they are not or are all there is. */
      aboveZero: SummarySchema.nullable(),
      /** Share of the values that are below zero; absent where none is. */
      negativeFraction: FractionSchema.optional(),
    }),
    ({ name }) => name,
  ),
  /**
   * Between the two series where they are of two models, in bits, each in units of its own standard
   * deviation, zeros a cell of their own; null elsewhere, and where the values of either are all equal.
   */
  jensenShannonDivergenceBits: DivergenceSchema,
  /** The same between the first of more than two models and each of the others, in order; absent where there are not so many. */
  divergences: uniqueList(
    z.strictObject({
      model: ModelIdSchema,
      modelName: NameSchema.optional(),
      bits: DivergenceSchema,
    }),
    ({ model }) => model,
  )
    .min(2)
    .optional(),
});
export type DistributionData = z.infer<typeof DistributionDataSchema>;

const ProbabilitiesSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  specimen: SlugSchema,
  /** By label; absent where they are CIFAR-10's. */
  classNames: ClassNamesSchema.optional(),
  /** Absent where it is not known. */
  trueClass: ShownNameSchema.optional(),
  models: uniqueList(
    z.strictObject({
      model: ModelIdSchema,
      /** What captions call it; absent where that is its id. */
      modelName: NameSchema.optional(),
      /** By label, float32 in shortest exact form. */
      probabilities: z.array(FractionSchema),
      topClass: ShownNameSchema,
      entropyBits: z.number().min(0),
    }),
    ({ model }) => model,
  ),
});
/** Softmax outputs of the models for one specimen. */
export const ProbabilitiesDataSchema = ProbabilitiesSchema.refine(
  ({ classNames = CIFAR10.classNames, trueClass, models }) =>
    (trueClass === undefined || classNames.includes(trueClass)) &&
    models.every(
      ({ topClass, probabilities }) =>
        classNames.includes(topClass) && probabilities.length === classNames.length,
    ),
  'Expected a probability for each class, and classes that are there',
);
export type ProbabilitiesData = z.infer<typeof ProbabilitiesDataSchema>;

/** Layers in order, and what they hold. */
export const ArchitectureDataSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  layers: LayersSchema,
  /** How many models the report has; absent where there are two. */
  models: z.int().min(1).optional(),
  totalParameters: z.int().positive(),
});
export type ArchitectureData = z.infer<typeof ArchitectureDataSchema>;

/** Metrics by epoch, model by model. */
export const TrainingCurvesDataSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  metric: z.enum(['loss', 'accuracy']),
  unit: NameSchema,
  models: uniqueList(
    z
      .strictObject({
        model: ModelIdSchema,
        /** What captions call it; absent where that is its id. */
        modelName: NameSchema.optional(),
        /** In the list of all models, from 0; absent where it has the same in this one. */
        place: z.int().min(0).optional(),
        bestEpoch: z.int().min(1),
        epochs: EpochsSchema,
      })
      .refine(...KEPT_IS_AN_EPOCH),
    ({ model }) => model,
  ),
});
export type TrainingCurvesData = z.infer<typeof TrainingCurvesDataSchema>;

/** A picture that is not a chart: the specimen alone, or beside what successive layers make of it. */
export const PictureDataSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  specimen: SlugSchema,
  /** How many models the report has; absent where there are two. */
  models: z.int().min(1).optional(),
  /** How many of them have their weights from a file; absent where none has. */
  loaded: z.int().min(1).optional(),
  /** How many picture pixels one pixel of the specimen takes; panels are all of its size. */
  scale: z.int().positive(),
  /** Left to right. The specimen itself first; then, for a layer, the mean over its channels. */
  panels: z.array(
    z
      .strictObject({
        name: NameSchema,
        model: ModelIdSchema.nullable(),
        /** What captions call it; absent where that is its id. */
        modelName: NameSchema.optional(),
        /** As for a grid. */
        laterActivation: LaterActivationSchema.optional(),
        /** `[h, w, c]`: the channels of the specimen, one for a mean over channels. */
        shape: z.tuple([
          z.int().positive(),
          z.int().positive(),
          z.union([z.literal(1), z.literal(3)]),
        ]),
        /** How far from zero the brightest colour stands: 1 for the specimen's pixels. */
        colourMaximum: z.number().min(0),
        zeroFraction: FractionSchema,
        /** Row by row, channels innermost: float32 in shortest exact form. */
        values: FiniteNumbersSchema,
      })
      .refine(({ model, values }) => model !== null || values.every((value) => value >= 0), {
        error: 'Expected no pixel value below zero',
        path: ['values'],
      }),
  ),
});
export type PictureData = z.infer<typeof PictureDataSchema>;

/** A correlation; null where a filter is the same everywhere, so that it has no meaning. */
const CorrelationSchema = z.number().min(-1).max(1).nullable();

/** How alike a layer is in two models. */
const LikenessSchema = z.strictObject({
  /** The mean correlation of filters and their partners, on images that they were not matched by; null where none is matched. */
  score: CorrelationSchema,
  /** Debiased linear CKA, which may come out a little below 0; null where it has no meaning. */
  cka: z.number().nullable(),
});

/** A model of two whose filters are matched. */
const MatchedModelSchema = z.strictObject({
  model: ModelIdSchema,
  /** What captions call it; absent where that is its id. */
  modelName: NameSchema.optional(),
  /** Filters that are zero on all validation images. */
  dead: z.array(z.int().min(0)),
  /** Others that are silent on all images that filters are matched by. */
  silent: z.array(z.int().min(0)),
  /** Those that are left over, where the other model has fewer to match. */
  left: z.array(z.int().min(0)),
});

const MatchedFiltersSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  figure: SlugSchema,
  layer: NameSchema,
  first: MatchedModelSchema,
  other: MatchedModelSchema,
  /** Images that filters are matched by, and others that they are scored on; every place of each is a sample. */
  images: z.strictObject({ matching: z.int().min(0), scoring: z.int().min(0) }),
  /** Places of an image: height × width of its maps. */
  places: z.int().positive(),
  /** Of every filter of the first with every filter of the other, on the images that they are scored on. */
  correlations: z.array(z.array(CorrelationSchema)),
  /** The most alike first, then by number. */
  pairs: uniqueList(
    z.strictObject({
      first: z.int().min(0),
      other: z.int().min(0),
      /** Their correlation on the images that they were matched by. */
      matchingR: z.number().min(-1).max(1),
      /** On the others. */
      r: CorrelationSchema,
    }),
    ({ first }) => String(first),
  ),
  trained: LikenessSchema,
  /** The same models, the one on other images than the other. */
  shuffled: LikenessSchema,
  /** Both before training; null where that is not known of one of them. */
  untrained: LikenessSchema.nullable(),
  /** The first model and one that was trained on the same images from another beginning; null where there is none. */
  ceiling: z
    .strictObject({
      model: ModelIdSchema,
      modelName: NameSchema.optional(),
      ...LikenessSchema.shape,
    })
    .nullable(),
});
/** Filters of a convolution in two models, each with its partner. */
export const MatchedFiltersDataSchema = MatchedFiltersSchema.refine(
  ({ correlations, first, other, pairs }) => {
    const isComplete = (model: typeof first, side: 'first' | 'other', count: number): boolean => {
      const told = [
        ...model.dead,
        ...model.silent,
        ...model.left,
        ...pairs.map((pair) => pair[side]),
      ];
      return (
        told.length === count && new Set(told).size === count && told.every((at) => at < count)
      );
    };
    const columns = correlations[0]?.length ?? 0;
    return (
      correlations.every(({ length }) => length === columns) &&
      isComplete(first, 'first', correlations.length) &&
      isComplete(other, 'other', columns)
    );
  },
  'Expected every filter once, in a pair or without a partner',
);
export type MatchedFiltersData = z.infer<typeof MatchedFiltersDataSchema>;
