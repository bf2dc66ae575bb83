import { serialization } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { LayerprintError } from '@layerprint/core/errors';
import { LayerSchema, type Layer } from '@layerprint/core/schemas/layer';
import {
  INITIALIZER_CLASSES,
  InitializerSchema,
  type Initializer,
} from '@layerprint/core/schemas/initializer';
import { isSameValue } from './same-value.ts';
import { usualInitializer } from './usual-initializer.ts';

/** What becomes of the configuration of a TF.js layer. A key that is in none of these is followed by nothing. */
interface Reading {
  readonly kind: Layer['kind'];
  /** Keys that go into the layer's record, and what they are called there: training follows the record. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Keys that the record tells by the shape of the output. */
  readonly shaped: readonly string[];
  /** Keys for which training knows one value. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Keys that say what a weight begins with, and what the weight is called. */
  readonly drawn?: Readonly<Record<string, string>>;
  /** What the record says because the layer is of this class. */
  readonly implied?: Readonly<Record<string, unknown>>;
}

/** Keys that a record leaves out where they have this value. */
const USUAL: Readonly<Record<string, unknown>> = { dilationRate: [1, 1], useBias: true };

const WINDOW = { strides: 'stride', padding: 'padding' };
const WITHOUT_DILATION = {
  ...WINDOW,
  kernelSize: 'kernel',
  useBias: 'bias',
  activation: 'activation',
};
const CONVOLVES = { ...WITHOUT_DILATION, dilationRate: 'dilation' };
const LEARNS = { trainable: true };
const IMAGES = { dataFormat: 'channelsLast' };
/** Weights are changed by the optimizer, and by nothing else. */
const BIAS = { ...LEARNS, biasRegularizer: null, activityRegularizer: null, biasConstraint: null };
/** @param name What TF.js calls the weight. */
const changed = (name: string) => ({ [`${name}Regularizer`]: null, [`${name}Constraint`]: null });
const WEIGHTS = { ...BIAS, ...changed('kernel') };
const DRAWN = { kernelInitializer: 'kernel', biasInitializer: 'bias' };
const DRAWN_DEEP = { depthwiseInitializer: 'depthwise_kernel', biasInitializer: 'bias' };

