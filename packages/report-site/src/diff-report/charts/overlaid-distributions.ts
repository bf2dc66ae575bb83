import { capitalise, formatShare } from '@layerprint/core';
import type { ChartSpec, ChartTheme } from '@layerprint/core';
import type { DataDiff } from '@layerprint/core/schemas/figure-diff';
import type { Histogram } from '@layerprint/core/schemas/statistics';
import {
  arrangePanels,
  colourBySide,
  IS_BASE,
  PANEL_WIDTH,
  sayBoth,
  SIDES,
  titlePanel,
  WIDTH_BY_SIDE,
} from './side-chart.ts';

export type DistributionDiff = Extract<DataDiff, { kind: 'distribution' }>;

const PLOT_HEIGHT = 190;

/**
 * Draws each series of both sides over each other: the base as a grey area, the head as a line. Zeros that
 * are set apart are in the panel's title.
 */
export function specifyOverlaidDistributions(
  name: string,
  data: DistributionDiff,
  theme: ChartTheme,
): ChartSpec {
  return arrangePanels(
    name,
    theme,
    data.series.map((series, index) => specifyPanel(data, series, index === 0, theme)),
  );
}

function specifyPanel(
  { quantity }: DistributionDiff,
  { name, zeroFraction, histogram }: DistributionDiff['series'][number],
  isFirst: boolean,
  theme: ChartTheme,
) {
  const zerosApart = histogram.base?.zerosApart ?? histogram.head?.zerosApart ?? false;
  const subtitle = zerosApart ? `Zeros, not drawn: ${sayBoth(zeroFraction, formatShare)}` : '';
  return {
    width: PANEL_WIDTH,
    height: PLOT_HEIGHT,
    title: titlePanel(capitalise(name), subtitle, theme),
    data: {
      values: SIDES.flatMap((side) =>
        traceSteps(histogram[side]).map((corner) => ({ side, ...corner })),
      ),
    },
    encoding: {
      x: {
        field: 'value',
        type: 'quantitative',
        scale: { nice: false, zero: true },
        axis: { title: capitalise(quantity), grid: false, tickCount: 6 },
      },
      y: {
        field: 'density',
        type: 'quantitative',
        scale: { nice: 5, zero: true },
        axis: { title: isFirst ? 'Share of values per unit' : null, tickCount: 4 },
      },
      color: colourBySide(theme, 'stroke'),
    },
    layer: [
      {
        transform: [{ filter: IS_BASE }],
        mark: { type: 'area', interpolate: 'step-after', fillOpacity: 0.35 },
      },
      { mark: { type: 'line', interpolate: 'step-after' }, encoding: WIDTH_BY_SIDE },
    ],
  };
}

/** Corners of a histogram's outline: each bin's density from its lower edge on, down to 0 at the end. */
function traceSteps(histogram: Histogram | null) {
  return (histogram?.binEdges ?? []).map((value, bin) => ({
    value,
    density: histogram?.densities[bin] ?? 0,
  }));
}
