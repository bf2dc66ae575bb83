import type { DistributionData } from '../schemas/figure-data.ts';
import type { Histogram } from '../schemas/statistics.ts';
import {
  CHART_COLOURS,
  CHART_WIDTH,
  completeChart,
  MODEL_DASHES,
  NARROW_CHART_WIDTH,
  quote,
  scaleByModel,
} from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { capitalise, formatNumber, formatShare } from './wording.ts';

const PLOT_HEIGHT = 250;
/** Width of the chart of zeros, and of the chart of the rest. */
const ZEROS_WIDTH = 150;
const REST_WIDTH = CHART_WIDTH - ZEROS_WIDTH - 40;
/** Height of the chart of zeros where it stands above the rest. */
const NARROW_ZEROS_HEIGHT = 130;
/** Room left of both plots where they stand above each other, so that they begin at one line. */
const NARROW_AXIS_EXTENT = 34;
/** Up to so many models have a column each in the chart of zeros; of more each has a row. */
const MOST_COLUMNS = 2;
/** Of the words in a narrow chart's legend, beside their symbols. */
const NARROW_LEGEND_WIDTH = 200;
/** From so many letters on a name is cut off where it does not fit. */
const LONG_NAME = 12;
/** Height of such a row, and room for the name before it. */
const ROW_HEIGHT = 24;
const NAME_WIDTH = 120;
/** Height of the mark at a model's 99th percentile, in pixels. */
const MARK_HEIGHT = 56;

type Series = DistributionData['series'][number];

/**
 * Draws the activations of the models: the share of zeros as bars, beside it the density of the values
 * above zero as outlines on the same bins, with the 99th percentile of those values marked, since a
 * tail is too low to be seen. The first model is filled, the others are broken lines. In a narrow chart the
 * zeros stand above the rest, and so they do, row by row, where there are more than two models.
 */
export function specifyActivationDistribution(
  data: DistributionData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  if (layout === 'narrow' || data.series.length > MOST_COLUMNS) {
    return completeChart(data.figure, theme, {
      resolve: { legend: { color: 'independent', strokeDash: 'independent' } },
      vconcat: [specifyZeros(data, theme, layout), specifyRest(data, theme, layout)],
    });
  }
  return completeChart(data.figure, theme, {
    bounds: 'flush',
    spacing: 76,
    resolve: { legend: { color: 'independent', strokeDash: 'independent' } },
    hconcat: [specifyZeros(data, theme, layout), specifyRest(data, theme, layout)],
  });
}

function specifyZeros(data: DistributionData, theme: ChartTheme, layout: ChartLayout) {
  if (data.series.length > MOST_COLUMNS) return specifyRowsOfZeros(data, theme, layout);
  const narrow = layout === 'narrow';
  const names = data.series.map(nameSeries);
  const share = { field: 'share', type: 'quantitative', scale: { domain: [0, 1] } };
  return {
    width: narrow ? NARROW_CHART_WIDTH : ZEROS_WIDTH,
    height: narrow ? NARROW_ZEROS_HEIGHT : PLOT_HEIGHT,
    title: 'Zeros',
    data: { values: listZeros(data) },
    encoding: {
      x: {
        field: 'model',
        type: 'nominal',
        sort: names,
        axis: { title: null, labelAngle: 0, labelPadding: 6, ticks: false },
      },
      y: {
        ...share,
        axis: {
          title: 'Share of all values',
          format: '.0%',
          tickCount: 5,
          ...(narrow && { minExtent: NARROW_AXIS_EXTENT }),
        },
      },
    },
    layer: [
      {
        mark: { type: 'bar', strokeWidth: 2, width: { band: 0.6 } },
        encoding: encodeModelBars(names, theme),
      },
      {
        mark: { type: 'text', dy: -10 },
        encoding: { text: { field: 'label' } },
      },
    ],
  };
}

/** The same with a row a model: names beside each other would not fit. */
function specifyRowsOfZeros(data: DistributionData, theme: ChartTheme, layout: ChartLayout) {
  const names = data.series.map(nameSeries);
  return {
    width: (layout === 'narrow' ? NARROW_CHART_WIDTH : CHART_WIDTH) - NAME_WIDTH,
    height: ROW_HEIGHT * names.length,
    title: 'Zeros',
    data: { values: listZeros(data) },
    encoding: {
      y: {
        field: 'model',
        type: 'nominal',
        sort: names,
        axis: { title: null, ticks: false, domain: false, labelLimit: NAME_WIDTH },
      },
      x: {
        field: 'share',
        type: 'quantitative',
        scale: { domain: [0, 1] },
        axis: { title: 'Share of all values', format: '.0%', values: [0, 0.5, 1], grid: false },
      },
    },
    layer: [
      {
        mark: { type: 'bar', strokeWidth: 1.5, height: { band: 0.6 } },
        encoding: encodeModelBars(names, theme),
      },
      {
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 12 },
        encoding: { text: { field: 'label' } },
      },
    ],
  };
}

function listZeros({ series }: DistributionData) {
  return series.map((one) => {
    const { zeroFraction } = one.summary;
    return { model: nameSeries(one), share: zeroFraction, label: formatShare(zeroFraction) };
  });
}

