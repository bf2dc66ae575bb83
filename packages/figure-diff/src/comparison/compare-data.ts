import type { OpenedFigure } from '@layerprint/artifacts';
import { comparedKindOf } from '../kinds/compared-kinds.ts';
import type { DataDiff } from '../schemas/figure-diff.ts';
import { findGreatest, type DataChange, type DataComparison } from './data-comparison.ts';
import { listFieldChanges, type FieldChange } from './field-changes.ts';
import { matchFields } from './field-paths.ts';
import type { Likeness } from './likeness.ts';
import { isNoise, sayFieldChange } from './say-field-change.ts';
import { isToldByAnother } from './what-does-not-count.ts';

/** Fields of one figure that are told one by one; the others are counted. */
const MOST = 5;

/**
 * Compares the data of two figures of one kind: what the kind makes of them, and every field beyond that,
 * so that no difference passes as none. Fields
 * of a model that is another are not told one by one.
 *
 * @returns Null for two kinds.
 */
export function compareData(
  base: OpenedFigure,
  head: OpenedFigure,
  likeness: Likeness,
): DataComparison<DataDiff> | null {
  if (base.kind !== head.kind) return null;
  const { compare, judged, drawing, rebinned } = comparedKindOf(base.kind);
  const comparison = compare(base.data, head.data, likeness);

  const place = ['figures', base.id, 'data'];
  const changes = listFieldChanges(base.data, head.data, place);
  const isOf = ({ path }: Pick<FieldChange, 'path'>, patterns: readonly string[]) =>
    patterns.some((pattern) => matchFields(path.slice(place.length), pattern));
  const isOfReplaced = ({ path }: FieldChange) =>
    (base.model !== undefined && likeness.models.has(base.model)) ||
    [...likeness.models].some((model) => path[place.length + 1] === model) ||
    (likeness.models.size > 0 && isOf({ path }, rebinned));
  const others = changes.filter(
    (change) => !isOf(change, judged) && !isOfReplaced(change) && !isToldByAnother(change, changes),
  );
  const weighed = others.map((change): DataChange =>
    isNoise(change, likeness.tolerances) ? 'noise' : isOf(change, drawing) ? 'drawing' : 'data',
  );
  const change = findGreatest([comparison.change, ...weighed]);
  const isAllUntold = comparison.sentences.length === 0 && others.length === 0;
  const untold = isAllUntold && !changes.some(isOfReplaced) ? changes : others;
  return {
    ...comparison,
    change,
    sentences: [...comparison.sentences, ...sayFields(untold, place.length)],
  };
}

function sayFields(changes: readonly FieldChange[], depth: number): string[] {
  const rest = changes.length - MOST;
  return [
    ...changes
      .slice(0, MOST)
      .map((change) => sayFieldChange({ ...change, path: change.path.slice(depth) })),
    ...(rest > 0 ? [`And ${rest} more fields.`] : []),
  ];
}
