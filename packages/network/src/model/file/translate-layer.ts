import { findNearestName } from '@layerprint/core/nearest-name';
import { AuthoredLayerSchema, type AuthoredLayer } from '@layerprint/core/schemas/architecture';
import { expandUnions } from '@layerprint/core/union-issues';
import { refuseNetwork } from '../read-layer.ts';
import { isSameValue } from '../same-value.ts';
import { sayInstead } from './say-instead.ts';
import { translateInitializer } from './translate-initializer.ts';

/** A layer as a file has it. */
export interface LayerEntry {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly inbound_nodes?: readonly unknown[] | undefined;
}

/** What a layer means by where it stands. */
interface Place {
  /** Keras and TF.js mean different things by some of the same words. */
  readonly isOfKeras: boolean;
  /** Axes of what it takes, with that of the batch. */
  readonly rank: number;
}

/** By the name of a layer's class. */
const TYPES: Readonly<Record<string, AuthoredLayer['type']>> = {
  Conv2D: 'conv2d',
  DepthwiseConv2D: 'depthwiseConv2d',
  SeparableConv2D: 'separableConv2d',
  MaxPooling2D: 'maxPooling2d',
  AveragePooling2D: 'averagePooling2d',
  GlobalAveragePooling2D: 'globalAveragePooling2d',
  GlobalMaxPooling2D: 'globalMaxPooling2d',
  BatchNormalization: 'batchNormalization',
  Activation: 'activation',
  ReLU: 'reLU',
  LeakyReLU: 'leakyReLU',
  ELU: 'elu',
  Softmax: 'softmax',
  Dense: 'dense',
  Dropout: 'dropout',
  Flatten: 'flatten',
  Add: 'add',
  Concatenate: 'concatenate',
};

/** What goes without saying where it has one of these values; where it has none, null, it does so anyway. */
const NEUTRAL: Readonly<Record<string, readonly unknown[]>> = {
  trainable: [true],
  dataFormat: ['channels_last', 'channelsLast'],
  dilationRate: [1, [1, 1]],
  groups: [1],
  keepdims: [false],
  center: [true],
  scale: [true],
  renorm: [false],
  fused: [true],
  synchronized: [false],
  threshold: [0],
  autocast: [true],
};

/** Keras's names of activations that TF.js calls otherwise. */
const ACTIVATIONS: Readonly<Record<string, string>> = { silu: 'swish' };

/**
 * Translates a layer of a file into one of a list.
 *
 * @throws {LayerprintError} `network-not-supported`, naming the layer and what it has that training does not follow.
 */
export function translateLayer(entry: LayerEntry, place: Place): AuthoredLayer {
  const { name, class_name: className } = entry;
  const type = TYPES[className];
  if (type === undefined) throw refuseClass(entry);
  const config = Object.entries(entry.config).flatMap(([key, value]) =>
    translateKey(entry, toCamelCase(key), value, place),
  );
  const layer = rename({ type, ...Object.fromEntries(config) });
  const result = AuthoredLayerSchema.safeParse(layer, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = expandUnions(result.error.issues);
  const key = issue!.code === 'unrecognized_keys' ? issue.keys[0]! : String(issue!.path[0]);
  const found = JSON.stringify((layer as Record<string, unknown>)[key] ?? null);
  const why =
    issue!.code === 'unrecognized_keys'
      ? 'which nothing in training follows'
      : `where training wants something else: ${issue!.message}`;
  const message = `The layer ${name}, a ${className}, has ${key} ${found}, ${why}.`;
  throw refuseNetwork(message, undefined, sayInstead(key));
}

function refuseClass({ name, class_name: className, config }: LayerEntry): Error {
  const classes = Object.keys(TYPES);
  if ('layers' in config) {
    return refuseNetwork(
      `The layer ${name} is a network within the network, a ${className}, and training knows layers alone.`,
    );
  }
  const meant = findNearestName(className, classes);
  const guess = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return refuseNetwork(
    `The layer ${name} is a ${className}, and training knows ${classes.join(', ')} alone.${guess}`,
    undefined,
    sayInstead(className),
  );
}

function translateKey(
  { name, class_name: className }: LayerEntry,
  key: string,
  value: unknown,
  { isOfKeras, rank }: Place,
): [string, unknown][] {
  // The name and the shape of what comes in are read where the layers are put together.
  if (value === null || ['name', 'batchShape', 'batchInputShape'].includes(key)) return [];
  if (NEUTRAL[key]?.some((neutral) => isSameValue(neutral, value))) return [];
  if (key === 'dtype') {
    assertFloat32(name, value);
    return [];
  }
  if (key === 'axis' && [-1, rank - 1, [rank - 1]].some((last) => isSameValue(last, value)))
    return [];
  if (key === 'depthMultiplier' && className === 'SeparableConv2D' && value === 1) return [];
  if (key === 'kernelInitializer' && className === 'SeparableConv2D') return [];
  if (key.endsWith('Initializer'))
    return [[key, translateInitializer(name, key, value, isOfKeras)]];
  if (key === 'activation') return [[key, translateActivation(value)]];
  return [[key, value]];
}

/** Of Keras 3 a policy is an object with a name. */
function assertFloat32(name: string, dtype: unknown): void {
  const { config } = (typeof dtype === 'object' ? dtype : {}) as { config?: { name?: unknown } };
  const found = config?.name ?? dtype;
  if (found === 'float32') return;
  throw refuseNetwork(
    `The layer ${name} computes in ${JSON.stringify(found)}, and training computes in float32 alone.`,
  );
}

/** Keras writes the name of a function, or an object that holds it. */
function translateActivation(value: unknown): unknown {
  const { class_name: className, config } = (typeof value === 'object' ? value : {}) as {
    class_name?: unknown;
    config?: unknown;
  };
  const name = className === 'function' ? config : value;
  return typeof name === 'string' ? (ACTIVATIONS[name] ?? toCamelCase(name)) : value;
}

/** The ReLUs of Keras are several layers of TF.js. */
function rename(layer: { readonly type: string; readonly [key: string]: unknown }): object {
  const { type, negativeSlope, ...rest } = layer;
  const isLeaky = type === 'leakyReLU' || (type === 'reLU' && Number(negativeSlope ?? 0) > 0);
  if (isLeaky) {
    return {
      ...rest,
      type: 'leakyReLU',
      ...(negativeSlope !== undefined && { alpha: negativeSlope }),
    };
  }
  if (type === 'reLU' && rest['maxValue'] === 6) {
    return { type: 'activation', activation: 'relu6' };
  }
  if (type === 'elu' && rest['alpha'] === 1) return { type };
  return type === 'reLU' && negativeSlope === 0 ? { ...rest, type } : layer;
}

function toCamelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
