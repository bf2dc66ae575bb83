import { CLASS_NAMES } from '../images.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import { CHART_COLOURS, completeChart } from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { capitalise, formatShare } from './wording.ts';

const ROW_HEIGHT = 27;
const COLUMN_WIDTH = 200;
/** The same where one stands above the other, each with the names of the classes. */
const NARROW_COLUMN_WIDTH = 178;
/** Room for the number after a long bar. */
const COLUMN_GAP = 66;

/**
 * Draws the class probabilities as bars, the benchmark left, the dummy right, or one above the other;
 * classes in the same order in both. The true class is bold and its row shaded; the dummy's bars are
 * lighter than their outlines.
 */
export function specifyProbabilities(
  data: ProbabilitiesData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  if (layout === 'narrow') {
    return completeChart(data.figure, theme, {
      vconcat: data.models.map((entry) =>
        specifyColumn(data, entry, { width: NARROW_COLUMN_WIDTH, namesClasses: true }, theme),
      ),
    });
  }
  return completeChart(data.figure, theme, {
    spacing: COLUMN_GAP,
    hconcat: data.models.map((entry, column) =>
      specifyColumn(data, entry, { width: COLUMN_WIDTH, namesClasses: column === 0 }, theme),
    ),
  });
}

function specifyColumn(
  { trueClass }: ProbabilitiesData,
  { model, probabilities, topClass }: ProbabilitiesData['models'][number],
  { width, namesClasses }: { readonly width: number; readonly namesClasses: boolean },
  theme: ChartTheme,
) {
  const { grid, models } = CHART_COLOURS[theme];
  const isTrue = (field: string) => `datum.${field} === '${trueClass}'`;
  const classAxis = {
    title: null,
    ticks: false,
    domain: false,
    labelPadding: 8,
    labelFontWeight: { condition: { test: isTrue('value'), value: 600 }, value: 400 },
  };
  return {
    width,
    height: ROW_HEIGHT * CLASS_NAMES.length,
    title: `${capitalise(model)}: ${topClass}, ${topClass === trueClass ? 'right' : 'wrong'}`,
    data: {
      values: probabilities.map((probability, label) => ({
        class: CLASS_NAMES[label],
        probability,
        label: formatShare(probability),
      })),
    },
    encoding: {
      y: {
        field: 'class',
        type: 'nominal',
        sort: CLASS_NAMES,
        axis: namesClasses ? classAxis : null,
      },
      x: {
        field: 'probability',
        type: 'quantitative',
        scale: { domain: [0, 1] },
        axis: { title: 'Probability', format: '.0%', values: [0, 0.5, 1], grid: false },
      },
    },
    layer: [
      {
        transform: [{ filter: isTrue('class') }],
        mark: { type: 'bar', color: grid, height: { band: 1 } },
        encoding: { x: { datum: 0 }, x2: { datum: 1 } },
      },
      {
        mark: {
          type: 'bar',
          color: models[model],
          stroke: models[model],
          strokeWidth: 1.5,
          fillOpacity: model === 'benchmark' ? 0.85 : 0.25,
          height: { band: 0.6 },
        },
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12 },
        encoding: { text: { field: 'label' } },
      },
    ],
  };
}