/** How the bars of models look: the first model's are full, the others' lighter than their outlines. */
function encodeModelBars(names: readonly string[], theme: ChartTheme) {
  const colour = chooseByModel(names, CHART_COLOURS[theme].models);
  const opacities = names.map((_, place) => (place === 0 ? 0.85 : 0.12));
  return {
    fill: colour,
    stroke: colour,
    fillOpacity: chooseByModel(names, opacities),
    strokeDash: chooseByModel(names, MODEL_DASHES),
  };
}

function specifyRest(data: DistributionData, theme: ChartTheme, layout: ChartLayout) {
  const narrow = layout === 'narrow';
  const { models } = CHART_COLOURS[theme];
  const names = data.series.map(nameSeries);
  const isSigned = data.series.some(({ negativeFraction }) => negativeFraction !== undefined);
  const isMany = data.series.length > MOST_COLUMNS;
  const highest = Math.max(...data.series.flatMap(({ histogram }) => histogram.densities));
  const legend = {
    // Below a narrow plot: there is no room in it beside the outlines.
    ...(narrow || isMany ? { orient: 'bottom', direction: 'vertical' } : { orient: 'top-right' }),
    symbolType: 'stroke',
    symbolSize: 500,
    symbolStrokeWidth: 2,
    labelLimit: limitLegend(names, { narrow, isMany }),
    labelExpr: chooseLabel(data.series),
  };
  const byModel = { field: 'model', type: 'nominal', title: null, legend };
  return {
    width: narrow ? NARROW_CHART_WIDTH : isMany ? CHART_WIDTH : REST_WIDTH,
    height: PLOT_HEIGHT,
    title: isSigned ? 'Values other than zero' : 'Values above zero',
    data: {
      values: data.series.flatMap((series) =>
        traceSteps(series.histogram).map((corner) => ({ model: nameSeries(series), ...corner })),
      ),
    },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { nice: false, zero: true },
        axis: { title: capitalise(data.quantity), grid: false, tickCount: narrow ? 5 : 8 },
      },
      y: {
        field: 'density',
        type: 'quantitative',
        // Of two dead models there is no density to take a range from.
        scale: { nice: 5, zero: true, ...(highest === 0 && { domain: [0, 1] }) },
        axis: {
          title: 'Share of all values per unit',
          tickCount: 5,
          ...(narrow && { minExtent: NARROW_AXIS_EXTENT }),
        },
      },
    },
    layer: [
      {
        transform: [{ filter: isModel(names[0]!) }],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.3, color: models[0] },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.75 },
        encoding: {
          color: { ...byModel, scale: scaleByModel(names, models) },
          strokeDash: { ...byModel, scale: scaleByModel(names, MODEL_DASHES) },
        },
      },
      ...data.series.flatMap((series, place) =>
        markTail(series, { color: models[place], strokeDash: MODEL_DASHES[place] }),
      ),
    ],
  };
}

/** Of the legend's words, in pixels. */
function limitLegend(
  names: readonly string[],
  { narrow, isMany }: { readonly narrow: boolean; readonly isMany: boolean },
): number {
  if (narrow && names.some(({ length }) => length > LONG_NAME)) return NARROW_LEGEND_WIDTH;
  return isMany ? CHART_WIDTH : REST_WIDTH;
}

/** A short upright line at the value that 99% of a model's values above zero stay below. */
function markTail(
  { aboveZero }: Series,
  { color, strokeDash }: Record<'color' | 'strokeDash', unknown>,
) {
  if (!aboveZero) return [];
  const mark = { type: 'rule', color, strokeWidth: 2, strokeDash };
  const y = { value: PLOT_HEIGHT };
  const y2 = { value: PLOT_HEIGHT - MARK_HEIGHT };
  const values = [{ p99: aboveZero.quantiles.p99 }];
  return [{ data: { values }, mark, encoding: { x: { field: 'p99' }, y, y2 } }];
}

/** The legend's words for a model: its name and where its mark stands. */
function nameInLegend(series: Series): string {
  const { aboveZero, negativeFraction } = series;
  const whose = negativeFraction === undefined ? '99%' : '99% of those above zero';
  const stands = aboveZero
    ? `${whose} below ${formatNumber(aboveZero.quantiles.p99)}`
    : negativeFraction === undefined
      ? 'nothing'
      : 'nothing above zero';
  return `${nameSeries(series)}: ${stands}`;
}

/** An expression that gives the legend's words for a model. */
function chooseLabel(series: readonly Series[]): string {
  const last = quote(nameInLegend(series.at(-1)!));
  return series
    .slice(0, -1)
    .map((one) => `datum.value === ${quote(nameSeries(one))} ? ${quote(nameInLegend(one))} : `)
    .concat(last)
    .join('');
}

/** A channel's value by the datum's model, without a scale and so without a legend. */
function chooseByModel(names: readonly string[], values: readonly unknown[]) {
  const last = names.length - 1;
  const choices = names.slice(0, last).map((name, place) => ({
    test: isModel(name),
    value: values[place],
  }));
  const [only, ...more] = choices;
  if (!only) return { value: values[last] };
  return { condition: more.length === 0 ? only : choices, value: values[last] };
}

function isModel(name: string): string {
  return `datum.model === ${quote(name)}`;
}

function nameSeries({ name, modelName }: Series): string {
  return modelName ?? name;
}

/** Corners of a histogram's outline: each bin's density from its lower edge on, down to 0 at the end. */
function traceSteps({ binEdges, densities }: Histogram) {
  return binEdges.map((value, bin) => ({ value, density: densities[bin] ?? 0 }));
}
