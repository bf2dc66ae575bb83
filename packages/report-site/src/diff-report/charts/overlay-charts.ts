import { CHART_THEMES } from '@layerprint/core';
import type { ChartTheme } from '@layerprint/core';
import type { Diff } from '@layerprint/core/schemas/diff';
import type { FigureDiff } from '@layerprint/core/schemas/figure-diff';
import { specifyOverlaidCurves } from './overlaid-curves.ts';
import { specifyOverlaidDistributions } from './overlaid-distributions.ts';
import { specifyOverlaidProbabilities } from './overlaid-probabilities.ts';
import type { OverlayPanel } from './side-chart.ts';

/** Below the folder of the report: charts with both sides over each other. */
const CHARTS_FOLDER = 'charts';

/** A chart, and where it goes below the folder of the report. */
export interface OverlayChart extends OverlayPanel {
  readonly path: string;
}

/** Lists the charts that a report shows beside the pictures of its figures, for light and for dark. */
export function listAllCharts({ figures }: Diff): OverlayChart[] {
  return CHART_THEMES.flatMap((theme) =>
    figures.flatMap((figure) => listOverlayCharts(figure, theme)),
  );
}

/** Lists the charts of one figure, one a model or series; none where it is pixels. */
export function listOverlayCharts(figure: FigureDiff, theme: ChartTheme): OverlayChart[] {
  return specifyPanels(figure, theme).map((panel, index) => ({
    ...panel,
    path: `${CHARTS_FOLDER}/${figure.id}-${index + 1}-${theme}.svg`,
  }));
}

function specifyPanels({ id, data }: FigureDiff, theme: ChartTheme): OverlayPanel[] {
  switch (data?.kind) {
    case 'distribution':
      return specifyOverlaidDistributions(id, data, theme);
    case 'probabilities':
      return specifyOverlaidProbabilities(id, data, theme);
    case 'training-curves':
      return specifyOverlaidCurves(id, data, theme);
    default:
      return [];
  }
}
