import * as z from 'zod';
import { ColourScopeSchema } from '@layerprint/core/schemas/figure-data';
import { FigureFileSchema, FigureSchema } from '@layerprint/core/schemas/manifest';
import { FractionSchema, RelativePathSchema, SlugSchema } from '@layerprint/core/schemas/scalars';
import { COMPARED_KINDS } from '../kinds/compared-kinds.ts';
import { beforeAndAfter } from './before-and-after.ts';

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

const [first, ...others] = Object.values(COMPARED_KINDS).map(({ schema }) => schema);

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
