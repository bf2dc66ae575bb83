import * as tf from '@tensorflow/tfjs-layers';

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
    ...(['linear', 'relu', 'elu', 'tanh', 'sigmoid', 'softplus'] as const).flatMap((activation) => [
      l.conv2d({ ...drawn, filters: 3, kernelSize: 2, activation }),
      l.activation({ activation }),
    ]),
    l.flatten(),
    l.dense({ ...drawn, units: 5, activation: 'elu' }),
    l.dense({ ...drawn, units: 10 }),
    l.activation({ activation: 'softmax' }),
  ],
};

export const EVERYDAY_NETWORKS = Object.keys(BODIES);
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
  return stackBehindImage(BODIES[name]!());
}
