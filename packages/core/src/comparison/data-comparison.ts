import type { Finding } from '../schemas/diff.ts';
import type { DataDiff } from '../schemas/figure-diff.ts';

/** What comparing the data of a figure gives, whatever its kind. */
export interface DataComparison {
  readonly data: DataDiff;
  /** Whether the numbers are the same, the same up to the tolerances, or others. */
  readonly change: 'none' | 'noise' | 'data';
  /** Full sentences made from the data. */
  readonly sentences: readonly string[];
  readonly findings: readonly Omit<Finding, 'subject'>[];
}

/** What the parts of a figure's data did, taken together: the most of them. */
export function decideChange(
  parts: readonly { readonly isSame: boolean; readonly isNoise: boolean }[],
): DataComparison['change'] {
  if (parts.every(({ isSame }) => isSame)) return 'none';
  return parts.every(({ isSame, isNoise }) => isSame || isNoise) ? 'noise' : 'data';
}

/** Matches things of both sides by name: the base's in order, then those that only the head has. */
export function matchByName<T>(
  base: readonly T[],
  head: readonly T[],
  nameOf: (item: T) => string,
): { name: string; base: T | undefined; head: T | undefined }[] {
  const before = new Map(base.map((item) => [nameOf(item), item]));
  const after = new Map(head.map((item) => [nameOf(item), item]));
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => ({
    name,
    base: before.get(name),
    head: after.get(name),
  }));
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