/** By TF.js's name of a layer's class. */
const READINGS: Readonly<Record<string, Reading>> = {
  InputLayer: {
    kind: 'input',
    recorded: {},
    shaped: ['batchInputShape'],
    fixed: { dtype: 'float32', sparse: false },
  },
  Conv2D: {
    kind: 'convolution',
    recorded: CONVOLVES,
    shaped: ['filters'],
    drawn: DRAWN,
    fixed: { ...WEIGHTS, ...IMAGES },
  },
  DepthwiseConv2D: {
    kind: 'depthwise-convolution',
    recorded: { ...WITHOUT_DILATION, depthMultiplier: 'multiplier' },
    shaped: [],
    // TF.js gives such a layer another shape than what comes out of it where it has a dilation.
    drawn: DRAWN_DEEP,
    fixed: { ...BIAS, ...changed('depthwise'), ...IMAGES, dilationRate: [1, 1] },
  },
  // TF.js does not tell its depth multiplier, which the number of parameters does.
  SeparableConv2D: {
    kind: 'separable-convolution',
    recorded: CONVOLVES,
    shaped: ['filters'],
    drawn: { ...DRAWN_DEEP, pointwiseInitializer: 'pointwise_kernel' },
    fixed: { ...BIAS, ...changed('depthwise'), ...changed('pointwise'), ...IMAGES },
  },
  MaxPooling2D: {
    kind: 'pooling',
    recorded: { poolSize: 'kernel', ...WINDOW },
    shaped: [],
    fixed: { ...LEARNS, ...IMAGES },
  },
  AveragePooling2D: {
    kind: 'average-pooling',
    recorded: { poolSize: 'kernel', ...WINDOW },
    shaped: [],
    fixed: { ...LEARNS, ...IMAGES },
  },
  GlobalAveragePooling2D: {
    kind: 'global-average-pooling',
    recorded: {},
    shaped: [],
    fixed: { ...LEARNS, ...IMAGES },
  },
  GlobalMaxPooling2D: {
    kind: 'global-max-pooling',
    recorded: {},
    shaped: [],
    fixed: { ...LEARNS, ...IMAGES },
  },
  BatchNormalization: {
    kind: 'batch-normalisation',
    recorded: { momentum: 'momentum', epsilon: 'epsilon' },
    shaped: [],
    drawn: {
      betaInitializer: 'beta',
      gammaInitializer: 'gamma',
      movingMeanInitializer: 'moving_mean',
      movingVarianceInitializer: 'moving_variance',
    },
    fixed: {
      ...LEARNS,
      axis: -1,
      center: true,
      scale: true,
      betaRegularizer: null,
      gammaRegularizer: null,
      betaConstraint: null,
      gammaConstraint: null,
    },
  },
  Activation: {
    kind: 'activation',
    recorded: { activation: 'activation' },
    shaped: [],
    fixed: LEARNS,
  },
  ReLU: {
    kind: 'activation',
    recorded: {},
    shaped: [],
    fixed: { ...LEARNS, maxValue: null },
    implied: { activation: 'relu' },
  },
  LeakyReLU: { kind: 'leaky-relu', recorded: { alpha: 'slope' }, shaped: [], fixed: LEARNS },
  ELU: {
    kind: 'activation',
    recorded: {},
    shaped: [],
    fixed: { ...LEARNS, alpha: 1 },
    implied: { activation: 'elu' },
  },
  Softmax: {
    kind: 'activation',
    recorded: {},
    shaped: [],
    // The only one of [images, classes] besides the images.
    fixed: { ...LEARNS, axis: 1 },
    implied: { activation: 'softmax' },
  },
  Dense: {
    kind: 'dense',
    recorded: { useBias: 'bias', activation: 'activation' },
    shaped: ['units'],
    drawn: DRAWN,
    fixed: WEIGHTS,
  },
  Dropout: {
    kind: 'dropout',
    recorded: { rate: 'rate' },
    shaped: [],
    // What is dropped is drawn from streams of our own, for each value alone.
    fixed: { ...LEARNS, noiseShape: null, seed: null },
  },
  Flatten: { kind: 'flatten', recorded: {}, shaped: [], fixed: LEARNS },
  Add: { kind: 'sum', recorded: {}, shaped: [], fixed: LEARNS },
  Concatenate: { kind: 'concatenation', recorded: {}, shaped: [], fixed: { ...LEARNS, axis: -1 } },
};

/**
 * The error of a network that no training here follows.
 *
 * @param remedy What may stand in its place, as a sentence, where that is known.
 */
export function refuseNetwork(message: string, cause?: unknown, remedy?: string): LayerprintError {
  const guide =
    'docs/guides/own-network.md says which networks can be trained; nothing is trained in the place of another one.';
  const hint = remedy === undefined ? guide : `${remedy} ${guide}`;
  return new LayerprintError('network-not-supported', message, hint, { cause });
}

/**
 * Reads a layer out of TF.js: all that there is to say of it.
 *
 * @throws {LayerprintError} `network-not-supported`, naming the layer, what it has that no training here
 *   follows, and what would be followed.
 */
export function readLayer(layer: layers.Layer): Layer {
  const { name } = layer;
  const className = layer.getClassName();
  const reading = READINGS[className];
  const known = serialization.SerializationMap.getMap().classNameMap[className]?.[0];
  if (!reading || layer.constructor !== known) {
    const classes = Object.keys(READINGS).join(', ');
    throw refuseNetwork(
      `The layer ${name} is ${reading ? 'of a class of its own, derived from' : 'a'} ${className}, and training knows ${classes} alone.`,
    );
  }
  const config = layer.getConfig() as Readonly<Record<string, unknown>>;
  for (const key of new Set([...Object.keys(config), ...Object.keys(reading.fixed)])) {
    assertFollowed(name, reading, key, config[key]);
  }
  assertLearns(layer);
  return readRecord(layer, reading, config);
}

