import type { Finding } from '../schemas/diff.ts';
import type { Likeness } from './likeness.ts';

/**
 * What became of the data of a figure, from the least to the most: the same values, values that are the
 * same up to the tolerances, the same values drawn otherwise, other values.
 */
const DATA_CHANGES = ['none', 'noise', 'drawing', 'data'] as const;
export type DataChange = (typeof DATA_CHANGES)[number];

/** What comparing the data of a figure gives, whatever its kind. */
export interface DataComparison<M> {
  /** What is measured of both, as diff.json holds it. */
  readonly data: M;
  readonly change: DataChange;
  /** Full sentences made from the data. */
  readonly sentences: readonly string[];
  readonly findings: readonly Omit<Finding, 'subject'>[];
}

/** How figures of a kind are compared: what is another thing on the two sides is shown, and not compared. */
export type CompareKind<D, M> = (base: D, head: D, likeness: Likeness) => DataComparison<M>;

/** What the parts of a figure's data did, taken together: the most of them. */
export function decideChange(
  parts: readonly { readonly isSame: boolean; readonly isNoise: boolean }[],
): DataChange {
  return findGreatest(
    parts.map(({ isSame, isNoise }) => (isSame ? 'none' : isNoise ? 'noise' : 'data')),
  );
}

/** The most that any part of a figure's data did. */
export function findGreatest(changes: readonly DataChange[]): DataChange {
  return DATA_CHANGES.findLast((change) => changes.includes(change)) ?? 'none';
}

/**
 * Matches things of both sides by name: the base's in order, then those that only the head has. Of several
 * of one name on a side, the first is matched with the other side's first, the second with its second.
 */
export function matchByName<T>(
  base: readonly T[],
  head: readonly T[],
  nameOf: (item: T) => string,
): { name: string; base: T | undefined; head: T | undefined }[] {
  const before = numberByName(base, nameOf);
  const after = numberByName(head, nameOf);
  return [...new Map([...before, ...after])].map(([key, { name }]) => ({
    name,
    base: before.get(key)?.item,
    head: after.get(key)?.item,
  }));
}

/** Things by their name and its how manieth this one is. */
function numberByName<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): Map<string, { name: string; item: T }> {
  const counts = new Map<string, number>();
  return new Map(
    items.map((item) => {
      const name = nameOf(item);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [`${count} ${name}`, { name, item }];
    }),
  );
}

/** Reads the same thing of both sides; null where a side is not there. */
export function readBoth<T, V>(
  base: T | undefined,
  head: T | undefined,
  read: (item: T) => V,
): { base: V | null; head: V | null } {
  return {
    base: base === undefined ? null : read(base),
    head: head === undefined ? null : read(head),
  };
}
