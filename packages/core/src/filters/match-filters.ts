import { assignPartners } from './assign-partners.ts';
import { correlateFilters } from './correlate-filters.ts';
import { addPairSums, startPairSums, type PairSums } from './pair-sums.ts';

/** What was added up of two layers over two parts of the images, none of them in both. */
export interface HalvedSums {
  /** Partners are found on these. */
  readonly matching: PairSums;
  /** How alike they are is measured on these. */
  readonly scoring: PairSums;
}

/** Two filters that belong together. */
export interface MatchedPair {
  readonly first: number;
  readonly other: number;
  /** Their correlation where they were matched, by which they were chosen. */
  readonly matchingR: number;
  /** Their correlation on the other images; null where one of both is flat there. */
  readonly r: number | null;
}

/** Filters of the one and of the other layer, by number. */
interface BySide {
  readonly first: readonly number[];
  readonly other: readonly number[];
}

/** Filters of two layers, each with its partner. */
export interface FilterMatch {
  /** The most alike first, by the size of `r`; then by number. */
  readonly pairs: readonly MatchedPair[];
  /** Filters that are silent where the others were matched: zero, or whatever else, at every place. */
  readonly silent: BySide;
  /** Filters that are left over, where one layer has more. */
  readonly left: BySide;
  /**
   * The mean correlation of the pairs, each with the sign that it was matched with; null where there is none. Of
   * filters that have nothing to do with each other it is about zero, however many there were to choose from.
   */
  readonly score: number | null;
}

/**
 * Matches the filters of two layers one to one, so that the sizes of their correlations add up to the most
 * there is, and measures how alike partners are on images that they were not chosen by. A filter and its negative are as
 * alike as a filter and itself: what follows them can tell neither from the other.
 */
export function matchFilters({ matching, scoring }: HalvedSums): FilterMatch {
  const found = correlateFilters(matching);
  const scored = correlateFilters(scoring);
  const rows = listVarying(found.flat.first);
  const columns = listVarying(found.flat.other);
  const likenesses = rows.map((first) => columns.map((other) => Math.abs(found.of(first, other)!)));
  const pairs = assignPartners(likenesses)
    .map(([row, column]): MatchedPair => {
      const [first, other] = [rows[row]!, columns[column]!];
      return { first, other, matchingR: found.of(first, other)!, r: scored.of(first, other) };
    })
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || a.first - b.first);
  const leave = (varying: readonly number[], side: keyof BySide): number[] =>
    varying.filter((filter) => !pairs.some((pair) => pair[side] === filter));
  return {
    pairs,
    silent: { first: listSilent(found.flat.first), other: listSilent(found.flat.other) },
    left: { first: leave(rows, 'first'), other: leave(columns, 'other') },
    score: scorePairs(pairs),
  };
}

/** Sums over no image yet. */
export function startHalves(ofFirst: number, ofOther: number): HalvedSums {
  const none = startPairSums(ofFirst, ofOther);
  return { matching: none, scoring: none };
}

/** The sums over the images of both. */
export function addHalves(one: HalvedSums, more: HalvedSums): HalvedSums {
  return {
    matching: addPairSums(one.matching, more.matching),
    scoring: addPairSums(one.scoring, more.scoring),
  };
}

function listVarying(flat: readonly boolean[]): number[] {
  return [...flat.keys()].filter((filter) => !flat[filter]);
}

function listSilent(flat: readonly boolean[]): number[] {
  return [...flat.keys()].filter((filter) => flat[filter]);
}

function sizeOf({ r }: MatchedPair): number {
  return r === null ? -1 : Math.abs(r);
}

function scorePairs(pairs: readonly MatchedPair[]): number | null {
  const signed = pairs.flatMap(({ r, matchingR }) => (r === null ? [] : [matchingR < 0 ? -r : r]));
  if (signed.length === 0) return null;
  return signed.reduce((sum, r) => sum + r, 0) / signed.length;
}
