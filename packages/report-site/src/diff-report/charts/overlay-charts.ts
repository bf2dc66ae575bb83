import { CHART_THEMES } from '@layerprint/core';
import type { ChartSpec, ChartTheme } from '@layerprint/core';
import type { Diff } from '@layerprint/core/schemas/diff';
import type { FigureDiff } from '@layerprint/core/schemas/figure-diff';
import { specifyOverlaidCurves } from './overlaid-curves.ts';
import { specifyOverlaidDistributions } from './overlaid-distributions.ts';
import { specifyOverlaidProbabilities } from './overlaid-probabilities.ts';

/** Below the folder of the report: charts with both sides over each other. */
const CHARTS_FOLDER = 'charts';

/** A chart to be drawn, and where it goes. */
export interface OverlayChart {
  readonly path: string;
  readonly spec: ChartSpec;
}

/** Lists the charts that a report shows beside the pictures of its figures, for light and for dark. */
export function listOverlayCharts({ figures }: Diff): OverlayChart[] {
  return figures.flatMap((figure) =>
    CHART_THEMES.flatMap((theme) => {
      const spec = specifyOverlay(figure, theme);
      return spec ? [{ path: overlayChartPath(figure, theme), spec }] : [];
    }),
  );
}

/** Where a figure's chart is, below the folder of the report. */
export function overlayChartPath({ id }: FigureDiff, theme: ChartTheme): string {
  return `${CHARTS_FOLDER}/${id}-${theme}.svg`;
}

/** Whether a figure has such a chart: pixels are compared as pixels. */
export function hasOverlayChart({ data }: FigureDiff): boolean {
  return data !== null && ['distribution', 'probabilities', 'training-curves'].includes(data.kind);
}

function specifyOverlay({ id, data }: FigureDiff, theme: ChartTheme): ChartSpec | undefined {
  switch (data?.kind) {
    case 'distribution':
      return specifyOverlaidDistributions(id, data, theme);
    case 'probabilities':
      return specifyOverlaidProbabilities(id, data, theme);
    case 'training-curves':
      return specifyOverlaidCurves(id, data, theme);
    default:
      return undefined;
  }
}
