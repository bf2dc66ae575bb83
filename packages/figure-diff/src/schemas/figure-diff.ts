import * as z from 'zod';
import { ClassNameSchema } from '@layerprint/core/schemas/class-names';
import { ColourScopeSchema } from '@layerprint/core/schemas/figure-data';
import { LayerSchema } from '@layerprint/core/schemas/layer';
import { FigureFileSchema, FigureSchema, type FigureKind } from '@layerprint/core/schemas/manifest';
import {
  FractionSchema,
  ModelNameSchema,
  RelativePathSchema,
  SlugSchema,
} from '@layerprint/core/schemas/scalars';
import { HistogramSchema } from '@layerprint/core/schemas/statistics';

/** What became of a figure or a claim, from what matters most to what matters least. */
export const VerdictSchema = z.enum([
  /** So much that something said of it is no longer true: see the findings. */
  'finding-changed',
  /** Data that differ beyond the tolerances. */
  'changed',
  /** Of another model, layer or image than before, so that the two are not compared. */
  'replaced',
  /** Only in the head. */
  'added',
  /** Only in the base. */
  'removed',
  /** The same data, drawn or said differently. */
  'visual-only',
  /** Other numbers, below the stated tolerances. */
  'numeric-noise',
  /** The same bytes. */
  'identical',
]);
export type Verdict = z.infer<typeof VerdictSchema>;
/** In the order in which everything lists them. */
export const VERDICTS = VerdictSchema.options;

/** The same thing in the base and in the head; null where a side does not have it. */
export function beforeAndAfter<S extends z.ZodType>(schema: S) {
  return z.strictObject({ base: schema.nullable(), head: schema.nullable() });
}

/** A picture beside diff.json, in pixels. */
const DiffPictureFileSchema = z.strictObject({
  path: RelativePathSchema.regex(
    /^pictures\/.*\.png$/,
    'Expected a PNG in the folder pictures beside diff.json',
  ),
  width: z.int().positive(),
  height: z.int().positive(),
});

/** A PNG of a figure in the base and in the head, compared pixel by pixel. */
export const PictureDiffSchema = z.strictObject({
  /** Set on a chart's pictures: which page background it is drawn for. */
  theme: z.enum(['light', 'dark']).optional(),
  /** Set on a grid's pictures. */
  scope: ColourScopeSchema.optional(),
  /** Set on pictures of the same data laid out otherwise, for a phone or for links. */
  layout: FigureFileSchema.shape.layout,
  ...beforeAndAfter(DiffPictureFileSchema).shape,
  /** The same of a chart, its panels stacked for a phone; set where both sides have it. */
  narrow: z
    .strictObject({
      base: DiffPictureFileSchema,
      head: DiffPictureFileSchema,
      /** Where there is one of the wide chart. */
      difference: DiffPictureFileSchema.optional(),
    })
    .optional(),
  /** Null where a side has no such picture, or they are of two things, or the same bytes. */
  difference: z
    .strictObject({
      /**
       * How much brighter or darker the head is, from dark blue over grey to yellow, with the base in faint
       * grey, of all that the larger of the two covers.
       * Where both are made of squares of one size, it has one pixel a square. Lengths are its pixels.
       */
      ...DiffPictureFileSchema.shape,
      /** Share of its pixels that differ. */
      share: FractionSchema,
      /** How much darker and brighter the head gets at most, where black and white are 1 apart. */
      darker: FractionSchema,
      brighter: FractionSchema,
      /** Where the largest share differs; null where no pixel does. */
      densest: z
        .strictObject({
          /** In words: "filter 11", "the panel conv2d_4", "the upper left". */
          place: z.string(),
          left: z.int().min(0),
          top: z.int().min(0),
          width: z.int().positive(),
          height: z.int().positive(),
          /** Share of the place's own pixels that differ. */
          share: FractionSchema,
        })
        .nullable(),
    })
    .nullable(),
});
export type PictureDiff = z.infer<typeof PictureDiffSchema>;

/**
 * How far apart two distributions are, and both, to be drawn over each other. Their bins may differ:
 * inside a bin, values count as spread evenly; zeros that are set apart count as exactly zero.
 */
const HistogramDiffSchema = z.strictObject({
  ...beforeAndAfter(HistogramSchema).shape,
  /** 0 for equal distributions, 1 for distributions that have nothing in common; null too where they are of two models. */
  jensenShannonDivergenceBits: FractionSchema.nullable(),
  /** How far values have to move on average for one to become the other, in the values' unit. */
  earthMoversDistance: z.number().min(0).nullable(),
});
export type HistogramDiff = z.infer<typeof HistogramDiffSchema>;

/** Activation maps, filter by filter; of another model's none is told, since they are other filters. */
const GridDiffSchema = z.strictObject({
  kind: z.literal('activation-grid'),
  shape: beforeAndAfter(z.array(z.int().positive())),
  /** Over all maps. */
  zeroFraction: beforeAndAfter(FractionSchema),
  mean: beforeAndAfter(z.number().min(0)),
  max: beforeAndAfter(z.number().min(0)),
  /** Over bins of a quarter of each side's own standard deviation, zeros apart; null where all are equal. */
  entropyBits: beforeAndAfter(z.number().min(0)),
  /**
   * `‖head − base‖₂ / ‖base‖₂` over all values; null where the shapes differ, or the base is all zero
   * and the head is not, or the model is another.
   */
  relativeError: z.number().min(0).nullable(),
  /** The filter whose own relative error is largest; null where none differs or none can be compared. */
  worstFilter: z.strictObject({ channel: z.int().min(0), relativeError: z.number() }).nullable(),
  /** Filters that are zero on all validation images on one side only. */
  wentDead: z.array(z.int().min(0)),
  cameAlive: z.array(z.int().min(0)),
  /** Filters that are zero on this specimen on one side only. */
  fellSilent: z.array(z.int().min(0)),
  fires: z.array(z.int().min(0)),
  channels: z.array(
    z.strictObject({
      channel: z.int().min(0),
      zeroFraction: beforeAndAfter(FractionSchema),
      mean: beforeAndAfter(z.number().min(0)),
      max: beforeAndAfter(z.number().min(0)),
      relativeError: z.number().min(0).nullable(),
    }),
  ),
  /** Of all activations of the grid. */
  histogram: HistogramDiffSchema,
});

