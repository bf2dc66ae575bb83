import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

/** As MobileNet is built: each channel for itself, then all of a pixel together. */
export const depthwiseSeparable: ForeignExperiment = {
  name: 'depthwise-separable',
  built: 'of depthwise and separable convolutions',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        {
          type: 'depthwiseConv2d',
          kernelSize: 3,
          depthMultiplier: 3,
          padding: 'same',
          activation: 'relu6',
        },
        { type: 'conv2d', filters: 8, kernelSize: 1, activation: 'relu' },
        { type: 'averagePooling2d', poolSize: 2 },
        {
          type: 'separableConv2d',
          filters: 11,
          kernelSize: 3,
          padding: 'same',
          activation: 'swish',
        },
        { type: 'globalAveragePooling2d' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'a', name: 'Model <A> & co', trainingImages: 24, seed: 1 },
      { id: 'b', name: 'mödel B', trainingImages: 12, seed: 2 },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 4, companions: [{ testIndex: 7 }] },
  },
  shapes: ['32,32,9', '32,32,8', '16,16,8', '16,16,11', '11', '10'],
  says: ['Model <A> & co', 'depthwise_conv2d_1', 'separable_conv2d_1'],
};
