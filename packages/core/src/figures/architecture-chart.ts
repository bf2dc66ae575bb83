import type { ArchitectureData } from '../schemas/figure-data.ts';
import { countOutputs, listDetails, nameKind } from './architecture.ts';
import { CHART_COLOURS, completeChart } from './chart-theme.ts';
import type { ChartLayout, ChartSpec, ChartTheme } from './chart-theme.ts';
import { countNoun, formatCount, formatShape } from './wording.ts';

/** Where a layer's words and its bar stand. */
interface Columns {
  readonly rowHeight: number;
  readonly width: number;
  /** Of words, in pixels: what is longer is cut off, and whole in the table. */
  readonly limit?: number;
  /** Whether shape and parameters begin at their place, and do not end there. */
  readonly left?: boolean;
  /** In pixels from the left, and from the row's middle. */
  readonly name: readonly [x: number, dy: number];
  readonly kind: readonly [x: number, dy: number];
  readonly details: readonly [x: number, dy: number];
  readonly shape: readonly [x: number, dy: number];
  readonly parameters: readonly [x: number, dy: number];
  readonly bars: readonly [from: number, to: number];
  readonly headings: readonly (readonly [text: string, x: number, align: string])[];
}

/** Up to so many letters a layer's name, its kind and what it does fit in columns side by side. */
const MOST_LETTERS = { name: 11, kind: 11, details: 13 };

const COLUMNS: Readonly<Record<ChartLayout | `${ChartLayout} stacked`, Columns>> = {
  wide: {
    rowHeight: 30,
    width: 570,
    name: [0, 0],
    kind: [80, 0],
    details: [160, 0],
    shape: [484, 0],
    parameters: [570, 0],
    bars: [244, 392],
    headings: [
      ['Layer', 0, 'left'],
      ['Kind', 80, 'left'],
      ['Values that come out', 318, 'center'],
      ['Shape', 484, 'right'],
      ['Parameters', 570, 'right'],
    ],
  },
  // With long words: name, kind and what it does stand below each other.
  'wide stacked': {
    rowHeight: 62,
    width: 640,
    limit: 300,
    name: [0, -17],
    kind: [0, 0],
    details: [0, 17],
    shape: [550, 0],
    parameters: [640, 0],
    bars: [316, 436],
    headings: [
      ['Layer', 0, 'left'],
      ['Values that come out', 376, 'center'],
      ['Shape', 550, 'right'],
      ['Parameters', 640, 'right'],
    ],
  },
  'narrow stacked': {
    rowHeight: 100,
    width: 316,
    limit: 230,
    name: [0, -34],
    kind: [0, -17],
    details: [0, 0],
    shape: [0, 17],
    parameters: [0, 34],
    bars: [236, 316],
    left: true,
    headings: [
      ['Layer, shape, parameters', 0, 'left'],
      ['Values out', 316, 'right'],
    ],
  },
  // One below the other: name, kind and what it does, shape and parameters.
  narrow: {
    rowHeight: 64,
    width: 316,
    name: [0, -15],
    kind: [0, 1],
    details: [0, 17],
    shape: [316, -9],
    parameters: [316, 9],
    bars: [92, 202],
    headings: [
      ['Layer', 0, 'left'],
      ['Values out', 147, 'center'],
      ['Shape, parameters', 316, 'right'],
    ],
  },
};

/**
 * Draws the layers from top to bottom as centred bars, each as wide as values come out of the layer for
 * one image, with name, kind and what they do on the left, shape and parameters on the right. Layers that
 * learn are darker.
 */
export function specifyArchitecture(
  data: ArchitectureData,
  theme: ChartTheme,
  layout: ChartLayout = 'wide',
): ChartSpec {
  const { ink, muted, neutral } = CHART_COLOURS[theme];
  const columns = COLUMNS[isLong(data) ? (`${layout} stacked` as const) : layout];
  const align = columns.left ? 'left' : 'right';
  const widest = Math.max(...data.layers.map(countOutputs));
  const write = (
    field: 'name' | 'kind' | 'details' | 'shape' | 'parameters',
    align: string,
    color: string,
    fontWeight = 400,
  ) => {
    const [x, dy] = columns[field];
    return {
      mark: {
        type: 'text',
        align,
        baseline: 'middle',
        color,
        fontWeight,
        ...(dy !== 0 && { dy }),
        ...(columns.limit !== undefined && { limit: columns.limit }),
      },
      encoding: { x: { value: x }, text: { field } },
    };
  };
  return completeChart(data.figure, theme, {
    width: columns.width,
    height: columns.rowHeight * data.layers.length,
    data: {
      values: data.layers.map((layer, row) => ({
        row,
        name: layer.name,
        kind: nameKind(layer),
        details: listDetails(layer).join(', '),
        shape: formatShape(layer.outputShape),
        parameters: columns.left
          ? countNoun(layer.parameters, 'parameter')
          : formatCount(layer.parameters),
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
            scale: { domain: [-widest / 2, widest / 2], range: [...columns.bars], zero: false },
          },
          x2: { field: 'to' },
          fillOpacity: { condition: { test: 'datum.learns', value: 0.85 }, value: 0.2 },
        },
      },
      write('name', 'left', ink, 600),
      write('kind', 'left', muted),
      write('details', 'left', muted),
      write('shape', align, ink),
      write('parameters', align, ink),
      ...columns.headings.map(([text, x, align]) => ({
        data: { values: [{}] },
        mark: { type: 'text', text, align, color: muted },
        encoding: { x: { value: x }, y: { value: -14 } },
      })),
    ],
  });
}

/** Whether the words of any layer are too long for a column. */
function isLong({ layers }: ArchitectureData): boolean {
  return layers.some(
    (layer) =>
      layer.name.length > MOST_LETTERS.name ||
      nameKind(layer).length > MOST_LETTERS.kind ||
      listDetails(layer).join(', ').length > MOST_LETTERS.details,
  );
}
