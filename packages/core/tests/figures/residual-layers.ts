import type { Layer } from '@layerprint/core/schemas/layer';

const convolution = (name: string, activation: 'relu' | 'linear', parameters: number): Layer => ({
  name,
  kind: 'convolution',
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  activation,
  outputShape: [8, 8, 4],
  parameters,
});
const relu = (name: string): Layer => ({
  name,
  kind: 'activation',
  activation: 'relu',
  outputShape: [8, 8, 4],
  parameters: 0,
});

/**
 * A block that adds what it takes to what it makes of it, as ResNet has them: normalised and activated by layers of
 * their own.
 */
export const RESIDUAL_LAYERS: Layer[] = [
  { name: 'input', kind: 'input', outputShape: [8, 8, 3], parameters: 0 },
  convolution('trunk', 'relu', 112),
  convolution('conv2d_1', 'linear', 148),
  {
    name: 'batch_normalization_1',
    kind: 'batch-normalisation',
    momentum: 0.99,
    epsilon: 0.001,
    outputShape: [8, 8, 4],
    parameters: 16,
  },
  relu('re_lu_1'),
  convolution('conv2d_2', 'linear', 148),
  { name: 'sum', kind: 'sum', from: ['trunk', 'conv2d_2'], outputShape: [8, 8, 4], parameters: 0 },
  relu('re_lu_2'),
  { name: 'dropout_1', kind: 'dropout', rate: 0.5, outputShape: [8, 8, 4], parameters: 0 },
  {
    name: 'dense_1',
    kind: 'dense',
    activation: 'linear',
    outputShape: [8, 8, 6],
    parameters: 30,
  },
  { name: 'leaky_re_lu_1', kind: 'leaky-relu', slope: 0.2, outputShape: [8, 8, 6], parameters: 0 },
  { name: 'pooling', kind: 'global-max-pooling', outputShape: [6], parameters: 0 },
  { name: 'answer', kind: 'dense', activation: 'softmax', outputShape: [10], parameters: 70 },
];
