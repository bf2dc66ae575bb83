import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

export const residual: ForeignExperiment = {
  name: 'residual',
  built: 'with branches that are added, and laid side by side',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        {
          type: 'conv2d',
          name: 'trunk',
          filters: 8,
          kernelSize: 3,
          strides: 2,
          padding: 'same',
          activation: 'relu',
        },
        { type: 'conv2d', filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' },
        { type: 'conv2d', filters: 8, kernelSize: 3, padding: 'same' },
        { type: 'add', name: 'sum', from: ['trunk', 'conv2d_3'] },
        { type: 'reLU' },
        {
          type: 'conv2d',
          name: 'left',
          from: 're_lu_1',
          filters: 4,
          kernelSize: 1,
          activation: 'relu',
        },
        {
          type: 'conv2d',
          name: 'right',
          from: 're_lu_1',
          filters: 4,
          kernelSize: 3,
          padding: 'same',
          activation: 'relu',
        },
        { type: 'concatenate', name: 'joined', from: ['left', 'right'] },
        { type: 'globalAveragePooling2d' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'one', trainingImages: 24, seed: 1 },
      { id: 'other', trainingImages: 24, seed: 2 },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 4, companions: 'none' },
  },
  shapes: [
    ...Array.from({ length: 5 }, () => '16,16,8'),
    '16,16,4',
    '16,16,4',
    '16,16,8',
    '8',
    '10',
  ],
  says: ['Two networks of one architecture, trained on 24 images each of sketch-10'],
};
