import type { DistributionData } from '../schemas/figure-data.ts';
import type { Histogram } from '../schemas/statistics.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';
import {
  CHART_COLOURS,
  CHART_WIDTH,
  completeChart,
  encodeModels,
  MODEL_DASHES,
} from './chart-theme.ts';
import type { ChartSpec, ChartTheme } from './chart-theme.ts';
import { findSeries, PIXEL_SERIES } from './distribution.ts';
import { capitalise, countNoun, formatShare } from './wording.ts';

const PLOT_HEIGHT = 240;
const PIXEL_ROW_HEIGHT = 76;
/** Width of the chart of zeros, beside the rest. */
const ZEROS_WIDTH = 110;
const IS_BENCHMARK = "datum.model === 'benchmark'";

/**
 * Draws the activations of both models: the share of zeros as bars, beside it the density of the values
 * above zero as outlines on the same bins. The benchmark is filled, the dummy a broken line.
 */
export function specifyActivationDistribution(
  data: DistributionData,
  theme: ChartTheme,
): ChartSpec {
  const models = MODEL_NAMES.map((name) => findSeries(data, name));
  const zeros = models.map(({ name, summary }) => ({
    model: name,
    share: summary.zeroFraction,
    label: formatShare(summary.zeroFraction),
  }));
  const outlines = models.flatMap(({ name, histogram }) =>
    traceSteps(histogram).map((point) => ({ model: name, ...point })),
  );
  return completeChart(data.figure, theme, {
    hconcat: [
      specifyZeros(zeros, theme),
      specifyOutlines(outlines, `${capitalise(data.quantity)}, values above zero`, theme),
    ],
  });
}

/** Draws an image's pixel values as bars, all channels above one row a channel. */
export function specifyPixelDistribution(data: DistributionData, theme: ChartTheme): ChartSpec {
  const { neutral, channels } = CHART_COLOURS[theme];
  return completeChart(data.figure, theme, {
    spacing: 14,
    vconcat: PIXEL_SERIES.map((name, row) => {
      const { histogram, summary } = findSeries(data, name);
      const label = name === 'all' ? 'All channels' : capitalise(name);
      const colour = name === 'all' ? neutral : channels[name];
      const last = row === PIXEL_SERIES.length - 1;
      return {
        width: CHART_WIDTH,
        height: name === 'all' ? PIXEL_ROW_HEIGHT * 2 : PIXEL_ROW_HEIGHT,
        title: `${label}, ${countNoun(summary.n, 'value')}`,
        data: {
          values: histogram.counts.map((_, bin) => ({
            from: histogram.binEdges[bin],
            to: histogram.binEdges[bin + 1],
            density: histogram.densities[bin],
          })),
        },
        mark: { type: 'rect', color: colour, stroke: CHART_COLOURS[theme].page, strokeWidth: 1 },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            scale: { domain: [0, 1] },
            axis: {
              title: last ? 'Pixel value (0 black, 1 full)' : null,
              labels: last,
              grid: false,
            },
          },
          x2: { field: 'to' },
          y: {
            field: 'density',
            type: 'quantitative',
            scale: { domainMin: 0, nice: true },
            axis: { title: 'Density', tickCount: name === 'all' ? 5 : 3 },
          },
          y2: { datum: 0 },
        },
      };
    }),
  });
}

function specifyZeros(values: readonly object[], theme: ChartTheme) {
  const { ink } = CHART_COLOURS[theme];
  const { color } = encodeModels(theme, null);
  const x = {
    field: 'model',
    type: 'nominal',
    sort: MODEL_NAMES,
    axis: { title: null, labelAngle: 0, ticks: false },
  };
  const y = { field: 'share', type: 'quantitative', scale: { domain: [0, 1] } };
  return {
    width: ZEROS_WIDTH,
    height: PLOT_HEIGHT,
    title: 'Zeros',
    data: { values },
    encoding: { x },
    layer: [
      {
        mark: { type: 'bar', strokeWidth: 2, width: { band: 0.6 } },
        encoding: {
          y: { ...y, axis: { title: 'Share of all values', format: '.0%', tickCount: 5 } },
          fill: color,
          stroke: color,
          fillOpacity: { condition: { test: IS_BENCHMARK, value: 0.85 }, value: 0.12 },
          strokeDash: {
            condition: { test: IS_BENCHMARK, value: MODEL_DASHES.benchmark },
            value: MODEL_DASHES.dummy,
          },
        },
      },
      {
        mark: { type: 'text', dy: -9, color: ink },
        encoding: { y, text: { field: 'label' } },
      },
    ],
  };
}

function specifyOutlines(values: readonly object[], title: string, theme: ChartTheme) {
  const encoding = {
    x: {
      field: 'value',
      type: 'quantitative',
      scale: { nice: false, zero: true },
      axis: { title, grid: false },
    },
    y: {
      field: 'density',
      type: 'quantitative',
      scale: { zero: true, nice: true },
      axis: { title: 'Density', tickCount: 5 },
    },
  };
  const legend = {
    orient: 'top-right',
    symbolType: 'stroke',
    symbolSize: 500,
    symbolStrokeWidth: 2,
  };
  const { color, strokeDash } = encodeModels(theme, legend);
  return {
    width: CHART_WIDTH - ZEROS_WIDTH - 100,
    height: PLOT_HEIGHT,
    title: 'Values above zero',
    data: { values },
    encoding,
    layer: [
      {
        transform: [{ filter: IS_BENCHMARK }],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.3 },
        encoding: { color },
      },
      {
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.75 },
        encoding: { color, strokeDash },
      },
    ],
  };
}

/** Corners of a histogram's outline: each bin's density from its lower edge on, down to 0 at the end. */
function traceSteps({ binEdges, densities }: Histogram) {
  return binEdges.map((value, bin) => ({ value, density: densities[bin] ?? 0 }));
}
