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
}

const WINDOW = { strides: 'stride', padding: 'padding' };
const LEARNS = { trainable: true };
/** Kernels and biases as `initialiseParameters` draws them and as the optimizer changes them. */
const WEIGHTS = {
  ...LEARNS,
  useBias: true,
  kernelInitializer: {
    className: 'VarianceScaling',
    config: { scale: 1, mode: 'fanAvg', distribution: 'uniform', seed: null },
  },
  biasInitializer: { className: 'Zeros', config: {} },
  kernelRegularizer: null,
  biasRegularizer: null,
  activityRegularizer: null,
  kernelConstraint: null,
  biasConstraint: null,
};

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
    recorded: { kernelSize: 'kernel', ...WINDOW, activation: 'activation' },
    shaped: ['filters'],
    fixed: { ...WEIGHTS, dataFormat: 'channelsLast', dilationRate: [1, 1] },
  },
  MaxPooling2D: {
    kind: 'pooling',
    recorded: { poolSize: 'kernel', ...WINDOW },
    shaped: [],
    fixed: { ...LEARNS, dataFormat: 'channelsLast' },
  },
  Dense: {
    kind: 'dense',
    recorded: { activation: 'activation' },
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

/** What TF.js lets one set on a layer without telling it in the configuration. */
function assertLearns(layer: layers.Layer): void {
  if (layer.trainableWeights.length < layer.weights.length) {
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
  { kind, recorded }: Reading,
  config: Readonly<Record<string, unknown>>,
): Layer {
  const { name } = layer;
  const keys = Object.entries(recorded);
  const [batch, ...outputShape] = layer.outputShape as (number | null)[];
  if (batch !== null) {
    throw refuseNetwork(
      `The layer ${name} takes ${batch} images at once, and training takes any number.`,
    );
  }
  const record: Readonly<Record<string, unknown>> = {
    name,
    kind,
    ...Object.fromEntries(keys.map(([key, called]) => [called, config[key]])),
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

function show(value: unknown): string {
  return JSON.stringify(value ?? null);
}
