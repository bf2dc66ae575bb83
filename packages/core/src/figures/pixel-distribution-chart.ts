import type { DistributionData } from '../schemas/figure-data.ts';
import { CHART_COLOURS, CHART_WIDTH, completeChart, NARROW_CHART_WIDTH } from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { COLOUR_CHANNELS } from './distribution.ts';
import { capitalise, countNoun, formatNumber } from './wording.ts';

const ALL_HEIGHT = 150;
const CHANNEL_HEIGHT = 76;
const PIXEL_VALUE: Readonly<Record<ChartLayout, string>> = {
  wide: 'Pixel value, from 0 (none of the colour) to 1 (all of it)',
  narrow: 'Pixel value, from 0 (none) to 1 (all)',
};

/**
 * Draws an image's pixel values as bars, all channels above one row a channel, the median of each marked; of a
 * grey one there is one row.
 * The channels' rows share one range of densities.
 */
export function specifyPixelDistribution(
  data: DistributionData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  const channelTop = Math.max(
    ...data.series.slice(1).flatMap(({ histogram }) => histogram.densities),
  );
  return completeChart(data.figure, theme, {
    spacing: 14,
    vconcat: data.series.map((series) => specifyRow(data, series, channelTop, theme, layout)),
  });
}

function specifyRow(
  { series }: DistributionData,
  { name, histogram, summary }: DistributionData['series'][number],
  channelTop: number,
  theme: ChartTheme,
  layout: ChartLayout,
) {
  const { ink, page, neutral, channels } = CHART_COLOURS[theme];
  const channel = COLOUR_CHANNELS.find((known) => known === name);
  const all = channel === undefined;
  const last = name === series.at(-1)!.name;
  const heading = series.length === 1 ? 'Grey' : all ? 'All channels' : capitalise(name);
  const top = all ? Math.max(...histogram.densities) : channelTop;
  const median = summary.quantiles.p50;
  const narrow = layout === 'narrow';
  const title = `${heading}: ${countNoun(summary.n, 'value')}, median ${formatNumber(median)}`;
  return {
    width: narrow ? NARROW_CHART_WIDTH : CHART_WIDTH,
    height: all ? ALL_HEIGHT : CHANNEL_HEIGHT,
    // From the chart's edge where the plot is too narrow for it.
    title: narrow ? { text: title, frame: 'bounds', fontSize: 13 } : title,
    data: {
      values: histogram.counts.map((_, bin) => ({
        from: histogram.binEdges[bin],
        to: histogram.binEdges[bin + 1],
        density: histogram.densities[bin],
      })),
    },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        scale: { domain: [0, 1] },
        axis: {
          title: last ? PIXEL_VALUE[layout] : null,
          labels: last,
          grid: false,
        },
      },
    },
    layer: [
      {
        mark: {
          type: 'rect',
          color: all ? neutral : channels[channel],
          stroke: page,
          strokeWidth: 1,
        },
        encoding: {
          x2: { field: 'to' },
          y: {
            field: 'density',
            type: 'quantitative',
            scale: { domain: [0, top], nice: true },
            axis: { title: 'Density', tickCount: all ? 5 : 3, minExtent: 30 },
          },
          y2: { datum: 0 },
        },
      },
      // A halo, so that the mark is seen on bars of any colour. Both have one datum, or they would be drawn
      // once a bar.
      markMedian(median, { color: page, strokeWidth: 4.5 }),
      markMedian(median, { color: ink, strokeWidth: 1.5, strokeDash: [4, 3] }),
    ],
  };
}

function markMedian(median: number, look: Readonly<Record<string, unknown>>) {
  return {
    data: { values: [{ median }] },
    mark: { type: 'rule', ...look },
    encoding: { x: { field: 'median' } },
  };
}
