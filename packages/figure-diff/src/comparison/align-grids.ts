import { formatNumber } from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import type { FilterPartners } from './match-grid-filters.ts';
import { joinSome } from './wording.ts';

/** From here on a filter and its partner are one filter, up to what another engine does to it. */
const SAME_FILTER = 0.99;
/** Pairs that a sentence names; the rest are counted. */
const MOST_PAIRS = 4;

/** By filter of the head: the filter of the base that it is compared with. */
export type FilterOrder = readonly number[];

/**
 * Finds the order in which a model has the filters that it has in the other report. A model that was trained
 * from the same first weights has its filters under the same numbers, however they came out, so that they are compared by
 * number; but for those that are the same filter under another.
 *
 * @returns Null where every filter keeps its number.
 */
export function findOrder(
  base: ActivationGridData,
  head: ActivationGridData,
  partners: FilterPartners | null,
): FilterOrder | null {
  const filters = head.channels.length;
  if (!partners || base.channels.length !== filters) return null;
  const moved = partners.pairs.filter(({ base: was, head: is }) => was !== is);
  if (moved.length === 0 || moved.some(({ r }) => r < SAME_FILTER)) return null;
  const order = new Map(partners.pairs.map(({ base: was, head: is }) => [is, was]));
  const taken = new Set(order.values());
  // What is zero on all that both show is matched by its number, or else by what is left.
  const left = new Set(base.channels.map(({ channel }) => channel).filter((at) => !taken.has(at)));
  const alone = head.channels.map(({ channel }) => channel).filter((at) => !order.has(at));
  for (const filter of alone.filter((at) => left.has(at))) {
    order.set(filter, filter);
    left.delete(filter);
  }
  for (const filter of alone.filter((at) => !order.has(at))) {
    const [next] = left;
    order.set(filter, next!);
    left.delete(next!);
  }
  return Array.from({ length: filters }, (_, filter) => order.get(filter)!);
}

/** A grid with its filters in another order, numbered as they are there. */
export function orderGrid(grid: ActivationGridData, order: FilterOrder): ActivationGridData {
  return {
    ...grid,
    colourMaximum: { ...grid.colourMaximum, map: order.map((at) => grid.colourMaximum.map[at]!) },
    channels: order.map((at, channel) => ({ ...grid.channels[at]!, channel })),
    maps: order.map((at) => grid.maps[at]!),
  };
}

/** "filter 3 ↔ filter 11, r 0.93; filter 0 ↔ filter 2, r 0.81 and 12 more": of the base ↔ of the head. */
export function sayPairs(pairs: FilterPartners['pairs']): string {
  return joinSome(
    pairs.map(({ base, head, r }) => `filter ${base} ↔ filter ${head} (r ${formatNumber(r)})`),
    MOST_PAIRS,
  );
}
