import {
  isJoin,
  LayerSchema,
  reachOf,
  type JoinLayer,
  type Layer,
  type MapLayer,
} from './layer.ts';
import { uniqueList } from './unique-list.ts';

/** The layers of a network, from the input on, each behind all that it takes: each fits what comes out of those. */
export const LayersSchema = uniqueList(LayerSchema, ({ name }) => name)
  .min(1)
  .refine((layers) => findMisfit(layers) === undefined, {
    error: ({ input }) => `Expected layers that fit together, and ${findMisfit(input as Layer[])!}`,
  });

/** The places of the layers whose outputs a layer takes; −1 for one that does not stand before it. */
export function listSources(layers: readonly Layer[], place: number): number[] {
  const { from } = layers[place]!;
  if (from === undefined) return place === 0 ? [] : [place - 1];
  const before = layers.slice(0, place).map(({ name }) => name);
  return from.map((name) => before.indexOf(name));
}

/** Says which layer cannot have the shape or the parameters that are recorded of it. */
function findMisfit(layers: readonly Layer[]): string | undefined {
  if (layers[0]?.kind !== 'input' || layers[0].from) return 'the first has to be the input';
  for (const [place, layer] of layers.entries()) {
    if (place === 0) continue;
    const sources = listSources(layers, place);
    if (sources.includes(-1)) return `${layer.name} takes what no layer before it gives`;
    const inputs = sources.map((source) => layers[source]!.outputShape);
    const follows = followShapes(layer, inputs);
    const shapes = inputs.map((shape) => `[${shape.join()}]`).join(' and ');
    if (follows === null) return `${layer.name} cannot come after ${shapes}`;
    if (layer.outputShape.join() !== follows.outputShape.join()) {
      return `${layer.name} gives [${follows.outputShape.join()}], not [${layer.outputShape.join()}]`;
    }
    if (layer.parameters !== follows.parameters) {
      return `${layer.name} has ${follows.parameters} parameters, not ${layer.parameters}`;
    }
  }
  return undefined;
}

type Followed = Pick<Layer, 'outputShape' | 'parameters'> | null;

function followShapes(layer: Layer, inputs: readonly (readonly number[])[]): Followed {
  const [first, ...others] = inputs;
  if (!isJoin(layer)) return others.length === 0 ? followShape(layer, first!) : null;
  const isSum = layer.kind === 'sum';
  const kept = (shape: readonly number[]) => (isSum ? shape : shape.slice(0, -1)).join();
  if (others.length === 0 || others.some((shape) => kept(shape) !== kept(first!))) return null;
  if (others.some(({ length }) => length !== first!.length)) return null;
  const channels = inputs.reduce((sum, shape) => sum + shape.at(-1)!, 0);
  return { outputShape: isSum ? [...first!] : [...first!.slice(0, -1), channels], parameters: 0 };
}

/**
 * What follows from a layer's kind, window and input, its number of channels or units given; null where
 * such a layer cannot have such an input.
 */
function followShape(layer: Exclude<Layer, JoinLayer>, input: readonly number[]): Followed {
  const [channels, outputs] = [input.at(-1)!, layer.outputShape.at(-1)!];
  switch (layer.kind) {
    case 'input':
      return null;
    case 'convolution':
    case 'depthwise-convolution':
    case 'separable-convolution':
    case 'pooling':
    case 'average-pooling': {
      if (input.length !== 3) return null;
      const sides = ([0, 1] as const).map((axis) => countPlaces(layer, input[axis]!, axis));
      if (sides.some((side) => side < 1)) return null;
      return followWindow(layer, sides, channels);
    }
    case 'global-average-pooling':
    case 'global-max-pooling':
      return input.length === 3 ? { outputShape: [channels], parameters: 0 } : null;
    case 'dense':
      return {
        outputShape: [...input.slice(0, -1), outputs],
        parameters: (channels + countBiases(layer)) * outputs,
      };
    case 'batch-normalisation':
      return { outputShape: [...input], parameters: NUMBERS_OF_A_CHANNEL * channels };
    case 'activation':
    case 'leaky-relu':
    case 'dropout':
      return { outputShape: [...input], parameters: 0 };
    case 'flatten':
      return { outputShape: [input.reduce((product, length) => product * length)], parameters: 0 };
  }
}

/** Of a batch normalisation: factor, summand, and two moving averages. */
const NUMBERS_OF_A_CHANNEL = 4;

function followWindow(layer: MapLayer, sides: readonly number[], channels: number) {
  const outputs = layer.outputShape.at(-1)!;
  const [height, width] = layer.kernel;
  switch (layer.kind) {
    case 'convolution': {
      const inputs = height * width * channels;
      return {
        outputShape: [...sides, outputs],
        parameters: (inputs + countBiases(layer)) * outputs,
      };
    }
    case 'depthwise-convolution': {
      const made = channels * layer.multiplier;
      const parameters = (height * width + countBiases(layer)) * made;
      return { outputShape: [...sides, made], parameters };
    }
    case 'separable-convolution': {
      const parameters = height * width * channels + (channels + countBiases(layer)) * outputs;
      return { outputShape: [...sides, outputs], parameters };
    }
    case 'pooling':
    case 'average-pooling':
      return { outputShape: [...sides, channels], parameters: 0 };
  }
}

function countBiases({ bias = true }: { readonly bias?: boolean | undefined }): number {
  return bias ? 1 : 0;
}

/** At how many places a window stands on an axis. */
function countPlaces(layer: MapLayer, length: number, axis: 0 | 1): number {
  const room = layer.padding === 'same' ? length : length - reachOf(layer, axis) + 1;
  return Math.ceil(room / layer.stride[axis]);
}
