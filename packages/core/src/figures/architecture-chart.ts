import type { ArchitectureData } from '../schemas/figure-data.ts';
import { countOutputs } from './architecture.ts';
import { CHART_COLOURS, completeChart } from './chart-theme.ts';
import type { ChartSpec, ChartTheme } from './chart-theme.ts';
import { countNoun, formatShape } from './wording.ts';

const ROW_HEIGHT = 32;
const PLOT_WIDTH = 560;

/**
 * Draws the layers from top to bottom as centred bars, each as wide as values come out of the layer, with
 * its name on the left and its output's shape and its parameters on the right.
 */
export function specifyArchitecture(data: ArchitectureData, theme: ChartTheme): ChartSpec {
  const { ink, muted, neutral } = CHART_COLOURS[theme];
  const widest = Math.max(...data.layers.map(countOutputs));
  const y = {
    field: 'row',
    type: 'ordinal',
    axis: null,
    scale: { paddingInner: 0.3, paddingOuter: 0.15 },
  };
  const text = (x: number, align: string, field: string, mark: object) => ({
    mark: { type: 'text', align, baseline: 'middle', ...mark },
    encoding: { x: { value: x }, text: { field } },
  });
  return completeChart(data.figure, theme, {
    width: PLOT_WIDTH,
    height: ROW_HEIGHT * data.layers.length,
    data: {
      values: data.layers.map((layer, row) => ({
        row,
        name: layer.name,
        kind: layer.kind,
        shape: formatShape(layer.outputShape),
        parameters: layer.parameters === 0 ? '' : countNoun(layer.parameters, 'parameter'),
        from: -countOutputs(layer) / 2,
        to: countOutputs(layer) / 2,
      })),
    },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', fill: neutral, stroke: neutral, strokeWidth: 1.5, cornerRadius: 2 },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            axis: null,
            scale: { domain: [-widest, widest] },
          },
          x2: { field: 'to' },
          fillOpacity: {
            condition: {
              test: "datum.kind === 'convolution' || datum.kind === 'dense'",
              value: 0.75,
            },
            value: 0.2,
          },
        },
      },
      text(0, 'left', 'name', { color: ink, fontWeight: 600 }),
      text(PLOT_WIDTH, 'right', 'shape', { color: ink }),
    ],
  });
}
