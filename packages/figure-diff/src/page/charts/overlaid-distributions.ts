import { capitalise, formatShare } from '@layerprint/core';
import type { DistributionDiff } from '../../kinds/distribution.ts';
import type { Histogram } from '@layerprint/core/schemas/statistics';
import {
  colourBySide,
  completePanel,
  IS_BASE,
  sayBoth,
  SIDES,
  WIDTH_BY_SIDE,
} from './side-chart.ts';
import type { OverlayPanel } from './side-chart.ts';

const PLOT_HEIGHT = 190;

/**
 * Draws each series of both sides over each other: the base as a grey area, the head as a line. Zeros that
 * are set apart are in the panel's title.
 */
export function specifyOverlaidDistributions(name: string, data: DistributionDiff): OverlayPanel[] {
  return data.series.map((series) => specifyPanel(name, data, series));
}

/** Nothing where the base has no such series: Vega warns of an area without an extent. */
const BASE_AREA = {
  transform: [{ filter: IS_BASE }],
  mark: { type: 'area', interpolate: 'step-after', fillOpacity: 0.35 },
};

function specifyPanel(
  chart: string,
  { quantity }: DistributionDiff,
  { name, zeroFraction, histogram }: DistributionDiff['series'][number],
): OverlayPanel {
  const zerosApart = histogram.base?.zerosApart ?? histogram.head?.zerosApart ?? false;
  return completePanel(chart, {
    title: capitalise(name),
    note: zerosApart ? `Zeros, not drawn: ${sayBoth(zeroFraction, formatShare)}` : '',
    height: PLOT_HEIGHT,
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
        axis: { title: 'Share of values per unit', tickCount: 4 },
      },
      color: colourBySide('stroke'),
    },
    layer: [
      ...(histogram.base ? [BASE_AREA] : []),
      { mark: { type: 'line', interpolate: 'step-after' }, encoding: WIDTH_BY_SIDE },
    ],
  });
}

/** Corners of a histogram's outline: each bin's density from its lower edge on, down to 0 at the end. */
function traceSteps(histogram: Histogram | null) {
  return (histogram?.binEdges ?? []).map((value, bin) => ({
    value,
    density: histogram?.densities[bin] ?? 0,
  }));
}
