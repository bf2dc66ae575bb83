import type { Tolerances } from '../schemas/diff.ts';
import { capitalise, countNoun, findBestEpoch, readMetric } from '@layerprint/core';
import type { TrainingCurvesData } from '@layerprint/core/schemas/figure-data';
import type { TrainingCurvesDiff } from '../kinds/training-curves.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { CompareKind } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { isNoise } from './say-field-change.ts';
import { isClose, isCloseShare } from './tolerances.ts';
import { formatChange, joinParts } from './wording.ts';

type Metric = TrainingCurvesData['metric'];
type Curves = TrainingCurvesData['models'][number];
interface Pair {
  readonly name: string;
  readonly base: Curves | undefined;
  readonly head: Curves | undefined;
}

/**
 * Compares curves over epochs model by model. Another epoch to keep or to stop at is another finding; of
 * another model it is another training's, and stands beside.
 */
export const compareTrainingCurves: CompareKind<TrainingCurvesData, TrainingCurvesDiff> = (
  base,
  head,
  { models, tolerances },
) => {
  const { metric, unit } = head;
  const isReplaced = ({ base, head }: Pair) => models.has((head ?? base)!.model);
  const pairs = matchByName(base.models, head.models, ({ model }) => model);
  return {
    data: {
      kind: 'training-curves',
      metric,
      unit,
      models: pairs.map((pair) => ({
        ...measurePair(metric, pair, tolerances),
        ...(isReplaced(pair) && { partsAtEpoch: null }),
      })),
    },
    change: decideChange(
      pairs.map((pair) => {
        // The other metric, too, is in the data of each figure; what captions call a model is no number.
        const changes = listFieldChanges(pair.base, pair.head).filter(
          ({ path }) => path.at(-1) !== 'modelName',
        );
        return {
          isSame: changes.length === 0,
          isNoise: changes.every((change) => isNoise(change, tolerances)),
        };
      }),
    ),
    sentences: pairs.flatMap((pair) => (isReplaced(pair) ? [] : sayPair(metric, pair, tolerances))),
    findings: pairs.flatMap((pair) => {
      const { base: before, head: after } = pair;
      return before && after && !isReplaced(pair)
        ? joinParts(`The ${after.model}`, sayEpochs(before, after)).map((sentence) => ({
            kind: 'early-stopping' as const,
            model: after.model,
            sentence,
          }))
        : [];
    }),
  };
};

function measurePair(metric: Metric, pair: Pair, tolerances: Tolerances) {
  const { base, head } = pair;
  const curveOf = (part: 'training' | 'validation') =>
    readBoth(base, head, ({ epochs }) => epochs.map((epoch) => readMetric(metric, epoch)[part]));
  return {
    model: (head ?? base)!.model,
    bestEpoch: readBoth(base, head, ({ bestEpoch }) => bestEpoch),
    training: curveOf('training'),
    validation: curveOf('validation'),
    partsAtEpoch: findParting(metric, pair, tolerances),
  };
}

const IS_NEAR: Readonly<Record<Metric, typeof isClose>> = {
  loss: isClose,
  accuracy: isCloseShare,
};

/** The first epoch that both have and whose metric differs beyond noise; null where none does. */
function findParting(metric: Metric, { base, head }: Pair, tolerances: Tolerances): number | null {
  if (!base || !head) return null;
  const isNear = IS_NEAR[metric];
  const parting = base.epochs.find((epoch, i) => {
    const other = head.epochs[i];
    if (!other) return false;
    const before = readMetric(metric, epoch);
    const after = readMetric(metric, other);
    return !(
      isNear(before.training, after.training, tolerances) &&
      isNear(before.validation, after.validation, tolerances)
    );
  });
  return parting?.epoch ?? null;
}

function sayEpochs(base: Curves, head: Curves): string[] {
  return [
    ...(base.bestEpoch === head.bestEpoch
      ? []
      : [`epoch kept ${base.bestEpoch} → ${head.bestEpoch}`]),
    ...(base.epochs.length === head.epochs.length
      ? []
      : [`trained for ${base.epochs.length} → ${countNoun(head.epochs.length, 'epoch')}`]),
  ];
}

function sayPair(metric: Metric, pair: Pair, tolerances: Tolerances): string[] {
  const { name, base, head } = pair;
  if (!base || !head) return [`${capitalise(name)}: only in the ${head ? 'head' : 'base'}.`];
  const parting = findParting(metric, pair, tolerances);
  const before = readMetric(metric, findBestEpoch(base)).validation;
  const after = readMetric(metric, findBestEpoch(head)).validation;
  return joinParts(`The ${name}`, [
    ...sayEpochs(base, head),
    ...(parting === null ? [] : [`${metric} goes its own way from epoch ${parting} on`]),
    ...(before === after
      ? []
      : [`validation ${metric} at the epoch kept ${formatChange(before, after)}`]),
  ]);
}
