import * as z from 'zod';
import { InitializerSchema } from './initializer.ts';
import { FractionSchema, NameSchema, sortKeys } from './scalars.ts';

/** Along the height and along the width. */
export const PairSchema = z.tuple([z.int().positive(), z.int().positive()]);
export type Pair = z.infer<typeof PairSchema>;

/** How a layer looks at what comes in: through a window that moves over it. Lengths in values of its input. */
const WINDOW = {
  kernel: PairSchema,
  stride: PairSchema,
  /** `same`: zeros are put around the input, as many on both sides as it takes, an odd one behind. */
  padding: z.enum(['same', 'valid']),
};

/** What is done with every value for itself at the end of a layer that learns. */
export const ActivationSchema = z.enum([
  'relu',
  'linear',
  'relu6',
  'elu',
  'selu',
  'tanh',
  'sigmoid',
  'softplus',
  'swish',
]);
export type Activation = z.infer<typeof ActivationSchema>;

/**
 * What weights begin with, by their names; of those that are not here, kernels are Glorot uniform, factors and variances
 * one, and biases, summands and means zero.
 */
const WEIGHTS = {
  initializers: z.record(NameSchema, InitializerSchema).overwrite(sortKeys).optional(),
};

/** What all layers with a kernel over images have. */
const CONVOLUTION = {
  ...WEIGHTS,
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
    /** The layers whose outputs it takes, in order; absent where that is the one before alone. */
    from: z.array(NameSchema).min(1).optional(),
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
    ...WEIGHTS,
    momentum: FractionSchema,
    /** Added to the variance. */
    epsilon: z.number().positive(),
  }),
  layerOf('activation', { activation: z.enum([...ActivationSchema.options, 'softmax']) }),
  /** `slope`: what a value below zero is multiplied by. */
  layerOf('leaky-relu', { slope: z.number().min(0) }),
  /** Works on the last axis of its input. */
  layerOf('dense', {
    ...WEIGHTS,
    bias: z.boolean().optional(),
    activation: z.enum([...ActivationSchema.options, 'softmax']),
  }),
  /** `rate`: the share of values that a step of the training drops. */
  layerOf('dropout', { rate: FractionSchema.refine((rate) => rate < 1, 'Expected less than 1') }),
  layerOf('flatten', {}),
  /** Values in the same place of several outputs, added. */
  layerOf('sum', {}),
  /** The channels of several outputs, one after the other. */
  layerOf('concatenation', {}),
]);
export type Layer = z.infer<typeof LayerSchema>;

/** A layer that moves a window over its input: a report shows its maps whether it is named or not. */
export type MapLayer = Extract<Layer, { kernel: Pair }>;
/** A layer of some kind. */
export type LayerOf<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

/** A layer that takes what several others give. */
export type JoinLayer = LayerOf<'sum' | 'concatenation'>;

/** Whether a layer takes what several others give. */
export function isJoin(layer: Layer): layer is JoinLayer {
  return layer.kind === 'sum' || layer.kind === 'concatenation';
}

/** Whether what a layer gives can be seen as maps, by height, width and channels, however it comes by them. */
export function hasMaps({ kind, outputShape }: Layer): boolean {
  return kind !== 'input' && outputShape.length === 3;
}

/** Whether a layer moves a window, so that its maps are shown whether it is named or not. */
export function isMapLayer(layer: Layer): layer is MapLayer {
  return 'kernel' in layer;
}

/** Whether a layer is a convolution: over all channels that come in, over each for itself, or one after the other. */
export function isConvolution(layer: Layer): boolean {
  return isMapLayer(layer) && layer.kind.endsWith('convolution');
}

/** Whether a layer makes one value of several of the same channel: of a window's, or of all. */
export function isPooling({ kind }: Layer): boolean {
  return kind.endsWith('pooling');
}

/** Whether each channel that a layer gives is made of one channel of what it takes, and is a map where that is one. */
export function keepsChannels({ kind }: Layer): boolean {
  switch (kind) {
    case 'pooling':
    case 'average-pooling':
    case 'batch-normalisation':
    case 'activation':
    case 'leaky-relu':
    case 'dropout':
    case 'concatenation':
      return true;
    case 'input':
    case 'convolution':
    case 'depthwise-convolution':
    case 'separable-convolution':
    case 'dense':
    case 'global-average-pooling':
    case 'global-max-pooling':
    case 'flatten':
    case 'sum':
      return false;
  }
}

/** How far the window of a layer reaches on an axis, in values of its input. */
export function reachOf(layer: MapLayer, axis: 0 | 1): number {
  const dilation = 'dilation' in layer ? (layer.dilation?.[axis] ?? 1) : 1;
  return (layer.kernel[axis] - 1) * dilation + 1;
}
