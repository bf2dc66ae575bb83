import * as tf from '@tensorflow/tfjs-layers';
import type { AuthoredLayer } from '@layerprint/core/schemas/architecture';
import { ActivationSchema } from '@layerprint/core/schemas/layer';
import { stackLayers } from '../../src/model/stack-layers.ts';

const drawn = { kernelInitializer: 'glorotUniform' } as const;
const drawnDeep = { depthwiseInitializer: 'glorotUniform' } as const;
const { layers: l } = tf;

/** What each network has between the image, `[12, 10, 2]`, and the answer of ten classes. */
const BODIES: Readonly<Record<string, () => tf.layers.Layer[]>> = {
  'LeNet-5': () => [
    l.conv2d({ ...drawn, filters: 6, kernelSize: 5, padding: 'same', activation: 'tanh' }),
    l.averagePooling2d({ poolSize: 2 }),
    l.conv2d({ ...drawn, filters: 4, kernelSize: 3, activation: 'tanh' }),
    l.averagePooling2d({ poolSize: [2, 3], strides: [2, 1], padding: 'same' }),
    l.flatten(),
    l.dense({ ...drawn, units: 8, activation: 'tanh' }),
    l.dense({ ...drawn, units: 10, activation: 'softmax' }),
  ],
  'strides and global pooling': () => [
    l.conv2d({ ...drawn, filters: 7, kernelSize: 3, strides: 2, activation: 'relu' }),
    l.conv2d({ ...drawn, filters: 10, kernelSize: [1, 3], strides: [1, 2], activation: 'elu' }),
    l.globalAveragePooling2d({}),
    l.softmax(),
  ],
  'batch normalisation': () => [
    l.conv2d({ ...drawn, filters: 4, kernelSize: 3, useBias: false }),
    l.batchNormalization({ momentum: 0.8 }),
    l.reLU(),
    l.flatten(),
    l.dense({ ...drawn, units: 6, useBias: false }),
    l.batchNormalization(),
    l.activation({ activation: 'sigmoid' }),
    l.dense({ ...drawn, units: 10, activation: 'softmax' }),
  ],
  'depthwise and separable': () => [
    l.depthwiseConv2d({ ...drawnDeep, kernelSize: 3, depthMultiplier: 2, activation: 'softplus' }),
    l.separableConv2d({ filters: 5, kernelSize: 3, strides: 2, activation: 'tanh' }),
    l.separableConv2d({ filters: 3, kernelSize: 2, useBias: false }),
    l.leakyReLU({ alpha: 0.2 }),
    l.depthwiseConv2d({ ...drawnDeep, kernelSize: 2, padding: 'same', useBias: false }),
    l.elu(),
    l.globalMaxPooling2d({}),
    l.dense({ ...drawn, units: 10, activation: 'softmax' }),
  ],
  'every activation': () => [
    ...ActivationSchema.options.flatMap((activation) => [
      l.conv2d({ ...drawn, filters: 3, kernelSize: 2, activation }),
      l.activation({ activation }),
    ]),
    l.flatten(),
    l.dense({ ...drawn, units: 5, activation: 'elu' }),
    l.dense({ ...drawn, units: 10 }),
    l.activation({ activation: 'softmax' }),
  ],
};

/** Networks that branch, as an author lists them. */
const LISTS: Readonly<Record<string, readonly AuthoredLayer[]>> = {
  'residual sums': [
    { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', kernelInitializer: 'heNormal' },
    { type: 'batchNormalization', momentum: 0.9 },
    { type: 'activation', name: 'trunk', activation: 'relu' },
    { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'relu' },
    { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', useBias: false },
    { type: 'add', name: 'sum', from: ['trunk', 'conv2d_3'] },
    { type: 'reLU' },
    { type: 'conv2d', filters: 6, kernelSize: 3, strides: 2, padding: 'same' },
    { type: 'conv2d', name: 'shortcut', from: 're_lu_1', filters: 6, kernelSize: 1, strides: 2 },
    { type: 'add', from: ['conv2d_4', 'shortcut', 'conv2d_4'] },
    { type: 'globalAveragePooling2d' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  'concatenated branches': [
    { type: 'conv2d', name: 'narrow', filters: 3, kernelSize: 1, activation: 'tanh' },
    { type: 'conv2d', name: 'wide', from: 'input', filters: 5, kernelSize: 3, padding: 'same' },
    { type: 'maxPooling2d', from: 'input', poolSize: 3, strides: 1, padding: 'same' },
    { type: 'concatenate', name: 'joined', from: ['narrow', 'wide', 'max_pooling2d_1', 'input'] },
    { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'elu' },
    { type: 'globalMaxPooling2d', name: 'largest' },
    { type: 'globalAveragePooling2d', name: 'mean', from: 'conv2d_3' },
    { type: 'concatenate', from: ['largest', 'mean'] },
    { type: 'dense', units: 10 },
    { type: 'softmax' },
  ],
};

export const EVERYDAY_NETWORKS = [...Object.keys(BODIES), ...Object.keys(LISTS)];
export const IMAGE = [12, 10, 2] as const;

/** Puts layers in a row behind an image. */
export function stackBehindImage(layers: readonly tf.layers.Layer[]): tf.LayersModel {
  const input = tf.input({ shape: [...IMAGE] });
  // What is drawn follows the names, and TF.js counts on in its own.
  layers.forEach((layer, place) => (layer.name = `layer_${place}`));
  const output = layers.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
}

/** Puts one of the networks together in TF.js. */
export function buildEveryday(name: string): tf.LayersModel {
  const [height, width, channels] = IMAGE;
  const list = LISTS[name];
  // An image of two channels, which no data set has, and passes can.
  if (list) return stackLayers(list, 0.5, { height, width, channels: channels as 1 });
  return stackBehindImage(BODIES[name]!());
}
