import type { ArchitectureData } from '../schemas/figure-data.ts';
import type { Layer } from '../schemas/run.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeSum } from '../statistics/sums.ts';
import type { FigureTable, FigureText } from './figure.ts';
import { countNoun, formatCount, formatShape, formatShare } from './wording.ts';

/** Puts the layers of a model, in order, beside their parameters. */
export function computeArchitectureData(input: {
  readonly figure: string;
  readonly layers: readonly Layer[];
}): ArchitectureData {
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    layers: [...input.layers],
    totalParameters: computeSum(input.layers.map(({ parameters }) => parameters)),
  };
}

/** How many values come out of a layer for one image. */
export function countOutputs({ outputShape }: Layer): number {
  return outputShape.reduce((product, size) => product * size, 1);
}

/** Says in words how the model is built. */
export function describeArchitecture({ layers, totalParameters }: ArchitectureData): FigureText {
  const convolutions = layers.filter(({ kind }) => kind === 'convolution').length;
  const most = layers.reduce((a, b) => (b.parameters > a.parameters ? b : a));
  const widest = layers.reduce((a, b) => (countOutputs(b) > countOutputs(a) ? b : a));
  const parameters = countNoun(totalParameters, 'parameter');
  return {
    title: `The architecture: ${countNoun(layers.length, 'layer')}, ${parameters}`,
    caption:
      `Both models have this architecture, from top to bottom: ${countNoun(layers.length, 'layer')}, ` +
      `${countNoun(convolutions, 'convolution')} among them, and ${parameters}, of which ` +
      `${formatCount(most.parameters)} (${formatShare(most.parameters / totalParameters)}) are in ` +
      `${most.name}. The width of a bar is how many values come out of the layer for one image, ` +
      `${formatCount(countOutputs(widest))} at most.`,
    alt: `Layers from top to bottom: ${layers
      .map((layer) => `${layer.name} gives ${formatShape(layer.outputShape)}`)
      .join('; ')}.`,
  };
}

/** One row a layer. */
export function tabulateArchitecture({ layers }: ArchitectureData): FigureTable {
  return {
    columns: [
      { key: 'layer', label: 'Layer' },
      { key: 'kind', label: 'Kind' },
      { key: 'output_shape', label: 'Output' },
      { key: 'outputs', label: 'Values' },
      { key: 'parameters', label: 'Parameters' },
    ],
    rows: layers.map((layer) => [
      layer.name,
      layer.kind,
      formatShape(layer.outputShape),
      countOutputs(layer),
      layer.parameters,
    ]),
  };
}
