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

/** What is done with every value for itself at the end of a layer that learns. */
const ActivationSchema = z.enum(['relu', 'linear', 'elu', 'tanh', 'sigmoid', 'softplus']);
export type Activation = z.infer<typeof ActivationSchema>;

/** What all layers with a kernel over images have. */
const CONVOLUTION = {
  ...WINDOW,
  /** Absent where there is one. */
  bias: z.boolean().optional(),
  activation: ActivationSchema,
};
/** From one value that the kernel looks at to the next; absent where they are neighbours. */
const DILATION = { dilation: PairSchema.optional() };

/** TF.js computes no convolution that both leaves places out and looks at values apart. */
function hasStrideOrDilation(layer: { stride: Pair; dilation?: Pair | undefined }): boolean {
  return isOne(layer.stride) || layer.dilation === undefined || isOne(layer.dilation);
}
const STRIDE_OR_DILATION = {
  error: 'Expected a stride or a dilation of 1 × 1',
  path: ['dilation'],
};

function isOne([height, width]: Pair): boolean {
  return height === 1 && width === 1;
}

/** What is known of a layer of any kind, around what is known of its own. */
function layerOf<K extends string, S extends z.ZodRawShape>(kind: K, own: S) {
  return z.strictObject({
    name: NameSchema,
    kind: z.literal(kind),
    ...own,
    /** `[h, w, c]` or `[n]`, without the batch. */
    outputShape: z.array(z.int().positive()).min(1),
    /** Weights, biases and moving averages; all but the last learn. */
    parameters: z.int().min(0),
  });
}

/** A layer as trained: all that training follows. What it cannot say, no network here has. */
export const LayerSchema = z.discriminatedUnion('kind', [
  layerOf('input', {}),
  layerOf('convolution', { ...CONVOLUTION, ...DILATION }).refine(
    hasStrideOrDilation,
    STRIDE_OR_DILATION,
  ),
  /** Every channel with `multiplier` kernels of its own, channels that come in outermost. */
  layerOf('depthwise-convolution', {
    ...CONVOLUTION,
    multiplier: z.int().positive(),
  }),
  /** Every channel with a kernel of its own, then a convolution of 1 × 1 over what comes of it. */
  layerOf('separable-convolution', { ...CONVOLUTION, ...DILATION }).refine(
    hasStrideOrDilation,
    STRIDE_OR_DILATION,
  ),
  /** The largest value of each window, channel by channel. */
  layerOf('pooling', WINDOW),
  /** The mean of each window without the padding, channel by channel. */
  layerOf('average-pooling', WINDOW),
  /** The mean or the largest value of each channel. */
  layerOf('global-average-pooling', {}),
  layerOf('global-max-pooling', {}),
  /**
   * Channels less their mean, over their standard deviation, times one number and plus another that learn. In a step
   * of the training both are those of the batch; elsewhere those of moving averages, of which a step keeps
   * the share `momentum`.
   */
  layerOf('batch-normalisation', {
    momentum: FractionSchema,
    /** Added to the variance. */
    epsilon: z.number().positive(),
  }),
  layerOf('activation', { activation: z.enum([...ActivationSchema.options, 'softmax']) }),
  /** `slope`: what a value below zero is multiplied by. */
  layerOf('leaky-relu', { slope: z.number().min(0) }),
  /** Works on the last axis of its input. */
  layerOf('dense', {
    bias: z.boolean().optional(),
    activation: z.enum([...ActivationSchema.options, 'softmax']),
  }),
  /** `rate`: the share of values that a step of the training drops. */
  layerOf('dropout', { rate: FractionSchema.refine((rate) => rate < 1, 'Expected less than 1') }),
  layerOf('flatten', {}),
]);
export type Layer = z.infer<typeof LayerSchema>;

/** A layer that moves a window over its input, and so gives maps. */
export type MapLayer = Extract<Layer, { kernel: Pair }>;
/** A layer of some kind. */
export type LayerOf<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

/** Whether a layer has maps to look at. */
export function isMapLayer(layer: Layer): layer is MapLayer {
  return 'kernel' in layer;
}

/** How far the window of a layer reaches on an axis, in values of its input. */
export function reachOf(layer: MapLayer, axis: 0 | 1): number {
  const dilation = 'dilation' in layer ? (layer.dilation?.[axis] ?? 1) : 1;
  return (layer.kernel[axis] - 1) * dilation + 1;
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
