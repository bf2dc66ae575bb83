import { serialization } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { LayerprintError } from '@layerprint/core/errors';
import { LayerSchema, type Layer } from '@layerprint/core/schemas/layer';
import { isSameValue } from './same-value.ts';

/** What becomes of the configuration of a TF.js layer. A key that is in none of the three is followed by nothing. */
interface Reading {
  readonly kind: Layer['kind'];
  /** Keys that go into the layer's record, and what they are called there: training follows the record. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Keys that the record tells by the shape of the output. */
  readonly shaped: readonly string[];
  /** Keys for which training knows one value. */
  readonly fixed: Readonly<Record<string, unknown>>;
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
/** Weights as `initialiseParameters` draws them and as the optimizer changes them. */
const BIAS = {
  ...LEARNS,
  biasInitializer: { className: 'Zeros', config: {} },
  biasRegularizer: null,
  activityRegularizer: null,
  biasConstraint: null,
};
/** @param name What TF.js calls the weight. */
const drawn = (name: string) => ({
  [`${name}Initializer`]: {
    className: 'VarianceScaling',
    config: { scale: 1, mode: 'fanAvg', distribution: 'uniform', seed: null },
  },
  [`${name}Regularizer`]: null,
  [`${name}Constraint`]: null,
});
const WEIGHTS = { ...BIAS, ...drawn('kernel') };

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
    fixed: { ...WEIGHTS, ...IMAGES },
  },
  DepthwiseConv2D: {
    kind: 'depthwise-convolution',
    recorded: { ...WITHOUT_DILATION, depthMultiplier: 'multiplier' },
    shaped: [],
    // TF.js gives such a layer another shape than what comes out of it where it has a dilation.
    fixed: { ...BIAS, ...drawn('depthwise'), ...IMAGES, dilationRate: [1, 1] },
  },
  // TF.js does not tell its depth multiplier, which the number of parameters does.
  SeparableConv2D: {
    kind: 'separable-convolution',
    recorded: CONVOLVES,
    shaped: ['filters'],
    fixed: { ...BIAS, ...drawn('depthwise'), ...drawn('pointwise'), ...IMAGES },
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
    fixed: {
      ...LEARNS,
      axis: -1,
      center: true,
      scale: true,
      betaInitializer: { className: 'Zeros', config: {} },
      gammaInitializer: { className: 'Ones', config: {} },
      movingMeanInitializer: { className: 'Zeros', config: {} },
      movingVarianceInitializer: { className: 'Ones', config: {} },
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
};

/** Where the network is put together. */
const MODEL_SOURCE = 'packages/network/src/model/build-model.ts';

/** The error of a network that no training here follows, or no report is about. */
export function refuseNetwork(message: string, cause?: unknown): LayerprintError {
  return new LayerprintError(
    'network-not-supported',
    message,
    `Take it back in ${MODEL_SOURCE}. CONTRIBUTING.md says what can be changed today.`,
    { cause },
  );
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
  { kind, recorded, implied }: Reading,
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

/** Whether a record leaves a key out: it says what goes without saying. */
function isUsual(key: string, value: unknown): boolean {
  return Object.hasOwn(USUAL, key) && isSameValue(value, USUAL[key]);
}

function show(value: unknown): string {
  return JSON.stringify(value ?? null);
}
