import { CLASS_NAMES } from '../schemas/dataset.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import { CHART_COLOURS, completeChart } from './chart-theme.ts';
import type { ChartSpec, ChartTheme } from './chart-theme.ts';
import { formatShare } from './wording.ts';
import { capitalise } from './wording.ts';

const ROW_HEIGHT = 26;
const COLUMN_WIDTH = 210;

/**
 * Draws the class probabilities as bars, the benchmark left, the dummy right, classes in the same order in
 * both. The true class is named in bold and its row marked; the dummy's bars are outlines.
 */
export function specifyProbabilities(data: ProbabilitiesData, theme: ChartTheme): ChartSpec {
  return completeChart(data.figure, theme, {
    hconcat: data.models.map((entry, column) => specifyModel(data, entry, column === 0, theme)),
  });
}

function specifyModel(
  { trueClass }: ProbabilitiesData,
  { model, probabilities, topClass }: ProbabilitiesData['models'][number],
  first: boolean,
  theme: ChartTheme,
) {
  const { ink, grid, models } = CHART_COLOURS[theme];
  const isTrue = `datum.class === '${trueClass}'`;
  const labelWeight = {
    condition: { test: `datum.value === '${trueClass}'`, value: 600 },
    value: 400,
  };
  const y = {
    field: 'class',
    type: 'nominal',
    sort: CLASS_NAMES,
    axis: first
      ? { title: null, ticks: false, domain: false, labelPadding: 8, labelFontWeight: labelWeight }
      : null,
  };
  const x = { field: 'probability', type: 'quantitative', scale: { domain: [0, 1] } };
  const verdict = topClass === trueClass ? 'right' : 'wrong';
  return {
    width: COLUMN_WIDTH,
    height: ROW_HEIGHT * CLASS_NAMES.length,
    title: `${capitalise(model)}: ${topClass}, ${verdict}`,
    data: {
      values: probabilities.map((probability, label) => ({
        class: CLASS_NAMES[label],
        probability,
        label: formatShare(probability),
      })),
    },
    encoding: { y },
    layer: [
      {
        transform: [{ filter: isTrue }],
        mark: { type: 'bar', color: grid, height: { band: 1 } },
        encoding: { x: { datum: 0 }, x2: { datum: 1 } },
      },
      {
        mark: {
          type: 'bar',
          color: models[model],
          stroke: models[model],
          strokeWidth: 1.5,
          fillOpacity: model === 'benchmark' ? 1 : 0.25,
          height: { band: 0.6 },
        },
        encoding: {
          x: { ...x, axis: { title: 'Probability', format: '.0%', tickCount: 5, grid: false } },
        },
      },
      {
        mark: { type: 'text', color: ink, fontSize: 11 },
        encoding: {
          x,
          text: { field: 'label' },
        },
      },
    ],
  };
}
