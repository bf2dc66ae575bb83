import type { TrainingCurvesData } from '../schemas/figure-data.ts';
import { CHART_COLOURS, CHART_WIDTH, completeChart, encodeModels } from './chart-theme.ts';
import type { ChartSpec, ChartTheme } from './chart-theme.ts';
import { findBestEpoch, readMetric } from './training-curves.ts';
import { capitalise } from './wording.ts';

const PLOT_HEIGHT = 280;

/**
 * Draws a metric by epoch: training and validation told apart by dash, the models by colour and by the
 * shape of their points; the epoch whose weights were kept is ringed and named.
 */
export function specifyTrainingCurves(data: TrainingCurvesData, theme: ChartTheme): ChartSpec {
  const { metric, models, unit } = data;
  const points = models.flatMap(({ model, epochs }) =>
    epochs.flatMap((epoch) => {
      const { training, validation } = readMetric(metric, epoch);
      return [
        { model, part: 'training', epoch: epoch.epoch, value: training },
        { model, part: 'validation', epoch: epoch.epoch, value: validation },
      ];
    }),
  );
  const kept = models.map((curves) => ({
    model: curves.model,
    epoch: curves.bestEpoch,
    value: readMetric(metric, findBestEpoch(curves)).validation,
  }));
  const { ink } = CHART_COLOURS[theme];
  const { color } = encodeModels(theme, { orient: 'top' });
  return completeChart(data.figure, theme, {
    width: CHART_WIDTH,
    height: PLOT_HEIGHT,
    data: { values: points },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        scale: { zero: false, nice: false },
        axis: { title: 'Epoch', tickMinStep: 1, grid: false, format: 'd' },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { zero: true },
        axis: { title: `${capitalise(metric)} (${unit})` },
      },
    },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 1.75 },
        encoding: {
          color,
          strokeDash: {
            field: 'part',
            type: 'nominal',
            title: null,
            scale: {
              domain: ['validation', 'training'],
              range: [
                [1, 0],
                [3, 3],
              ],
            },
            legend: { orient: 'top', symbolType: 'stroke', symbolSize: 500 },
          },
        },
      },
      {
        data: { values: kept },
        mark: { type: 'point', size: 140, strokeWidth: 2, color: ink },
      },
    ],
  });
}
