import { countNoun, formatNumber, formatShape } from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import type { GridDiff } from '../kinds/activation-grid.ts';
import { findOrder, orderGrid, sayPairs, type FilterOrder } from './align-grids.ts';
import { compareValidation, sayValidation } from './compare-validation.ts';
import { decideChange, findGreatest } from './data-comparison.ts';
import type { CompareKind, DataChange, DataComparison } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { dropDistances } from './histogram-distance.ts';
import type { Likeness } from './likeness.ts';
import type { FilterPartners } from './match-grid-filters.ts';
import { measureGrids } from './measure-grids.ts';
import { isClose } from './tolerances.ts';
import {
  formatChange,
  joinParts,
  nameSome,
  sayEntropy,
  sayMean,
  sayZeroFraction,
} from './wording.ts';

/**
 * Compares the activation maps of a layer, filter by filter: each with the same filter of the base, whatever its number is
 * there. Where the model is another, its filters are others: then each is shown beside its partner, which answers to the most alike,
 * and no number of the one is set against the other's.
 * A filter that is silent on one specimen is not dead: only what is zero on all validation images is
 * another finding, where these are the same images.
 */
export const compareGrids: CompareKind<ActivationGridData, GridDiff> = (base, head, likeness) => {
  const partners = likeness.partnersOf(head.model, head.layer);
  if (likeness.models.has(head.model)) return compareApart(base, head, partners, likeness);
  const order = findOrder(base, head, partners);
  if (order === null) return compareInOrder(base, head, likeness);
  const ordered = compareInOrder(orderGrid(base, order), head, likeness, order);
  const moved = partners!.pairs.filter((pair) => pair.base !== pair.head);
  const subject = nameSubject(head);
  return {
    ...ordered,
    data: { ...ordered.data, partners: tellPartners(partners!) },
    change: findGreatest([ordered.change, 'drawing']),
    sentences: [
      `${subject}: the same filters in another order, ${sayPairs(moved)}, base ↔ head.`,
      ...ordered.sentences,
    ],
  };
};

/** Shows the maps of two models beside each other, each filter with its partner. */
function compareApart(
  base: ActivationGridData,
  head: ActivationGridData,
  partners: FilterPartners | null,
  likeness: Likeness,
): DataComparison<GridDiff> {
  const data = measureGrids(base, head, likeness.tolerances);
  const change = findGreatest([
    decideMaps(base, head, data, likeness),
    compareScales(base, head, likeness),
    compareValidation(base, head, likeness),
  ]);
  if (!partners) return { data: standApart(data), change, sentences: [], findings: [] };
  const { specimens, pairs } = partners;
  const over = `on ${countNoun(specimens, 'specimen')}`;
  const sentences =
    pairs.length === 0
      ? []
      : [
          `${nameSubject(head)}: of ${countNoun(head.channels.length, 'filter')}, ${pairs.length} ${pairs.length === 1 ? 'has' : 'have'} a partner in the base, matched ${over}: ` +
            `${sayPairs(pairs)}, base ↔ head.`,
        ];
  const apart = { ...standApart(data), partners: tellPartners(partners) };
  return { data: apart, change, sentences, findings: [] };
}

function tellPartners({ specimens, samples, pairs }: FilterPartners): GridDiff['partners'] {
  return { specimens, samples, pairs: [...pairs] };
}

function nameSubject({ layer, model, specimen }: ActivationGridData): string {
  return `${layer}, ${model}, ${specimen}`;
}

/**
 * Compares filters by number.
 *
 * @param order What the number of each is in the base, where that is another.
 */
