import type { TrainingCurvesData } from '../schemas/figure-data.ts';
import {
  CHART_COLOURS,
  CHART_WIDTH,
  completeChart,
  MODEL_SHAPES,
  NARROW_CHART_WIDTH,
  scaleByModel,
} from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { readModelName } from './model-reference.ts';
import { findBestEpoch, readMetric } from './training-curves.ts';
import { formatNumber, formatShare } from './wording.ts';

const PLOT_HEIGHT = 300;
/** Up to so many models have words at their kept epochs; those of more would lie over each other. */
const MOST_NAMED = 2;
/** From so many letters on, names of many models are cut off in four columns. */
const LONG_NAME = 16;
/** How the names of many models stand above the plot; longer ones are cut off, and whole in the table. */
const LEGENDS = {
  short: { wide: { columns: 4, labelLimit: 120 }, narrow: { columns: 1, labelLimit: 200 } },
  long: { wide: { columns: 2, labelLimit: 240 }, narrow: { columns: 1, labelLimit: 200 } },
};
/** Training is told from validation by dash. */
const PARTS = ['validation', 'training'];
const PART_DASHES = [
  [1, 0],
  [3, 3],
];

/** How a metric is drawn, and written beside a point. */
const METRICS = {
  loss: {
    scale: { zero: true, nice: true },
    axis: (unit: string) => ({ title: `Loss (${unit})` }),
    show: formatNumber,
  },
  accuracy: {
    scale: { domain: [0, 1] },
    axis: () => ({ title: 'Accuracy', format: '.0%', tickCount: 5 }),
    show: formatShare,
  },
} satisfies Record<TrainingCurvesData['metric'], object>;

/**
 * Draws a metric by epoch: validation whole, training dotted, the models told apart by colour and by the
 * shape of their points. The epoch whose weights were kept is ringed, with its validation value where the models
 * are few.
 */
export function specifyTrainingCurves(
  data: TrainingCurvesData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  const narrow = layout === 'narrow';
  const { ink, page, models } = CHART_COLOURS[theme];
  const isMany = data.models.length > MOST_NAMED;
  const isLong = isMany && data.models.some((one) => readModelName(one).length > LONG_NAME);
  const byModel = {
    field: 'model',
    type: 'nominal',
    title: null,
    legend: {
      orient: 'top',
      symbolSize: 80,
      ...(isMany && LEGENDS[isLong ? 'long' : 'short'][layout]),
    },
  };
  const names = data.models.map(readModelName);
  // As everywhere else, also where some models before them have no curve.
  const pick = (looks: readonly unknown[]) =>
    data.models.map(({ place }, trained) => looks[place ?? trained]);
  const color = { ...byModel, scale: scaleByModel(names, pick(models)) };
  return completeChart(data.figure, theme, {
    width: narrow ? NARROW_CHART_WIDTH : CHART_WIDTH,
    height: PLOT_HEIGHT,
    data: { values: listPoints(data) },
    encoding: { x: encodeEpoch(data), y: encodeMetric(data) },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 1.75 },
        encoding: {
          color,
          strokeDash: {
            field: 'part',
            type: 'nominal',
            title: null,
            scale: { domain: PARTS, range: PART_DASHES },
            // Of two legends beside each other, there is no room for the second where the chart is narrow, or the first wide.
            legend: {
              orient: narrow || isLong ? 'bottom' : 'top',
              symbolType: 'stroke',
              symbolSize: 500,
            },
          },
        },
      },
      {
        transform: [{ filter: "datum.part === 'validation'" }],
        mark: { type: 'point', filled: true, size: 36, opacity: 1 },
        encoding: { color, shape: { ...byModel, scale: scaleByModel(names, pick(MODEL_SHAPES)) } },
      },
      ...listKept(data).flatMap(({ label, above, ...point }) => [
        {
          data: { values: [point] },
          mark: {
            type: 'point',
            shape: 'circle',
            size: 190,
            strokeWidth: 1.75,
            opacity: 1,
            color: ink,
          },
        },
        // The same words twice: first as a halo, so that lines behind them do not cross them out.
        ...(isMany ? [] : [{ stroke: page, strokeWidth: 4 }, {}]).map((halo) => ({
          data: { values: [point] },
          mark: {
            type: 'text',
            text: label,
            dy: above ? -20 : 20,
            baseline: 'middle',
            ...(narrow && keepInside(point.epoch, data)),
            ...halo,
          },
        })),
      ]),
    ],
  });
}

/** Writes from a point towards the middle of the plot, so that no word leaves it. */
function keepInside(epoch: number, data: TrainingCurvesData) {
  const late = epoch > findLastEpoch(data) / 2;
  return { align: late ? 'right' : 'left', dx: late ? 8 : -8 };
}

function findLastEpoch({ models }: TrainingCurvesData): number {
  return Math.max(...models.map(({ epochs }) => epochs.length));
}

function encodeEpoch(data: TrainingCurvesData) {
  const last = findLastEpoch(data);
  return {
    field: 'epoch',
    type: 'quantitative',
    // Half an epoch of room on both sides, so that a training of one epoch has a width too.
    scale: { domain: [0.5, last + 0.5], nice: false },
    axis: { title: 'Epoch', tickMinStep: 1, grid: false, format: 'd' },
  };
}

function encodeMetric({ metric, unit }: TrainingCurvesData) {
  const { scale, axis } = METRICS[metric];
  return { field: 'value', type: 'quantitative', scale, axis: axis(unit) };
}

function listPoints({ metric, models }: TrainingCurvesData) {
  return models.flatMap((curves) => {
    const model = readModelName(curves);
    return curves.epochs.flatMap((row) => {
      const { training, validation } = readMetric(metric, row);
      return [
        { model, part: 'validation', epoch: row.epoch, value: validation },
        { model, part: 'training', epoch: row.epoch, value: training },
      ];
    });
  });
}

/** The kept epochs; the words of the higher one go above its point, of the lower one below. */
function listKept({ metric, models }: TrainingCurvesData) {
  const kept = models.map((curves) => ({
    epoch: curves.bestEpoch,
    value: readMetric(metric, findBestEpoch(curves)).validation,
  }));
  const highest = Math.max(...kept.map(({ value }) => value));
  const { show } = METRICS[metric];
  return kept.map(({ epoch, value }) => ({
    epoch,
    value,
    label: `kept: epoch ${epoch}, ${show(value)}`,
    above: value === highest,
  }));
}
