import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { FractionSchema } from '@layerprint/core/schemas/scalars';
import { compareGrids } from '../comparison/compare-grids.ts';
import { beforeAndAfter, HistogramDiffSchema } from '../schemas/before-and-after.ts';
import { both, bothOf, makeTable, orNone } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

/** Activation maps, filter by filter; those of another model are other filters, each told with its partner alone. */
const GridDiffSchema = z.strictObject({
  kind: z.literal('activation-grid'),
  shape: beforeAndAfter(z.array(z.int().positive())),
  /** Over all maps. */
  zeroFraction: beforeAndAfter(FractionSchema),
  mean: beforeAndAfter(z.number()),
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
  /**
   * Filters that answer to the same, matched on images that both reports show, every place a sample; the most alike first.
   * Absent where filters are compared by number.
   */
  partners: z
    .strictObject({
      specimens: z.int().min(1),
      samples: z.int().min(1),
      pairs: z.array(
        z.strictObject({
          base: z.int().min(0),
          head: z.int().min(0),
          r: z.number().min(-1).max(1),
        }),
      ),
    })
    .optional(),
  /** By number in the head; none where the model is another. */
  channels: z.array(
    z.strictObject({
      channel: z.int().min(0),
      zeroFraction: beforeAndAfter(FractionSchema),
      mean: beforeAndAfter(z.number()),
      max: beforeAndAfter(z.number().min(0)),
      relativeError: z.number().min(0).nullable(),
    }),
  ),
  /** Of all activations of the grid. */
  histogram: HistogramDiffSchema,
});
export type GridDiff = z.infer<typeof GridDiffSchema>;

/** Activation maps, filter by filter. */
export const GRIDS = defineComparedKind({
  kind: 'activation-grid',
  schema: GridDiffSchema,
  compare: compareGrids,
  judged: [
    'maps.**',
    'shape',
    'colourMaximum.models',
    'validationImages',
    'channels.<channel>',
    'channels.<channel>.validation.**',
  ],
  drawing: ['layout.**', 'modelName', 'laterActivation'],
  derived: {
    'channels.<channel>.max': 'maps.<channel>',
    'channels.<channel>.mean': 'maps.<channel>',
    'channels.<channel>.zeroFraction': 'maps.<channel>',
    'channels.<channel>.silent': 'maps.<channel>',
    'channels.<channel>.luminanceCorrelation': 'maps.<channel>',
    'colourMaximum.map': 'maps.**',
    'colourMaximum.layer': 'maps.**',
  },
  rebinned: [],
  tabulate: (data) => [tabulateGrid(data), ...tabulatePartners(data), tabulateChannels(data)],
  overlay: () => [],
});

function tabulateGrid(data: GridDiff): FigureTable {
  const { histogram } = data;
  return makeTable(
    ['Of all maps', 'Base', 'Head'],
    [
      ['Share of zeros', ...both(data.zeroFraction)],
      ['Mean', ...both(data.mean)],
      ['Maximum', ...both(data.max)],
      ['Entropy, bits', ...both(data.entropyBits)],
      ['Relative error', '', orNone(data.relativeError)],
      ['Jensen–Shannon divergence, bits', '', orNone(histogram.jensenShannonDivergenceBits)],
      ['Earth mover’s distance', '', orNone(histogram.earthMoversDistance)],
    ],
  );
}

function tabulateChannels({ channels }: GridDiff): FigureTable {
  return makeTable(
    ['Filter', 'Relative error', ...bothOf('Zeros'), ...bothOf('Mean'), ...bothOf('Maximum')],
    channels.map(({ channel, relativeError, zeroFraction, mean, max }) => [
      channel,
      orNone(relativeError),
      ...both(zeroFraction),
      ...both(mean),
      ...both(max),
    ]),
  );
}

function tabulatePartners({ partners }: GridDiff): FigureTable[] {
  if (!partners) return [];
  return [
    makeTable(
      ['Filter of the base', 'Its partner in the head', 'Correlation'],
      partners.pairs.map(({ base, head, r }) => [base, head, r]),
    ),
  ];
}
