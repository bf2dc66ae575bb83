import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import { CHART_COLOURS, completeChart, quote } from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { readModelName } from './model-reference.ts';
import { chooseShownClasses, findProbability, listClasses, sumOthers } from './probabilities.ts';
import { capitalise, countNoun, formatShare } from './wording.ts';

const ROW_HEIGHT = 27;
const COLUMN_WIDTH = 200;
/** The same where there is one model. */
const ONLY_COLUMN_WIDTH = 420;
/** So many stand side by side. */
const COLUMNS = 2;
/** The same where one stands above the other, each with the names of the classes. */
const NARROW_COLUMN_WIDTH = 178;
/** Of a class's name there, in pixels: a longer one is cut off, and whole in the table. */
const NARROW_LABEL_LIMIT = 120;
/** From so many letters on a name may be as long. */
const LONG_NAME = 16;
/** A title of more letters has two lines, of which each is cut off where it would leave its column. */
const LONG_TITLE = 30;
/** Room for the number after a long bar. */
const COLUMN_GAP = 66;

/**
 * Draws the class probabilities as bars, model beside model, two in a row, or one above the other; classes in the same order
 * in all, the last row for all that have none. The true class is bold and its row shaded; only the first model's
 * bars are not lighter than their outlines.
 */
export function specifyProbabilities(
  data: ProbabilitiesData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  if (layout === 'narrow') {
    return completeChart(data.figure, theme, {
      vconcat: data.models.map((_, place) =>
        specifyColumn(data, place, { width: NARROW_COLUMN_WIDTH, namesClasses: true }, theme),
      ),
    });
  }
  const width = data.models.length === 1 ? ONLY_COLUMN_WIDTH : COLUMN_WIDTH;
  const columns = data.models.map((_, place) =>
    specifyColumn(data, place, { width, namesClasses: place % COLUMNS === 0 }, theme),
  );
  return completeChart(data.figure, theme, {
    spacing: COLUMN_GAP,
    ...(columns.length > COLUMNS ? { concat: columns, columns: COLUMNS } : { hconcat: columns }),
  });
}

function specifyColumn(
  data: ProbabilitiesData,
  place: number,
  { width, namesClasses }: { readonly width: number; readonly namesClasses: boolean },
  theme: ChartTheme,
) {
  const { trueClass } = data;
  const entry = data.models[place]!;
  const { topClass } = entry;
  const { grid, models } = CHART_COLOURS[theme];
  const isRight = topClass === trueClass ? 'right' : 'wrong';
  const verdict = trueClass === undefined ? '' : `, ${isRight}`;
  const name = capitalise(readModelName(entry));
  const title = `${name}: ${topClass}${verdict}`;
  const rows = listRows(data, entry);
  const names = rows.map((row) => row.class);
  const isTrue = (field: string) =>
    trueClass === undefined ? 'false' : `datum.${field} === ${quote(trueClass)}`;
  const isCut = width === NARROW_COLUMN_WIDTH && names.some(({ length }) => length > LONG_NAME);
  const classAxis = {
    title: null,
    ticks: false,
    domain: false,
    labelPadding: 8,
    ...(isCut && { labelLimit: NARROW_LABEL_LIMIT }),
    labelFontWeight: { condition: { test: isTrue('value'), value: 600 }, value: 400 },
  };
  return {
    width,
    height: ROW_HEIGHT * rows.length,
    title:
      title.length > LONG_TITLE
        ? // What is cut off of a class stands beside its bar, but not whether it is right.
          { text: [name, verdict === '' ? topClass : `${isRight}: ${topClass}`], limit: width }
        : title,
    data: {
      values: rows.map((row) => ({ ...row, label: formatShare(row.probability) })),
    },
    encoding: {
      y: {
        field: 'class',
        type: 'nominal',
        sort: names,
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
          color: models[place],
          stroke: models[place],
          strokeWidth: 1.5,
          fillOpacity: place === 0 ? 0.85 : 0.25,
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

/** A row a class that is shown, and one for the others where there are any. */
function listRows(data: ProbabilitiesData, entry: ProbabilitiesData['models'][number]) {
  const shown = chooseShownClasses(data);
  const others = listClasses(data).length - shown.length;
  const rows = shown.map((name) => ({
    class: name,
    probability: findProbability(data, entry, name),
  }));
  if (others === 0) return rows;
  const probability = Math.min(sumOthers(data, entry, shown), 1);
  return [...rows, { class: countNoun(others, 'other class', 'other classes'), probability }];
}
