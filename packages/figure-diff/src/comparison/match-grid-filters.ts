import type { OpenedFigure } from '@layerprint/artifacts';
import { addPairSums, matchFilters, startPairSums, sumPairs } from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** Fewer places than these match by chance. */
const LEAST_SAMPLES = 30;

/** Filters of a layer in the base, each with the one of the head that answers to the same. */
export interface FilterPartners {
  /** What they were matched on: all images that both reports show, every place of a map a sample. */
  readonly specimens: number;
  readonly samples: number;
  /** The most alike first. */
  readonly pairs: readonly { readonly base: number; readonly head: number; readonly r: number }[];
}

/** Finds the partners of a layer of a model; null where the reports show too little to match them on. */
export type FindPartners = (model: ModelId, layer: string) => FilterPartners | null;

/**
 * Matches the filters of two reports, out of the maps that both show.
 *
 * @param base With its models called as the comparison calls them.
 * @param isAlike Whether an image is the same one in both.
 */
export function matchGridFilters(
  base: readonly OpenedFigure[],
  head: readonly OpenedFigure[],
  isAlike: (specimen: string) => boolean,
): FindPartners {
  const [before, after] = [base, head].map(groupGrids);
  const known = new Map<string, FilterPartners | null>();
  return (model, layer) => {
    const key = nameLayer({ model, layer });
    const found = known.get(key);
    if (found !== undefined) return found;
    const grids = (before!.get(key) ?? []).flatMap((grid) => {
      const other = after!.get(key)?.find(({ specimen }) => specimen === grid.specimen);
      return other && isAlike(grid.specimen) && haveSamePlaces(grid, other)
        ? [[grid, other] as const]
        : [];
    });
    const partners = matchGrids(grids);
    known.set(key, partners);
    return partners;
  };
}

function groupGrids(figures: readonly OpenedFigure[]): Map<string, ActivationGridData[]> {
  const grids = figures.flatMap((figure) =>
    figure.kind === 'activation-grid' ? [figure.data] : [],
  );
  return Map.groupBy(grids, nameLayer);
}

function nameLayer({ model, layer }: Pick<ActivationGridData, 'model' | 'layer'>): string {
  return `${model} ${layer}`;
}

/** Whether their maps are of one size, however many there are. */
function haveSamePlaces(one: ActivationGridData, other: ActivationGridData): boolean {
  return one.shape[0] === other.shape[0] && one.shape[1] === other.shape[1];
}

function matchGrids(
  grids: readonly (readonly [ActivationGridData, ActivationGridData])[],
): FilterPartners | null {
  const [first] = grids;
  if (!first) return null;
  const filters = [first[0].shape[2], first[1].shape[2]] as const;
  const isWhole = ([one, other]: (typeof grids)[number]) =>
    one.shape[2] === filters[0] && other.shape[2] === filters[1];
  const whole = grids.filter(isWhole);
  const sums = whole
    .map(([one, other]) => sumPairs(layOut(one), layOut(other), filters))
    .reduce(addPairSums, startPairSums(...filters));
  if (sums.samples < LEAST_SAMPLES) return null;
  const { pairs } = matchFilters({ matching: sums, scoring: sums });
  return {
    specimens: whole.length,
    samples: sums.samples,
    pairs: pairs.map(({ first: inBase, other: inHead, matchingR }) => ({
      base: inBase,
      head: inHead,
      r: matchingR,
    })),
  };
}

/** A grid's values, place by place: `[places, filters]`. */
function layOut({ maps, shape }: ActivationGridData): Float64Array {
  const filters = shape[2];
  const laid = new Float64Array(shape[0] * shape[1] * filters);
  maps.forEach((map, filter) =>
    map.forEach((value, place) => (laid[place * filters + filter] = value)),
  );
  return laid;
}
