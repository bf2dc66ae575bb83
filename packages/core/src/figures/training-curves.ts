import { LayerprintError } from '../errors.ts';
import type { TrainingCurvesData } from '../schemas/figure-data.ts';
import type { Epoch, TrainedRun } from '../schemas/run.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import type { FigureTable, FigureText } from './figure.ts';
import { readModelName, referToModel } from './model-reference.ts';
import { capitalise, countNoun, formatNumber, formatShare } from './wording.ts';

type Metric = TrainingCurvesData['metric'];
type ModelCurves = TrainingCurvesData['models'][number];

/** What training and validation gave in an epoch, in what unit, and how it is said. */
interface MetricWords {
  readonly unit: string;
  readonly read: (epoch: Epoch) => { readonly training: number; readonly validation: number };
  readonly say: (value: number) => string;
}

const METRICS: Readonly<Record<Metric, MetricWords>> = {
  loss: {
    unit: 'nats per image',
    read: ({ loss, validationLoss }) => ({ training: loss, validation: validationLoss }),
    say: (value) => `${formatNumber(value)} nats`,
  },
  accuracy: {
    unit: 'share',
    read: ({ accuracy, validationAccuracy }) => ({
      training: accuracy,
      validation: validationAccuracy,
    }),
    say: formatShare,
  },
};

/** Puts the models' metrics side by side, epoch by epoch. */
export function computeTrainingCurvesData(input: {
  readonly figure: string;
  readonly metric: Metric;
  readonly models: readonly {
    readonly model: NamedModel;
    /** In the list of all models, from 0, where some were not trained; by default its place in this one. */
    readonly place?: number;
    readonly run: Pick<TrainedRun, 'bestEpoch' | 'epochs'>;
  }[];
}): TrainingCurvesData {
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    metric: input.metric,
    unit: METRICS[input.metric].unit,
    models: input.models.map(({ model, place, run: { bestEpoch, epochs } }, trained) => ({
      ...referToModel(model),
      ...(place !== undefined && place !== trained && { place }),
      bestEpoch,
      epochs: [...epochs],
    })),
  };
}

/** A metric of one epoch over the training images, while it trains, and over the validation images. */
export function readMetric(
  metric: Metric,
  epoch: Epoch,
): { readonly training: number; readonly validation: number } {
  return METRICS[metric].read(epoch);
}

/**
 * The epoch whose weights a model kept.
 *
 * @throws {LayerprintError} `epoch-missing`, when the curves do not hold it.
 */
export function findBestEpoch(curves: ModelCurves): Epoch {
  const { bestEpoch, epochs } = curves;
  const best = epochs.find(({ epoch }) => epoch === bestEpoch);
  if (best) return best;
  throw new LayerprintError(
    'epoch-missing',
    `The ${readModelName(curves)} kept epoch ${bestEpoch}, but its ${countNoun(epochs.length, 'epoch')} do not hold it.`,
    'Train the model again.',
  );
}

/** Says in words how the training went. */
export function describeTrainingCurves({ metric, models }: TrainingCurvesData): FigureText {
  const { say: show } = METRICS[metric];
  const kept = models.map((curves) => {
    const { training, validation } = readMetric(metric, findBestEpoch(curves));
    return (
      `the ${readModelName(curves)} trained for ${countNoun(curves.epochs.length, 'epoch')} and kept epoch ` +
      `${curves.bestEpoch}, with a validation ${metric} of ${show(validation)} and a training ` +
      `${metric} of ${show(training)}`
    );
  });
  const travelled = models.map((curves) => {
    const { epochs } = curves;
    const first = readMetric(metric, epochs.at(0)!).validation;
    const last = readMetric(metric, epochs.at(-1)!).validation;
    return `the ${readModelName(curves)}'s goes from ${show(first)} in epoch 1 to ${show(last)} in epoch ${epochs.length}`;
  });
  return {
    title: `Training and validation ${metric}`,
    caption:
      kept.map((sentence) => `${capitalise(sentence)}. `).join('') +
      `The training ${metric} is that of the network as it trains, while its weights still change, the ` +
      `validation ${metric} that of the network as it is used, after the epoch, so the two do not compare directly.`,
    alt: `Lines of ${metric} by epoch. Validation ${metric}: ${travelled.join('; ')}. ${kept
      .map((sentence) => `${capitalise(sentence)}.`)
      .join(' ')}`,
  };
}

/** One row a model and epoch. */
export function tabulateTrainingCurves({ metric, models }: TrainingCurvesData): FigureTable {
  return {
    columns: [
      { key: 'model', label: 'Model' },
      { key: 'epoch', label: 'Epoch' },
      { key: 'training', label: `Training ${metric}` },
      { key: 'validation', label: `Validation ${metric}` },
      { key: 'best', label: 'Kept' },
    ],
    rows: models.flatMap(({ model, bestEpoch, epochs }) =>
      epochs.map((epoch) => {
        const { training, validation } = readMetric(metric, epoch);
        return [model, epoch.epoch, training, validation, epoch.epoch === bestEpoch ? 'yes' : 'no'];
      }),
    ),
  };
}
