import * as z from 'zod';
import { findNearestName } from '../nearest-name.ts';
import { InitializerSchema, NamedInitializerSchema } from './initializer.ts';
import { ActivationSchema, PairSchema } from './layer.ts';
import { Float32Schema, RelativePathSchema, ShareBelowOneSchema } from './scalars.ts';

/*
 * A network as its author writes it: TF.js's names for layers, their arguments and its defaults, and nothing that training
 * does not follow. What is not here is refused where an experiment is read.
 */

const CountSchema = z.int().positive();
/** One length for height and width, or one each. */
const SidesSchema = z.union([CountSchema, PairSchema], {
  error: 'Expected a whole number from 1 on, or two: [height, width]',
});

const DrawnSchema = z
  .union([NamedInitializerSchema, InitializerSchema], {
    error: `Expected ${NamedInitializerSchema.options.join(', ')}, or a className with its config, without a seed`,
  })
  .optional();

/** What a layer is called: what figures, files and addresses are called by. */
const LayerNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Expected at most 40 lower-case letters, digits and "_"');

const WINDOW = { strides: SidesSchema.optional(), padding: z.enum(['same', 'valid']).optional() };
const CONVOLUTION = {
  ...WINDOW,
  kernelSize: SidesSchema,
  activation: ActivationSchema.optional(),
  useBias: z.boolean().optional(),
  biasInitializer: DrawnSchema,
};
const DILATION = { dilationRate: SidesSchema.optional() };
const POOLING = { ...WINDOW, poolSize: SidesSchema.optional() };
const LastActivationSchema = z.enum([...ActivationSchema.options, 'softmax']);

/** A layer of a kind, called by what TF.js calls the function that makes it. */
function layerOf<T extends string, S extends z.ZodRawShape>(type: T, own: S) {
  return z.strictObject({
    type: z.literal(type),
    /** Absent where it is made of the type and a number: `conv2d_1`, `max_pooling2d_2`. */
    name: LayerNameSchema.optional(),
    /** The layer or the layers whose output it takes, or `input`; absent where that is the one before. */
    from: z
      .union([LayerNameSchema, z.array(LayerNameSchema).min(1)], {
        error: 'Expected the name of a layer, or a list of names',
      })
      .optional(),
    ...own,
  });
}

type Sides = z.infer<typeof SidesSchema>;

/** TF.js refuses a convolution with both. */
function movesOneWay({ strides = 1, dilationRate = 1 }: WindowSides): boolean {
  return [strides, dilationRate].some((sides) => [sides].flat().every((side) => side === 1));
}
const MOVES_ONE_WAY = {
  error: 'Expected a stride or a dilation, not both',
  path: ['dilationRate'],
};
interface WindowSides {
  readonly strides?: Sides | undefined;
  readonly dilationRate?: Sides | undefined;
}

const KINDS = [
  layerOf('conv2d', {
    filters: CountSchema,
    ...CONVOLUTION,
    ...DILATION,
    kernelInitializer: DrawnSchema,
  }).refine(movesOneWay, MOVES_ONE_WAY),
  layerOf('depthwiseConv2d', {
    ...CONVOLUTION,
    depthMultiplier: CountSchema.optional(),
    depthwiseInitializer: DrawnSchema,
  }),
  layerOf('separableConv2d', {
    filters: CountSchema,
    ...CONVOLUTION,
    ...DILATION,
    depthwiseInitializer: DrawnSchema,
    pointwiseInitializer: DrawnSchema,
  }).refine(movesOneWay, MOVES_ONE_WAY),
  layerOf('maxPooling2d', POOLING),
  layerOf('averagePooling2d', POOLING),
  layerOf('globalAveragePooling2d', {}),
  layerOf('globalMaxPooling2d', {}),
  layerOf('batchNormalization', {
    momentum: Float32Schema.min(0).max(1).optional(),
    epsilon: Float32Schema.positive().optional(),
    betaInitializer: DrawnSchema,
    gammaInitializer: DrawnSchema,
    movingMeanInitializer: DrawnSchema,
    movingVarianceInitializer: DrawnSchema,
  }),
  layerOf('activation', { activation: LastActivationSchema }),
  layerOf('reLU', {}),
  layerOf('leakyReLU', { alpha: Float32Schema.min(0).optional() }),
  layerOf('elu', {}),
  layerOf('softmax', {}),
  layerOf('dense', {
    units: CountSchema,
    activation: LastActivationSchema.optional(),
    useBias: z.boolean().optional(),
    kernelInitializer: DrawnSchema,
    biasInitializer: DrawnSchema,
  }),
  /** Without a rate it drops what the recipe says. */
  layerOf('dropout', { rate: ShareBelowOneSchema.optional() }),
  layerOf('flatten', {}),
  /** Sums what the layers that it is `from` give. */
  layerOf('add', {}),
  /** Puts their channels one after the other. */
  layerOf('concatenate', {}),
] as const;

/** What TF.js calls the functions that make the layers that training follows. */
export const LAYER_TYPES = KINDS.map(({ shape }) => shape.type.value);

/** A layer as its author writes it. */
export const AuthoredLayerSchema = z.discriminatedUnion('type', KINDS, {
  error: ({ input }) => sayUnknownType((input as { type?: unknown } | null)?.type),
});
export type AuthoredLayer = z.infer<typeof AuthoredLayerSchema>;

function sayUnknownType(type: unknown): string {
  const meant = typeof type === 'string' ? findNearestName(type, LAYER_TYPES) : undefined;
  const guess = meant === undefined ? '' : `, probably "${meant}"`;
  return `Expected a layer that training follows${guess}, of ${LAYER_TYPES.join(', ')}`;
}

/** What is wrong with the layers that a layer takes; undefined where it takes as many as it can. */
function explainSources({ type, from }: AuthoredLayer): string | undefined {
  const isJoin = type === 'add' || type === 'concatenate';
  if (isJoin && [from ?? []].flat().length < 2) {
    return 'Expected the names of two layers at least, which it joins';
  }
  if (isJoin || [from ?? []].flat().length < 2) return undefined;
  return 'Expected one layer: several are joined by an add or a concatenate before it';
}

/** Layers from the image on; what the last gives, a softmax over the classes, is the answer. */
export const ArchitectureSchema = z.strictObject({
  layers: z
    .array(AuthoredLayerSchema)
    .min(1)
    .superRefine((layers, context) => {
      for (const [place, layer] of layers.entries()) {
        const message = explainSources(layer);
        const path = [place, 'from'];
        if (message) context.addIssue({ code: 'custom', path, message, input: layer.from });
      }
    }),
});
export type Architecture = z.infer<typeof ArchitectureSchema>;

/** The network of an experiment as its author says it: the article's, a list, or a file beside the experiment. */
export const ArchitectureChoiceSchema = z.union(
  [
    z.literal('article'),
    ArchitectureSchema,
    /** As TF.js or Keras has saved it. */
    z.strictObject({
      file: RelativePathSchema.regex(
        /\.json$/,
        'Expected a .json: the model.json of a TF.js model, or what to_json() of Keras gives',
      ),
    }),
  ],
  { error: 'Expected "article", { "layers": […] } or { "file": "model.json" }' },
);
export type ArchitectureChoice = z.infer<typeof ArchitectureChoiceSchema>;
