import type { OpenedFigure } from '@layerprint/artifacts';
import { matchByName } from './data-comparison.ts';

/** A figure of both sides, matched by id; one of them may be missing. */
export interface MatchedFigure {
  readonly id: string;
  readonly base: OpenedFigure | undefined;
  readonly head: OpenedFigure | undefined;
  /** Of a figure on one side only: the id of the one with the same content on the other side. */
  readonly likelyRename: string | null;
}

/**
 * Matches figures by id, in the head's order, then those that only the base has. Of those left over, a
 * figure of the same kind with the same data is likely the same one under another id; each is taken once.
 */
export function matchFigures(
  base: readonly OpenedFigure[],
  head: readonly OpenedFigure[],
): MatchedFigure[] {
  const pairs = matchByName(head, base, ({ id }) => id).map(({ name, base: is, head: was }) => ({
    id: name,
    base: was,
    head: is,
  }));
  const removed = new Map<string, string[]>();
  for (const { base: figure, head: other } of pairs) {
    if (!figure || other) continue;
    const content = readContent(figure);
    removed.set(content, [...(removed.get(content) ?? []), figure.id]);
  }
  const newIds = new Map<string, string>();
  for (const { base: other, head: figure } of pairs) {
    if (!figure || other) continue;
    const oldId = removed.get(readContent(figure))?.shift();
    if (oldId !== undefined) newIds.set(oldId, figure.id);
  }
  const oldIds = new Map([...newIds].map(([oldId, newId]) => [newId, oldId]));
  return pairs.map((pair) => {
    if (pair.base && pair.head) return { ...pair, likelyRename: null };
    const other = pair.head ? oldIds.get(pair.id) : newIds.get(pair.id);
    return { ...pair, likelyRename: other ?? null };
  });
}

/** Kind and data, without the id that the data hold. */
function readContent({ kind, data }: OpenedFigure): string {
  return JSON.stringify([kind, { ...data, figure: null }]);
}
