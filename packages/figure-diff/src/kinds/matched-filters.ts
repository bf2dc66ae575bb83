import * as z from 'zod';
import type { FigureTable } from '@layerprint/core';
import { compareMatchedFilters } from '../comparison/compare-matched-filters.ts';
import { beforeAndAfter } from '../schemas/before-and-after.ts';
import { both, bothOf, makeTable } from './change-table.ts';
import { defineComparedKind } from './compared-kind.ts';

const CorrelationSchema = z.number().min(-1).max(1);

/** Filters of a convolution in two models, and their partners. */
const MatchedFiltersDiffSchema = z.strictObject({
  kind: z.literal('matched-filters'),
  /** The mean correlation of partners; null where none could be compared. */
  score: beforeAndAfter(CorrelationSchema),
  /** Debiased linear CKA of the layer. */
  cka: beforeAndAfter(z.number()),
  /** By filter of the first model; none where one of the models is another, whose filters are others. */
  pairs: z.array(
    z.strictObject({
      first: z.int().min(0),
      /** Its partner in the other model; null where it has none. */
      partner: beforeAndAfter(z.int().min(0)),
      r: beforeAndAfter(CorrelationSchema),
    }),
  ),
});
export type MatchedFiltersDiff = z.infer<typeof MatchedFiltersDiffSchema>;

/** Filters and their partners, filter by filter of the first model. */
export const MATCHED_FILTERS = defineComparedKind({
  kind: 'matched-filters',
  schema: MatchedFiltersDiffSchema,
  compare: compareMatchedFilters,
  judged: [
    ...['pairs.**', 'correlations.**', 'trained.**', 'shuffled.**', 'untrained.**', 'ceiling.**'],
    ...['images.**', 'places', 'first.dead.**', 'first.silent.**', 'first.left.**'],
    ...['other.dead.**', 'other.silent.**', 'other.left.**'],
  ],
  drawing: ['first.modelName', 'other.modelName', 'ceiling.modelName'],
  derived: {},
  rebinned: [],
  tabulate: (data) => [tabulateLayer(data), tabulatePairs(data)],
  overlay: () => [],
});

function tabulateLayer({ score, cka }: MatchedFiltersDiff): FigureTable {
  return makeTable(
    ['Of the layer', 'Base', 'Head'],
    [
      ['Mean correlation of partners', ...both(score)],
      ['Debiased linear CKA', ...both(cka)],
    ],
  );
}

function tabulatePairs({ pairs }: MatchedFiltersDiff): FigureTable {
  return makeTable(
    ['Filter', ...bothOf('Partner'), ...bothOf('Correlation')],
    pairs.map(({ first, partner, r }) => [first, ...both(partner), ...both(r)]),
  );
}
