import { comparedKindOf } from '../../kinds/compared-kinds.ts';
import type { FigureDiff } from '../../schemas/figure-diff.ts';
import type { OverlayPanel } from './side-chart.ts';

/** Below the folder of the report: charts with both sides over each other. */
const CHARTS_FOLDER = 'charts';

/** A chart, and where it goes below the folder of the report: for light and for dark. */
export interface OverlayChart extends OverlayPanel {
  readonly path: string;
  readonly darkPath: string;
}

/** Lists the charts of one figure, one a model or series; none where it is pixels. */
export function listOverlayCharts({ id, data }: FigureDiff): OverlayChart[] {
  if (data === null) return [];
  return comparedKindOf(data.kind)
    .overlay(id, data)
    .map((panel, index) => {
      const path = `${CHARTS_FOLDER}/${id}-${index + 1}`;
      return { ...panel, path: `${path}-light.svg`, darkPath: `${path}-dark.svg` };
    });
}
