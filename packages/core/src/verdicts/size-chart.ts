import {
  CHART_COLOURS,
  completeChart,
  MODEL_SHAPES,
  scaleByModel,
  type ChartSpec,
  type ChartTheme,
} from '../figures/chart-theme.ts';
import { nameForChart, sayStandIns } from '../figures/names-in-charts.ts';
import { formatCount } from '../figures/wording.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import type { SizeCurve } from '../schemas/study-verdicts.ts';

/** Two stand side by side on a page, and one fits a phone. */
const WIDTH = 260;
const HEIGHT = 190;
/** With the axis: longer names are cut off, and told whole beside the chart. */
const TITLE_LIMIT = 310;

/**
 * Draws a measure by the number of training images, which double at equal distances: every training as a point, and the
 * mean with its interval of 95 %. Models are told apart by colour and by shape.
 *
 * @param models The experiment's, with their names.
 */
export function specifySizeCurve(
  { id, name, unit, points }: SizeCurve,
  models: readonly NamedModel[],
  theme: ChartTheme,
): ChartSpec {
  const { ink, models: colours } = CHART_COLOURS[theme];
  const shown = [...new Set(points.map(({ model }) => model))];
  const drawn = nameForChart(listNames(models)).data;
  const legend = shown.length > 1 ? { orient: 'top', symbolSize: 80 } : null;
  const byModel = { field: 'model', type: 'nominal', title: null, legend };
  const labels = drawn.map(({ modelName }) => modelName);
  const names = new Map(models.map(({ id: model }, i) => [model, labels[i]!]));
  const sizes = [...new Set(points.map(({ trainingImages }) => trainingImages))];
  const y = {
    type: 'quantitative',
    scale: { zero: false, nice: true },
    axis: { title: null, tickCount: 6, ...(unit === 'share' && { format: '.0%' }) },
  };
  return completeChart(id, theme, {
    title: { text: sayUnit(name, unit), fontSize: 13, limit: TITLE_LIMIT, frame: 'bounds' },
    width: WIDTH,
    height: HEIGHT,
    encoding: {
      x: {
        field: 'images',
        type: 'quantitative',
        scale: { type: 'log', nice: false, padding: 14 },
        axis: {
          title: 'Training images',
          values: sizes,
          grid: false,
          labelOverlap: true,
          format: ',d',
        },
      },
    },
    layer: [
      {
        data: { values: listTrainings(points, names) },
        mark: { type: 'point', filled: true, size: 22, opacity: 0.35 },
        encoding: {
          y: { ...y, field: 'value' },
          color: { ...byModel, scale: scaleByModel(labels, colours) },
          shape: { ...byModel, scale: scaleByModel(labels, MODEL_SHAPES) },
        },
      },
      {
        data: { values: listMeans(points) },
        mark: { type: 'rule', color: ink, strokeWidth: 2 },
        encoding: { y: { ...y, field: 'lower' }, y2: { field: 'upper' } },
      },
      {
        data: { values: listMeans(points) },
        mark: { type: 'tick', color: ink, thickness: 2, width: 12, orient: 'horizontal' },
        encoding: { y: { ...y, field: 'mean' } },
      },
    ],
  });
}

/** Says what a chart of a curve shows: the mean at every size. */
export function describeSizeCurve(
  { name, points }: SizeCurve,
  format: (value: number) => string,
): string {
  const parts = points.flatMap(({ trainingImages, mean }) =>
    mean === null ? [] : [`${format(mean.value)} with ${formatCount(trainingImages)}`],
  );
  return `${name} by the number of training images. Means: ${parts.join(', ')}.`;
}

/** Says which names of models charts of curves have others for; undefined where they have none. */
export function sayNamesInCurves(models: readonly NamedModel[]): string | undefined {
  return sayStandIns(listNames(models), 'the charts');
}

function listNames(models: readonly NamedModel[]) {
  return models.map(({ name }) => ({ modelName: name }));
}

function sayUnit(name: string, unit: string): string {
  return unit === '' || unit === 'share' ? name : `${name} (${unit})`;
}

function listTrainings(points: SizeCurve['points'], names: ReadonlyMap<string, string>) {
  return points.flatMap(({ trainingImages: images, model, values }) =>
    values.map((value) => ({ images, model: names.get(model)!, value })),
  );
}

function listMeans(points: SizeCurve['points']) {
  return points.flatMap(({ trainingImages: images, mean }) =>
    mean === null ? [] : [{ images, mean: mean.value, lower: mean.lower, upper: mean.upper }],
  );
}
