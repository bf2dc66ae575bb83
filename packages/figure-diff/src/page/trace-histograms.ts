import type { Histogram } from '@layerprint/core/schemas/statistics';
import { SIDES } from './charts/side-chart.ts';
import type { OfSides, SideName } from './charts/side-chart.ts';

/** The size of the drawing, in its own units. */
export const HISTOGRAM_VIEW = { width: 300, height: 60 } as const;

/**
 * Traces both sides' densities as steps over one scale: from 0 to the largest edge, and from 0 to the
 * highest density. Bins may differ between the sides.
 *
 * @returns SVG path data a side, closed along the axis; empty where a side has no histogram.
 */
export function traceHistograms(histograms: OfSides<Histogram>): {
  readonly paths: Readonly<Record<SideName, string>>;
  /** The value at the right end of the scale. */
  readonly maximum: number;
} {
  const present = SIDES.flatMap((side) => histograms[side] ?? []);
  const maximum = Math.max(0, ...present.map(({ binEdges }) => binEdges.at(-1)!));
  const highest = Math.max(0, ...present.flatMap(({ densities }) => densities));
  const across = maximum === 0 ? 0 : HISTOGRAM_VIEW.width / maximum;
  const up = highest === 0 ? 0 : HISTOGRAM_VIEW.height / highest;
  const trace = (histogram: Histogram | null) => {
    if (!histogram) return '';
    const { binEdges, densities } = histogram;
    const at = (edge: number) => round(edge * across);
    const steps = densities.map(
      (density, bin) => `V${round(HISTOGRAM_VIEW.height - density * up)}H${at(binEdges[bin + 1]!)}`,
    );
    return `M${at(binEdges[0]!)} ${HISTOGRAM_VIEW.height}${steps.join('')}V${HISTOGRAM_VIEW.height}Z`;
  };
  return { paths: { base: trace(histograms.base), head: trace(histograms.head) }, maximum };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
