import { correlateFilters } from '../filters/correlate-filters.ts';
import { measureLikeness, type ComparedLayer } from '../filters/layer-comparison.ts';
import { matchFilters } from '../filters/match-filters.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import type { MatchedFiltersData } from '../schemas/figure-data.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { GAP_COLOUR, pickColour } from './colour-map.ts';
import type { FigureTable, RasterPicture } from './figure.ts';
import { readModelName, referToModel } from './model-reference.ts';
import { createRaster, drawTile, type Box } from './raster.ts';
import { capitalise } from './wording.ts';

/** Side of the picture in pixels, at most: unless there are more filters. */
const PICTURE_SIDE = 384;
/** Side of one square at most. */
const SQUARE_SIDE = 24;

/** What matched filters are made from. */
export interface MatchedFiltersInput {
  readonly figure: string;
  readonly layer: string;
  readonly first: NamedModel;
  readonly other: NamedModel;
  /** Places of an image: height × width of the layer's maps. */
  readonly places: number;
  /** Filters of each that are zero on all validation images. */
  readonly dead: { readonly first: readonly number[]; readonly other: readonly number[] };
  readonly compared: ComparedLayer;
  /** The first model beside one that was trained on the same images from another beginning, if there is one. */
  readonly again?: { readonly model: NamedModel; readonly compared: ComparedLayer } | undefined;
}

/** Matches the filters of a convolution in two models, and says what that is to be set against. */
export function computeMatchedFiltersData(input: MatchedFiltersInput): MatchedFiltersData {
  const { figure, layer, first, other, places, dead, compared, again } = input;
  const { matching, scoring } = compared.trained.filters;
  const { pairs, silent, left } = matchFilters(compared.trained.filters);
  const scored = correlateFilters(scoring);
  const describeModel = (model: NamedModel, side: 'first' | 'other') => ({
    ...referToModel(model),
    dead: [...dead[side]],
    silent: silent[side].filter((filter) => !dead[side].includes(filter)),
    left: [...left[side]],
  });
  return {
    schemaVersion: SCHEMA_VERSION,
    figure,
    layer,
    first: describeModel(first, 'first'),
    other: describeModel(other, 'other'),
    images: { matching: matching.samples / places, scoring: scoring.samples / places },
    places,
    correlations: scored.flat.first.map((_, row) =>
      scored.flat.other.map((__, column) => scored.of(row, column)),
    ),
    pairs: [...pairs],
    trained: measureLikeness(compared.trained),
    shuffled: measureLikeness(compared.shuffled),
    untrained: compared.untrained && measureLikeness(compared.untrained),
    ceiling: again
      ? { ...referToModel(again.model), ...measureLikeness(again.compared.trained) }
      : null,
  };
}

/** The filters of a model in the order of their pairs, those without a partner last. */
export function orderByMatch(data: MatchedFiltersData, side: 'first' | 'other'): number[] {
  return [...data.pairs.map((pair) => pair[side]), ...listAlone(data, side)];
}

/** The filters of a model that have no partner, dead or not, by number. */
export function listAlone(data: MatchedFiltersData, side: 'first' | 'other'): number[] {
  const { dead, silent, left } = data[side];
  return [...dead, ...silent, ...left].toSorted((a, b) => a - b);
}

/**
 * Paints how every filter of the first model correlates with every filter of the other: a row a filter of the first, a column
 * one of the other, both in the order of their pairs, so that partners meet on the diagonal. Black is no correlation, the
 * brightest colour one of 1 or −1, grey none that has a meaning.
 */
export function paintMatchedFilters(data: MatchedFiltersData): RasterPicture {
  const rows = orderByMatch(data, 'first');
  const columns = orderByMatch(data, 'other');
  const scale = findScale(data);
  const colourAt = (row: number, column: number): ArrayLike<number> => {
    const r = data.correlations[rows[row]!]![columns[column]!] ?? null;
    return r === null ? GAP_COLOUR : pickColour(Math.abs(r), 1, false);
  };
  const picture = createRaster(columns.length * scale, rows.length * scale, GAP_COLOUR);
  drawTile(picture, { height: rows.length, width: columns.length, colourAt }, 0, 0, scale);
  return picture;
}

/** Where the square of a pair lies in the picture, in pixels. */
export function locatePair(data: MatchedFiltersData, place: number): Box {
  const scale = findScale(data);
  return { left: place * scale, top: place * scale, width: scale, height: scale };
}

function findScale({ correlations }: MatchedFiltersData): number {
  const most = Math.max(correlations.length, correlations[0]?.length ?? 1);
  return Math.max(1, Math.min(SQUARE_SIDE, Math.floor(PICTURE_SIDE / most)));
}

/** One row a pair, the most alike first, then one a filter without a partner. */
export function tabulateMatchedFilters(data: MatchedFiltersData): FigureTable {
  const { first, other, pairs } = data;
  const alone = (side: 'first' | 'other') =>
    listAlone(data, side).map((filter) => {
      const { dead, silent } = data[side];
      const why = dead.includes(filter) ? 'dead' : silent.includes(filter) ? 'silent' : 'left over';
      return side === 'first' ? [filter, '', '', '', why] : ['', filter, '', '', why];
    });
  return {
    columns: [
      { key: first.model, label: `${capitalise(readModelName(first))}, filter` },
      { key: other.model, label: `${capitalise(readModelName(other))}, filter` },
      { key: 'r', label: 'Correlation' },
      { key: 'r_where_matched', label: 'Where they were matched' },
      { key: 'note', label: 'Note' },
    ],
    rows: [
      ...pairs.map(({ first: one, other: partner, r, matchingR }) => [
        one,
        partner,
        r ?? '',
        matchingR,
        r === null ? 'one is silent where they are scored' : '',
      ]),
      ...alone('first'),
      ...alone('other'),
    ],
  };
}
