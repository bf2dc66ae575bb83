import type { ArchitectureData, LaterActivation } from '../schemas/figure-data.ts';
import { isConvolution, type Activation, type Layer } from '../schemas/layer.ts';
import { listSources } from '../schemas/layers.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeSum } from '../statistics/sums.ts';
import type { FigureTable, FigureText } from './figure.ts';
import { tellCount } from './model-reference.ts';
import { computeReceptiveFields } from './receptive-field.ts';
import {
  capitalise,
  countNoun,
  formatCount,
  formatShape,
  formatShare,
  joinWords,
  nameAllModels,
} from './wording.ts';

/** Puts the layers of a model, in order, beside their parameters. */
export function computeArchitectureData(input: {
  readonly figure: string;
  readonly layers: readonly Layer[];
  /** How many models have them. */
  readonly models?: number;
}): ArchitectureData {
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    layers: [...input.layers],
    ...tellCount(input.models),
    totalParameters: computeSum(input.layers.map(({ parameters }) => parameters)),
  };
}

/** How many values come out of a layer for one image. */
export function countOutputs({ outputShape }: Layer): number {
  return outputShape.reduce((product, size) => product * size, 1);
}

const ACTIVATIONS = {
  relu: 'ReLU',
  linear: 'no activation',
  relu6: 'ReLU6',
  elu: 'ELU',
  selu: 'SELU',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
  swish: 'swish',
  softmax: 'softmax',
} as const satisfies Record<Activation | 'softmax', string>;

/** What an activation is called: "ReLU". */
export function nameActivation(activation: LaterActivation['activation']): string {
  return activation === 'leaky-relu' ? LEAKY_RELU : ACTIVATIONS[activation];
}

const LEAKY_RELU = 'leaky ReLU';

/** What a layer is, in words: "depthwise convolution". */
export function nameKind({ kind }: Pick<Layer, 'kind'>): string {
  return kind === 'leaky-relu' ? LEAKY_RELU : kind.replaceAll('-', ' ');
}

/** "convolution, 3 × 3, ReLU". */
export function describeLayer(layer: Layer): string {
  return [nameKind(layer), ...listDetails(layer)].join(', ');
}

/**
 * Lists what a layer does beside its kind: "3 × 3", "ReLU". A window moves as usual where nothing is said: a
 * convolution's by one value, with zeros around its input; a pooling's by its own size, without. A layer takes what the one
 * before gives where it says nothing else: "of conv2d_1 and conv2d_3".
 */
export function listDetails(layer: Layer): string[] {
  return [...listOwnDetails(layer), ...(layer.from ? [`of ${joinWords(layer.from)}`] : [])];
}

function listOwnDetails(layer: Layer): string[] {
  switch (layer.kind) {
    case 'convolution':
    case 'depthwise-convolution':
    case 'separable-convolution':
      return [
        formatShape(layer.kernel),
        ...('multiplier' in layer && layer.multiplier > 1 ? [`${layer.multiplier} a channel`] : []),
        ...say(layer.stride.join() !== '1,1', `stride ${formatShape(layer.stride)}`),
        ...('dilation' in layer && layer.dilation
          ? [`dilation ${formatShape(layer.dilation)}`]
          : []),
        ...say(layer.padding !== 'same', 'without padding'),
        ...say(layer.bias === false, 'no bias'),
        ACTIVATIONS[layer.activation],
      ];
    case 'pooling':
    case 'average-pooling':
      return [
        formatShape(layer.kernel),
        ...say(layer.stride.join() !== layer.kernel.join(), `stride ${formatShape(layer.stride)}`),
        ...say(layer.padding !== 'valid', 'with padding'),
      ];
    case 'dense':
      return [...say(layer.bias === false, 'no bias'), ACTIVATIONS[layer.activation]];
    case 'activation':
      return [ACTIVATIONS[layer.activation]];
    case 'leaky-relu':
      return [String(layer.slope)];
    case 'batch-normalisation':
      return [`momentum ${layer.momentum}`];
    case 'dropout':
      return [String(layer.rate)];
    case 'global-average-pooling':
    case 'global-max-pooling':
    case 'input':
    case 'flatten':
    case 'sum':
    case 'concatenation':
      return [];
  }
}

function say(isTrue: boolean, words: string): string[] {
  return isTrue ? [words] : [];
}

/** Says in words how the model is built. */
export function describeArchitecture({
  layers,
  totalParameters,
  models = 2,
}: ArchitectureData): FigureText {
  const convolutions = layers.filter(isConvolution).length;
  const most = layers.reduce((a, b) => (b.parameters > a.parameters ? b : a));
  const widest = layers.reduce((a, b) => (countOutputs(b) > countOutputs(a) ? b : a));
  const parameters = countNoun(totalParameters, 'parameter');
  return {
    title: `The architecture: ${countNoun(layers.length, 'layer')}, ${parameters}`,
    caption:
      `${capitalise(nameAllModels(models))} ${models === 1 ? 'has' : 'have'} this architecture, from top to bottom: ${countNoun(layers.length, 'layer')}, ` +
      `${countNoun(convolutions, 'convolution')} among them, and ${parameters}, of which ` +
      `${formatCount(most.parameters)} (${formatShare(most.parameters / totalParameters)}) are in ` +
      `${most.name}. The width of a bar is how many values come out of the layer for one image, ` +
      `${formatCount(countOutputs(widest))} at most.`,
    alt: `Layers from top to bottom: ${layers
      .map(
        (layer) =>
          `${layer.name} (${describeLayer(layer)}) gives ${formatShape(layer.outputShape)}`,
      )
      .join('; ')}.`,
  };
}

/** One row a layer; where any says it, which layers each takes. */
export function tabulateArchitecture({ layers }: ArchitectureData): FigureTable {
  const fields = computeReceptiveFields(layers);
  const branches = layers.some(({ from }) => from !== undefined);
  const takes = layers.map((_, place) =>
    listSources(layers, place).map((source) => layers[source]!.name),
  );
  return {
    columns: [
      { key: 'layer', label: 'Layer' },
      { key: 'kind', label: 'Kind' },
      { key: 'kernel', label: 'Kernel' },
      { key: 'stride', label: 'Stride' },
      { key: 'padding', label: 'Padding' },
      { key: 'activation', label: 'Activation' },
      { key: 'dropped', label: 'Dropped' },
      { key: 'output_shape', label: 'Output' },
      { key: 'outputs', label: 'Values' },
      { key: 'parameters', label: 'Parameters' },
      { key: 'receptive_field', label: 'A value sees, in pixels' },
      ...(branches ? [{ key: 'takes', label: 'Takes' }] : []),
    ],
    rows: layers.map((layer, place) => [
      layer.name,
      nameKind(layer),
      'kernel' in layer ? formatShape(layer.kernel) : '',
      'stride' in layer ? formatShape(layer.stride) : '',
      'padding' in layer ? layer.padding : '',
      'activation' in layer ? layer.activation : '',
      'rate' in layer ? layer.rate : '',
      formatShape(layer.outputShape),
      countOutputs(layer),
      layer.parameters,
      formatShape(fields[place]!.size),
      ...(branches ? [joinWords(takes[place]!)] : []),
    ]),
  };
}
