import * as z from 'zod';
import { FractionSchema, NameSchema } from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** Along the height and along the width. */
const PairSchema = z.tuple([z.int().positive(), z.int().positive()]);
export type Pair = z.infer<typeof PairSchema>;

/** How a layer looks at what comes in: through a window that moves over it. Lengths in values of its input. */
const WINDOW = {
  kernel: PairSchema,
  stride: PairSchema,
  /** `same`: zeros are put around the input, as many on both sides as it takes, an odd one behind. */
  padding: z.enum(['same', 'valid']),
};

/** What is known of a layer of any kind, around what is known of its own. */
function layerOf<K extends string, S extends z.ZodRawShape>(kind: K, own: S) {
  return z.strictObject({
    name: NameSchema,
    kind: z.literal(kind),
    ...own,
    /** `[h, w, c]` or `[n]`, without the batch. */
    outputShape: z.array(z.int().positive()).min(1),
    /** Weights and biases, all of which learn. */
    parameters: z.int().min(0),
  });
}

/** A layer as trained: all that training follows. What it cannot say, no network here has. */
export const LayerSchema = z.discriminatedUnion('kind', [
  layerOf('input', {}),
  layerOf('convolution', { ...WINDOW, activation: z.literal('relu') }),
  /** The largest value of each window, channel by channel. */
  layerOf('pooling', WINDOW),
  /** Works on the last axis of its input. */
  layerOf('dense', { activation: z.enum(['relu', 'softmax']) }),
  /** `rate`: the share of values that a step of the training drops. */
  layerOf('dropout', { rate: FractionSchema.refine((rate) => rate < 1, 'Expected less than 1') }),
  layerOf('flatten', {}),
]);
export type Layer = z.infer<typeof LayerSchema>;

/** A layer that moves a window over its input, and so gives maps. */
export type MapLayer = Extract<Layer, { kind: 'convolution' | 'pooling' }>;

/** Whether a layer has maps to look at. */
export function isMapLayer(layer: Layer): layer is MapLayer {
  return layer.kind === 'convolution' || layer.kind === 'pooling';
}

/** A network's layers, one after the other, from the input on: each fits what comes out of the one before. */
export const LayersSchema = uniqueList(LayerSchema, ({ name }) => name)
  .min(1)
  .refine((layers) => findMisfit(layers) === undefined, {
    error: ({ input }) => `Expected layers that fit together, and ${findMisfit(input as Layer[])!}`,
  });

/** Says which layer cannot have the shape or the parameters that are recorded of it. */
function findMisfit(layers: readonly Layer[]): string | undefined {
  if (layers[0]?.kind !== 'input') return 'the first has to be the input';
  let shape = layers[0].outputShape;
  for (const layer of layers.slice(1)) {
    const follows = followShape(layer, shape);
    if (follows === null) return `${layer.name} cannot come after [${shape.join()}]`;
    if (layer.outputShape.join() !== follows.outputShape.join()) {
      return `${layer.name} gives [${follows.outputShape.join()}], not [${layer.outputShape.join()}]`;
    }
    if (layer.parameters !== follows.parameters) {
      return `${layer.name} has ${follows.parameters} parameters, not ${layer.parameters}`;
    }
    shape = layer.outputShape;
  }
  return undefined;
}

/**
 * What follows from a layer's kind, window and input, its number of channels or units given; null where
 * such a layer cannot have such an input.
 */
function followShape(
  layer: Layer,
  input: readonly number[],
): Pick<Layer, 'outputShape' | 'parameters'> | null {
  const [channels, outputs] = [input.at(-1)!, layer.outputShape.at(-1)!];
  switch (layer.kind) {
    case 'input':
      return null;
    case 'convolution':
    case 'pooling': {
      if (input.length !== 3) return null;
      const sides = layer.kernel.map((size, axis) => countPlaces(layer, size, input[axis]!, axis));
      if (sides.some((side) => side < 1)) return null;
      const [height, width] = layer.kernel;
      return layer.kind === 'pooling'
        ? { outputShape: [...sides, channels], parameters: 0 }
        : {
            outputShape: [...sides, outputs],
            parameters: (height * width * channels + 1) * outputs,
          };
    }
    case 'dense':
      return {
        outputShape: [...input.slice(0, -1), outputs],
        parameters: (channels + 1) * outputs,
      };
    case 'dropout':
      return { outputShape: [...input], parameters: 0 };
    case 'flatten':
      return { outputShape: [input.reduce((product, length) => product * length)], parameters: 0 };
  }
}

/** At how many places a window stands on an axis. */
function countPlaces(
  { padding, stride }: MapLayer,
  size: number,
  length: number,
  axis: number,
): number {
  const room = padding === 'same' ? length : length - size + 1;
  return Math.ceil(room / stride[axis]!);
}
