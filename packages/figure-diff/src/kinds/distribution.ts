import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { FractionSchema } from '@layerprint/core/schemas/scalars';
import { compareDistributions } from '../comparison/compare-distributions.ts';
import { specifyOverlaidDistributions } from '../page/charts/overlaid-distributions.ts';
import { beforeAndAfter, HistogramDiffSchema } from '../schemas/before-and-after.ts';
import { both, bothOf, makeTable, orNone } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

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
export type DistributionDiff = z.infer<typeof DistributionDiffSchema>;

/** Distributions, series by series, each over the other. */
export const DISTRIBUTIONS = defineComparedKind({
  kind: 'distribution',
  schema: DistributionDiffSchema,
  compare: compareDistributions,
  judged: [
    'series.<series>',
    'series.<series>.summary.n',
    'series.<series>.summary.mean',
    'series.<series>.summary.standardDeviation',
    'series.<series>.summary.quantiles.**',
  ],
  drawing: [
    'series',
    'series.<series>.modelName',
    'divergences',
    'divergences.<model>.modelName',
    'laterActivation',
  ],
  derived: {
    'series.<series>.histogram.**': 'series.<series>.summary.**',
    'series.<series>.aboveZero.**': 'series.<series>.summary.**',
    'series.<series>.summary.zeroFraction': 'series.<series>.summary.mean',
    'series.<series>.summary.skewness': 'series.<series>.summary.mean',
    'series.<series>.summary.entropyBits': 'series.<series>.summary.mean',
    jensenShannonDivergenceBits: 'series.**',
    'divergences.<model>.bits': 'series.**',
  },
  rebinned: ['series.<series>.histogram.**'],
  tabulate: (data) => [tabulateSeries(data)],
  overlay: specifyOverlaidDistributions,
});

function tabulateSeries({ series }: DistributionDiff): FigureTable {
  return makeTable(
    [
      'Of',
      ...bothOf('Zeros'),
      ...bothOf('Mean'),
      ...bothOf('Entropy, bits'),
      'Jensen–Shannon divergence, bits',
      'Earth mover’s distance',
    ],
    series.map(({ name, zeroFraction, mean, entropyBits, histogram }) => [
      name,
      ...both(zeroFraction),
      ...both(mean),
      ...both(entropyBits),
      orNone(histogram.jensenShannonDivergenceBits),
      orNone(histogram.earthMoversDistance),
    ]),
  );
}
