import type { ArchitectureData } from '../schemas/figure-data.ts';
import { countOutputs } from './architecture.ts';
import { CHART_COLOURS, completeChart } from './chart-theme.ts';
import type { ChartSpec, ChartTheme } from './chart-theme.ts';
import { formatCount, formatShape } from './wording.ts';

const ROW_HEIGHT = 30;
/** Where the columns stand, in pixels from the left. */
const NAME_LEFT = 0;
const KIND_LEFT = 86;
const BARS = [180, 380] as const;
const SHAPE_RIGHT = 484;
const PARAMETERS_RIGHT = 570;
const HEADINGS = [
  { text: 'Layer', x: NAME_LEFT, align: 'left' },
  { text: 'Kind', x: KIND_LEFT, align: 'left' },
  { text: 'Values that come out', x: (BARS[0] + BARS[1]) / 2, align: 'center' },
  { text: 'Shape', x: SHAPE_RIGHT, align: 'right' },
  { text: 'Parameters', x: PARAMETERS_RIGHT, align: 'right' },
] as const;

/**
 * Draws the layers from top to bottom as centred bars, each as wide as values come out of the layer for
 * one image, with name and kind on the left, shape and parameters on the right. Layers that learn are
 * darker.
 */
export function specifyArchitecture(data: ArchitectureData, theme: ChartTheme): ChartSpec {
  const { ink, muted, neutral } = CHART_COLOURS[theme];
  const widest = Math.max(...data.layers.map(countOutputs));
  const write = (field: string, x: number, align: string, color: string, fontWeight = 400) => ({
    mark: { type: 'text', align, baseline: 'middle', color, fontWeight },
    encoding: { x: { value: x }, text: { field } },
  });
  return completeChart(data.figure, theme, {
    width: PARAMETERS_RIGHT,
    height: ROW_HEIGHT * data.layers.length,
    data: {
      values: data.layers.map((layer, row) => ({
        row,
        name: layer.name,
        kind: layer.kind,
        shape: formatShape(layer.outputShape),
        parameters: formatCount(layer.parameters),
        learns: layer.parameters > 0,
        from: -countOutputs(layer) / 2,
        to: countOutputs(layer) / 2,
      })),
    },
    encoding: { y: { field: 'row', type: 'ordinal', axis: null } },
    layer: [
      {
        mark: {
          type: 'bar',
          fill: neutral,
          stroke: neutral,
          strokeWidth: 1.5,
          cornerRadius: 2,
          height: { band: 0.66 },
        },
        encoding: {
          x: {
            field: 'from',
            type: 'quantitative',
            axis: null,
            scale: { domain: [-widest / 2, widest / 2], range: [...BARS], zero: false },
          },
          x2: { field: 'to' },
          fillOpacity: { condition: { test: 'datum.learns', value: 0.85 }, value: 0.2 },
        },
      },
      write('name', NAME_LEFT, 'left', ink, 600),
      write('kind', KIND_LEFT, 'left', muted),
      write('shape', SHAPE_RIGHT, 'right', ink),
      write('parameters', PARAMETERS_RIGHT, 'right', ink),
      ...HEADINGS.map(({ text, x, align }) => ({
        data: { values: [{}] },
        mark: { type: 'text', text, align, color: muted },
        encoding: { x: { value: x }, y: { value: -14 } },
      })),
    ],
  });
}
