import type { FigureDiff } from '../../schemas/figure-diff.ts';
import { specifyOverlaidCurves } from './overlaid-curves.ts';
import { specifyOverlaidDistributions } from './overlaid-distributions.ts';
import { specifyOverlaidProbabilities } from './overlaid-probabilities.ts';
import type { OverlayPanel } from './side-chart.ts';

/** Below the folder of the report: charts with both sides over each other. */
const CHARTS_FOLDER = 'charts';

/** A chart, and where it goes below the folder of the report: for light and for dark. */
export interface OverlayChart extends OverlayPanel {
  readonly path: string;
  readonly darkPath: string;
}

/** Lists the charts of one figure, one a model or series; none where it is pixels. */
export function listOverlayCharts(figure: FigureDiff): OverlayChart[] {
  return specifyPanels(figure).map((panel, index) => {
    const path = `${CHARTS_FOLDER}/${figure.id}-${index + 1}`;
    return { ...panel, path: `${path}-light.svg`, darkPath: `${path}-dark.svg` };
  });
}

function specifyPanels({ id, data }: FigureDiff): OverlayPanel[] {
  switch (data?.kind) {
    case 'distribution':
      return specifyOverlaidDistributions(id, data);
    case 'probabilities':
      return specifyOverlaidProbabilities(id, data);
    case 'training-curves':
      return specifyOverlaidCurves(id, data);
    case 'architecture':
    case 'activation-grid':
    case 'picture':
    case undefined:
      return [];
  }
}
