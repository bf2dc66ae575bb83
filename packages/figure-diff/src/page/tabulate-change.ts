import { countNoun, describeLayer, formatShape } from '@layerprint/core';
import type { FigureTable } from '@layerprint/core';
import type { DataDiff, FigureDiff } from '../schemas/figure-diff.ts';
import type { Layer } from '@layerprint/core/schemas/layer';
import { SIDES } from './charts/side-chart.ts';
import type { OfSides } from './charts/side-chart.ts';

type Cell = string | number;
type DataOf<K extends DataDiff['kind']> = Extract<DataDiff, { kind: K }>;

/** The numbers behind a change, in tables; none where no data were compared. */
export function tabulateChange({ data }: FigureDiff): FigureTable[] {
  switch (data?.kind) {
    case 'activation-grid':
      return [tabulateGrid(data), tabulateChannels(data)];
    case 'distribution':
      return [tabulateSeries(data)];
    case 'probabilities':
      return [tabulateProbabilities(data)];
    case 'training-curves':
      return [tabulateEpochs(data)];
    case 'architecture':
      return [tabulateLayers(data)];
    case 'picture':
      return [tabulatePanels(data)];
    case undefined:
      return [];
  }
}

function tabulateGrid(data: DataOf<'activation-grid'>): FigureTable {
  const { histogram } = data;
  return makeTable(
    ['Of all maps', 'Base', 'Head'],
    [
      ['Share of zeros', ...both(data.zeroFraction)],
      ['Mean', ...both(data.mean)],
      ['Maximum', ...both(data.max)],
      ['Entropy, bits', ...both(data.entropyBits)],
      ['Relative error', '', orNone(data.relativeError)],
      ['Jensen–Shannon divergence, bits', '', orNone(histogram.jensenShannonDivergenceBits)],
      ['Earth mover’s distance', '', orNone(histogram.earthMoversDistance)],
    ],
  );
}

function tabulateChannels({ channels }: DataOf<'activation-grid'>): FigureTable {
  return makeTable(
    ['Filter', 'Relative error', ...bothOf('Zeros'), ...bothOf('Mean'), ...bothOf('Maximum')],
    channels.map(({ channel, relativeError, zeroFraction, mean, max }) => [
      channel,
      orNone(relativeError),
      ...both(zeroFraction),
      ...both(mean),
      ...both(max),
    ]),
  );
}

function tabulateSeries({ series }: DataOf<'distribution'>): FigureTable {
  return makeTable(
    [
      'Of',
      ...bothOf('Zeros'),
      ...bothOf('Mean'),
      ...bothOf('Entropy, bits'),
      'Jensen–Shannon divergence, bits',
      'Earth mover’s distance',
    ],
    series.map(({ name, zeroFraction, mean, entropyBits, histogram }) => [
      name,
      ...both(zeroFraction),
      ...both(mean),
      ...both(entropyBits),
      orNone(histogram.jensenShannonDivergenceBits),
      orNone(histogram.earthMoversDistance),
    ]),
  );
}

function tabulateProbabilities({ classNames, models }: DataOf<'probabilities'>): FigureTable {
  return makeTable(
    ['Class', ...models.flatMap(({ model }) => bothOf(`The ${model}`))],
    classNames.map((name, label) => [
      name,
      ...models.flatMap(({ probabilities }) => at(probabilities, label)),
    ]),
  );
}

function tabulateEpochs({ metric, models }: DataOf<'training-curves'>): FigureTable {
  return makeTable(
    ['Model', 'Epoch', ...bothOf(`Training ${metric}`), ...bothOf(`Validation ${metric}`)],
    models.flatMap(({ model, training, validation }) => {
      const epochs = Math.max(...SIDES.map((side) => validation[side]?.length ?? 0));
      return Array.from({ length: epochs }, (_, index) => [
        model,
        index + 1,
        ...at(training, index),
        ...at(validation, index),
      ]);
    }),
  );
}

function tabulateLayers({ layers, totalParameters }: DataOf<'architecture'>): FigureTable {
  return makeTable(
    ['Layer', 'Base', 'Head'],
    [
      ...layers.map(({ name, base, head }) => [name, sayLayer(base), sayLayer(head)]),
      ['all parameters', ...both(totalParameters)],
    ],
  );
}

function sayLayer(layer: Layer | null): string {
  if (layer === null) return '';
  return `${describeLayer(layer)}, gives ${formatShape(layer.outputShape)}, ${countNoun(layer.parameters, 'parameter')}`;
}

function tabulatePanels({ panels }: DataOf<'picture'>): FigureTable {
  return makeTable(
    ['Panel', 'Relative error', ...bothOf('Zeros')],
    panels.map(({ name, relativeError, zeroFraction }) => [
      name,
      orNone(relativeError),
      ...both(zeroFraction),
    ]),
  );
}

function makeTable(labels: readonly string[], rows: readonly (readonly Cell[])[]): FigureTable {
  return { columns: labels.map((label) => ({ key: label, label })), rows };
}

function bothOf(label: string): string[] {
  return SIDES.map((side) => `${label}, ${side}`);
}

function both(values: OfSides<number>): Cell[] {
  return SIDES.map((side) => orNone(values[side]));
}

function at(values: OfSides<readonly (number | null)[]>, index: number): Cell[] {
  return SIDES.map((side) => orNone(values[side]?.[index] ?? null));
}

function orNone(value: number | null): Cell {
  return value ?? '';
}