function assertFollowed(name: string, reading: Reading, key: string, found: unknown): void {
  if (key === 'name' || key in reading.recorded || reading.shaped.includes(key)) return;
  if (reading.drawn && key in reading.drawn) return;
  if (!(key in reading.fixed)) {
    throw refuseNetwork(
      `The layer ${name} has ${key} ${show(found)}, which nothing in training follows.`,
    );
  }
  // TF.js leaves out what it was not given.
  if (isSameValue(found ?? null, reading.fixed[key])) return;
  throw refuseNetwork(
    `The layer ${name} has ${key} ${show(found)}, and training follows ${show(reading.fixed[key])} alone.`,
  );
}

/** Of a batch normalisation: weights that do not learn. */
const MOVING_AVERAGES = 2;

/** What TF.js lets one set on a layer without telling it in the configuration. */
function assertLearns(layer: layers.Layer): void {
  const averages = layer.getClassName() === 'BatchNormalization' ? MOVING_AVERAGES : 0;
  if (layer.trainableWeights.length + averages < layer.weights.length) {
    throw refuseNetwork(
      `The layer ${layer.name} has weights that are not trainable, and training changes all.`,
    );
  }
  if ((layer.initialWeights as unknown) !== null) {
    throw refuseNetwork(
      `The layer ${layer.name} was given weights, and training draws all from the seed.`,
    );
  }
}

function readRecord(
  layer: layers.Layer,
  { kind, recorded, drawn = {}, implied }: Reading,
  config: Readonly<Record<string, unknown>>,
): Layer {
  const { name } = layer;
  const keys = Object.entries(recorded).filter(([key]) => !isUsual(key, config[key]));
  const [batch, ...outputShape] = layer.outputShape as (number | null)[];
  if (batch !== null) {
    throw refuseNetwork(
      `The layer ${name} takes ${batch} images at once, and training takes any number.`,
    );
  }
  const record: Readonly<Record<string, unknown>> = {
    name,
    kind,
    ...Object.fromEntries(keys.map(([key, called]) => [called, config[key] ?? null])),
    ...implied,
    ...readInitializers(name, drawn, config),
    outputShape,
    parameters: layer.countParams(),
  };
  const result = LayerSchema.safeParse(record);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = String(issue.path[0]);
  const [key] = keys.find(([, called]) => called === field) ?? [field];
  const follows =
    issue.code === 'invalid_value'
      ? `${issue.values.map(show).join(' or ')} alone`
      : 'no such thing';
  throw refuseNetwork(
    `The layer ${name} has ${key} ${show(record[field])}, and training follows ${follows}.`,
  );
}

/** What the weights of a layer begin with, where that is not what goes without saying. */
function readInitializers(
  name: string,
  drawn: Readonly<Record<string, string>>,
  config: Readonly<Record<string, unknown>>,
): { initializers?: Record<string, Initializer> } {
  const read = Object.entries(drawn)
    .map(([key, weight]) => [weight, readInitializer(name, key, config[key])] as const)
    .filter(([weight, initializer]) => !isSameValue(initializer, usualInitializer(weight)));
  return read.length === 0 ? {} : { initializers: Object.fromEntries(read) };
}

function readInitializer(name: string, key: string, found: unknown): Initializer {
  const { className, config } = (found ?? {}) as { className?: unknown; config?: object };
  const { seed, ...rest } = { seed: null as unknown, ...config };
  const result = InitializerSchema.safeParse({ className, config: rest });
  if ((seed ?? null) === null && result.success) return result.data;
  const why =
    (seed ?? null) === null
      ? `training knows ${INITIALIZER_CLASSES.join(', ')} alone`
      : 'what is drawn here is drawn from the seed of the model';
  throw refuseNetwork(`The layer ${name} has ${key} ${show(found)}, and ${why}.`);
}

/** Whether a record leaves a key out: it says what goes without saying. */
function isUsual(key: string, value: unknown): boolean {
  return Object.hasOwn(USUAL, key) && isSameValue(value, USUAL[key]);
}

function show(value: unknown): string {
  return JSON.stringify(value ?? null);
}
