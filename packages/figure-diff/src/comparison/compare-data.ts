import type { OpenedFigure } from '@layerprint/artifacts';
import type { FigureKind } from '@layerprint/core/schemas/manifest';
import { compareArchitectures } from './compare-architectures.ts';
import { compareDistributions } from './compare-distributions.ts';
import { compareGrids } from './compare-grids.ts';
import { comparePanels } from './compare-panels.ts';
import { compareProbabilities } from './compare-probabilities.ts';
import { compareTrainingCurves } from './compare-training-curves.ts';
import {
  findGreatest,
  type CompareKind,
  type DataChange,
  type DataComparison,
} from './data-comparison.ts';
import { listFieldChanges, type FieldChange } from './field-changes.ts';
import { matchFields } from './field-paths.ts';
import type { Likeness } from './likeness.ts';
import { isNoise, sayFieldChange } from './say-field-change.ts';
import { isToldByAnother } from './what-does-not-count.ts';

type DataOf<K extends FigureKind> = Extract<OpenedFigure, { kind: K }>['data'];

/** How figures of a kind are compared. */
interface KindComparison<D> {
  readonly compare: CompareKind<D>;
  /** The fields that `compare` judges; what it says of the others counts for nothing. */
  readonly judged: readonly string[];
  /** The fields that say how the data are drawn. */
  readonly drawing: readonly string[];
}

const COMPARISONS: { readonly [K in FigureKind]: KindComparison<DataOf<K>> } = {
  'activation-grid': {
    compare: compareGrids,
    judged: [
      'maps.**',
      'shape',
      'colourMaximum.models',
      'validationImages',
      'channels.<channel>',
      'channels.<channel>.validation.**',
    ],
    drawing: ['layout.**'],
  },
  distribution: {
    compare: compareDistributions,
    judged: [
      'series.<series>',
      'series.<series>.summary.n',
      'series.<series>.summary.mean',
      'series.<series>.summary.standardDeviation',
      'series.<series>.summary.quantiles.**',
    ],
    drawing: [],
  },
  probabilities: {
    compare: compareProbabilities,
    judged: ['models.<model>', 'models.<model>.probabilities', 'models.<model>.topClass'],
    drawing: [],
  },
  'training-curves': {
    compare: compareTrainingCurves,
    judged: ['models.<model>', 'models.<model>.bestEpoch', 'models.<model>.epochs.**'],
    drawing: [],
  },
  architecture: {
    compare: compareArchitectures,
    judged: ['layers.**', 'totalParameters'],
    drawing: [],
  },
  picture: {
    compare: comparePanels,
    judged: ['panels.<panel>', 'panels.<panel>.values', 'panels.<panel>.shape'],
    drawing: ['scale'],
  },
};

/** What the bins make of a series, whose values are in its summary. */
const BINNED = 'series.<series>.histogram.**';

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
): DataComparison | null {
  if (base.kind !== head.kind) return null;
  // What TypeScript does not see: both are of the kind whose comparison this is.
  const { compare, judged, drawing } = COMPARISONS[base.kind] as KindComparison<unknown>;
  const comparison = compare(base.data, head.data, likeness);

  const place = ['figures', base.id, 'data'];
  const changes = listFieldChanges(base.data, head.data, place);
  const isOf = ({ path }: FieldChange, patterns: readonly string[]) =>
    patterns.some((pattern) => matchFields(path.slice(place.length), pattern));
  const isOfReplaced = ({ path }: FieldChange) =>
    (base.model !== undefined && likeness.models.has(base.model)) ||
    [...likeness.models].some((model) => path[place.length + 1] === model) ||
    // Bins end at the largest value of both models, one of which is another.
    (likeness.models.size > 0 && matchFields(path.slice(place.length), BINNED) !== null);
  const others = changes.filter(
    (change) => !isOf(change, judged) && !isOfReplaced(change) && !isToldByAnother(change, changes),
  );
  const weighed = others.map((change): DataChange =>
    isNoise(change) ? 'noise' : isOf(change, drawing) ? 'drawing' : 'data',
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