function compareInOrder(
  base: ActivationGridData,
  head: ActivationGridData,
  likeness: Likeness,
  order?: FilterOrder,
): DataComparison<GridDiff> {
  const data = measureGrids(base, head, likeness.tolerances);
  const maps = decideMaps(base, head, data, likeness);
  const scale = compareScales(base, head, likeness);
  const elsewhere = compareValidation(base, head, likeness);
  const change = findGreatest([maps, scale, elsewhere]);
  const { wentDead, cameAlive, fellSilent, fires } = data;
  const name = (filters: readonly number[]) =>
    nameSome(
      'filter',
      filters.map((filter) => {
        const was = order?.[filter] ?? filter;
        return was === filter ? filter : `${filter} (${was} in the base)`;
      }),
    );
  const switched = likeness.isValidationReplaced
    ? []
    : [
        ...(wentDead.length > 0 ? [`${name(wentDead)} went dead`] : []),
        ...(cameAlive.length > 0 ? [`${name(cameAlive)} came alive`] : []),
      ];
  const heard = [
    ...(fellSilent.length > 0 ? [`${name(fellSilent)} fell silent on it`] : []),
    ...(fires.length > 0 ? [`${name(fires)} no longer silent on it`] : []),
  ];
  const subject = nameSubject(head);
  return {
    data: likeness.isValidationReplaced ? { ...data, wentDead: [], cameAlive: [] } : data,
    change,
    sentences: [
      ...(maps === 'none' ? [] : sayGrids(subject, data, [...switched, ...heard], likeness)),
      ...(elsewhere === 'none' ? [] : sayValidation(base, head, likeness)),
      ...(maps !== 'data' && scale === 'drawing' ? [sayScale(base, head)] : []),
    ],
    findings: joinParts(subject, switched).map((sentence) => ({
      kind: 'dead-filters',
      model: head.model,
      sentence,
    })),
  };
}

/** Leaves out what is said of single filters, which are others, and how far apart both sides are. */
function standApart({ histogram, ...data }: GridDiff): GridDiff {
  return {
    ...data,
    relativeError: null,
    worstFilter: null,
    wentDead: [],
    cameAlive: [],
    fellSilent: [],
    fires: [],
    channels: [],
    histogram: dropDistances(histogram),
  };
}

function decideMaps(
  base: ActivationGridData,
  head: ActivationGridData,
  { relativeError }: GridDiff,
  { tolerances }: Likeness,
): DataChange {
  return decideChange([
    {
      isSame: listFieldChanges([base.shape, base.maps], [head.shape, head.maps]).length === 0,
      isNoise: relativeError !== null && relativeError <= tolerances.relative,
    },
  ]);
}

function sayGrids(
  subject: string,
  data: GridDiff,
  switched: readonly string[],
  { tolerances }: Likeness,
): string[] {
  const { shape, zeroFraction, mean, entropyBits, relativeError, worstFilter } = data;
  const parts = [
    ...(shape.base!.join() === shape.head!.join()
      ? []
      : [`maps ${formatShape(shape.base!)} → ${formatShape(shape.head!)}`]),
    ...sayZeroFraction(zeroFraction.base!, zeroFraction.head!, tolerances),
    ...switched,
    ...sayEntropy(entropyBits.base, entropyBits.head, tolerances),
    ...sayMean(mean.base!, mean.head!, tolerances),
  ];
  const where = worstFilter
    ? `, the largest in filter ${worstFilter.channel}: ${formatNumber(worstFilter.relativeError)}`
    : '';
  return [
    ...joinParts(subject, parts),
    ...(relativeError === null
      ? []
      : [`Relative error over all maps ${formatNumber(relativeError)}${where}.`]),
  ];
}

/** The same maps may still be drawn otherwise, where the other model sets the scale of both. */
function compareScales(
  base: ActivationGridData,
  head: ActivationGridData,
  { tolerances }: Likeness,
): DataChange {
  const [before, after] = [base.colourMaximum.models, head.colourMaximum.models];
  if (before === after) return 'none';
  return isClose(before, after, tolerances) ? 'noise' : 'drawing';
}

function sayScale(base: ActivationGridData, head: ActivationGridData): string {
  const scale = formatChange(base.colourMaximum.models, head.colourMaximum.models);
  return `The same maps; the colour scale that both models share now ends at another maximum: ${scale}.`;
}