/** Distributions, series by series. */
const DistributionDiffSchema = z.strictObject({
  kind: z.literal('distribution'),
  quantity: z.string(),
  unit: z.string(),
  series: z.array(
    z.strictObject({
      /** `benchmark`, `dummy`, or `all`, `red`, `green`, `blue`. */
      name: z.string(),
      n: beforeAndAfter(z.int().positive()),
      zeroFraction: beforeAndAfter(FractionSchema),
      mean: beforeAndAfter(z.number()),
      /** As for a grid. */
      entropyBits: beforeAndAfter(z.number().min(0)),
      histogram: HistogramDiffSchema,
    }),
  ),
});

/** Class probabilities, model by model. */
const ProbabilitiesDiffSchema = z.strictObject({
  kind: z.literal('probabilities'),
  /** Those of the base by label, then those that only the head has. */
  classNames: z.array(ClassNameSchema),
  trueClass: beforeAndAfter(ClassNameSchema),
  models: z.array(
    z.strictObject({
      model: ModelNameSchema,
      topClass: beforeAndAfter(ClassNameSchema),
      topProbability: beforeAndAfter(FractionSchema),
      entropyBits: beforeAndAfter(z.number().min(0)),
      /** In the order of `classNames`; null for a class that a side does not know. */
      probabilities: beforeAndAfter(z.array(FractionSchema.nullable())),
      /** Half the sum of absolute differences: the probability that moved; null of another model or other classes. */
      totalVariation: FractionSchema.nullable(),
    }),
  ),
});

/** Curves over epochs, model by model. */
const TrainingCurvesDiffSchema = z.strictObject({
  kind: z.literal('training-curves'),
  metric: z.enum(['loss', 'accuracy']),
  unit: z.string(),
  models: z.array(
    z.strictObject({
      model: ModelNameSchema,
      /** The epoch whose weights were kept. */
      bestEpoch: beforeAndAfter(z.int().min(1)),
      /** By epoch, from 1: the last is where training stopped. */
      training: beforeAndAfter(z.array(z.number())),
      validation: beforeAndAfter(z.array(z.number())),
      /** From this epoch on the curves go their own ways; null where they never do, or are of two models. */
      partsAtEpoch: z.int().min(1).nullable(),
    }),
  ),
});

/** Layers by name: the base's in order, then those that only the head has. */
const ArchitectureDiffSchema = z.strictObject({
  kind: z.literal('architecture'),
  totalParameters: beforeAndAfter(z.int().positive()),
  layers: z.array(z.strictObject({ name: z.string(), ...beforeAndAfter(LayerSchema).shape })),
});

/** Panels by name. */
const PicturePanelsDiffSchema = z.strictObject({
  kind: z.literal('picture'),
  panels: z.array(
    z.strictObject({
      name: z.string(),
      zeroFraction: beforeAndAfter(FractionSchema),
      /** As for a grid. */
      relativeError: z.number().min(0).nullable(),
    }),
  ),
});

/** What is measured where the data of a figure differ, by the figure's kind. */
const DATA_DIFF_SCHEMAS = {
  'activation-grid': GridDiffSchema,
  distribution: DistributionDiffSchema,
  probabilities: ProbabilitiesDiffSchema,
  'training-curves': TrainingCurvesDiffSchema,
  architecture: ArchitectureDiffSchema,
  picture: PicturePanelsDiffSchema,
} as const satisfies { [K in FigureKind]: z.ZodType<{ kind: K }> };
const [first, ...others] = Object.values(DATA_DIFF_SCHEMAS);

/** What was measured on a figure's data, by the figure's kind. */
export const DataDiffSchema = z.discriminatedUnion('kind', [first!, ...others]);
export type DataDiff = z.infer<typeof DataDiffSchema>;

/** One figure in the base and in the head, matched by id. */
export const FigureDiffSchema = z.strictObject({
  ...FigureSchema.pick({
    id: true,
    number: true,
    kind: true,
    title: true,
    model: true,
    layer: true,
    specimen: true,
  }).shape,
  /** What the figure shows, for someone who does not see it. */
  alt: beforeAndAfter(z.string()),
  verdict: VerdictSchema,
  /** What changed, made from the data: plain text, one full thought each. Empty where identical. */
  sentences: z.array(z.string()),
  /** Ids of the causes that reach this figure. */
  causes: z.array(SlugSchema),
  /** For one added or removed: the figure with the same content and another id, on the other side. */
  likelyRename: SlugSchema.nullable(),
  /** Null where the data are the same bytes, of two kinds, or on one side only. */
  data: DataDiffSchema.nullable(),
  /** PNGs that are not the same on both sides; of a figure on one side only, those it has. */
  pictures: z.array(PictureDiffSchema),
});
export type FigureDiff = z.infer<typeof FigureDiffSchema>;
