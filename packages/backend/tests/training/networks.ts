import * as layers from '@tensorflow/tfjs-layers';

const { layers: make, sequential } = layers;

/** A network to train, with what it is trained on and by which loss. */
export interface Example {
  model: layers.Sequential;
  inputShape: number[];
  /** Above 0, inputs are whole numbers below this; otherwise any numbers. */
  words?: number;
  outputShape: number[];
  loss: string;
}

type Layer = layers.layers.Layer;

/** Layers of a classifier of small images. */
function classifyImages(...inner: Layer[]): Example {
  const head = make.dense({ units: 3, activation: 'softmax' });
  return {
    model: sequential({ layers: [...inner, head] }),
    inputShape: [8, 8, 2],
    outputShape: [3],
    loss: 'categoricalCrossentropy',
  };
}

/** Layers that follow a sequence of words with a number. */
function readWords(...inner: Layer[]): Example {
  const embedding = make.embedding({ inputDim: 11, outputDim: 5, inputLength: 6 });
  return {
    model: sequential({ layers: [embedding, ...inner, make.dense({ units: 1 })] }),
    inputShape: [6],
    words: 11,
    outputShape: [1],
    loss: 'meanSquaredError',
  };
}

const inputShape = [8, 8, 2];
/** Any that needs no operations chained to tensors, which a program of its own has to register. */
const recurrentInitializer = 'glorotUniform';
const same = { padding: 'same' as const };

/** What people train every day, by name. */
export const NETWORKS: Record<string, () => Example> = {
  'dense layers': () => ({
    model: sequential({
      layers: [
        make.dense({ inputShape: [7], units: 9, activation: 'tanh' }),
        make.dense({ units: 6, activation: 'sigmoid' }),
        make.dense({ units: 2 }),
      ],
    }),
    inputShape: [7],
    outputShape: [2],
    loss: 'meanSquaredError',
  }),
  'convolutions, max pooling': () =>
    classifyImages(
      make.conv2d({ inputShape, filters: 4, kernelSize: 3, ...same, activation: 'relu' }),
      make.maxPooling2d({ poolSize: 2 }),
      make.conv2d({ filters: 5, kernelSize: 3, activation: 'relu' }),
      make.flatten(),
    ),
  'strided and dilated convolutions': () =>
    classifyImages(
      // TF.js has no gradient of a dilated convolution, so this one is not trained itself.
      make.conv2d({
        inputShape,
        filters: 4,
        kernelSize: 3,
        dilationRate: 2,
        ...same,
        trainable: false,
      }),
      make.elu(),
      make.conv2d({ filters: 6, kernelSize: 3, strides: 2, ...same, activation: 'elu' }),
      make.flatten(),
    ),
  'batch normalisation': () =>
    classifyImages(
      make.conv2d({ inputShape, filters: 4, kernelSize: 3, ...same, useBias: false }),
      make.batchNormalization(),
      make.reLU(),
      make.conv2d({ filters: 3, kernelSize: 3, ...same }),
      make.batchNormalization({ momentum: 0.9 }),
      make.leakyReLU({ alpha: 0.2 }),
      make.flatten(),
    ),
  'depthwise convolution, average pooling': () =>
    classifyImages(
      make.depthwiseConv2d({ inputShape, kernelSize: 3, depthMultiplier: 2, ...same }),
      make.activation({ activation: 'softplus' }),
      make.averagePooling2d({ poolSize: 2 }),
      make.depthwiseConv2d({ kernelSize: 3, strides: 2, ...same, activation: 'relu6' }),
      make.flatten(),
    ),
  'separable convolution, global average pooling': () =>
    classifyImages(
      make.separableConv2d({ inputShape, filters: 6, kernelSize: 3, ...same, activation: 'tanh' }),
      make.averagePooling2d({ poolSize: 3, strides: 1, ...same }),
      make.separableConv2d({ filters: 5, kernelSize: 3, activation: 'sigmoid' }),
      make.globalAveragePooling2d({}),
    ),
  'global max pooling': () =>
    classifyImages(
      make.conv2d({ inputShape, filters: 8, kernelSize: 3, activation: 'softsign' }),
      make.globalMaxPooling2d({}),
    ),
  'transposed convolution': () => ({
    model: sequential({
      layers: [
        make.conv2d({ inputShape, filters: 4, kernelSize: 3, strides: 2, ...same }),
        make.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, ...same }),
        make.activation({ activation: 'selu' }),
        make.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 1, ...same }),
      ],
    }),
    inputShape,
    outputShape: inputShape,
    loss: 'meanAbsoluteError',
  }),
  LSTM: () =>
    readWords(
      make.lstm({ units: 4, returnSequences: true, recurrentInitializer }),
      make.lstm({ units: 3, recurrentInitializer }),
    ),
  GRU: () =>
    readWords(
      make.gru({ units: 4, returnSequences: true, recurrentInitializer }),
      make.gru({ units: 3, recurrentInitializer }),
    ),
  'one-dimensional convolution': () =>
    readWords(
      make.conv1d({ filters: 4, kernelSize: 3, activation: 'relu' }),
      make.globalAveragePooling1d({}),
    ),
};
