import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

export const batchNormalised: ForeignExperiment = {
  name: 'batch-normalised',
  built: 'with batch normalisation between its convolutions and their ReLU',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        { type: 'conv2d', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
        { type: 'batchNormalization', momentum: 0.9 },
        { type: 'reLU' },
        { type: 'maxPooling2d', poolSize: 4 },
        { type: 'conv2d', filters: 9, kernelSize: 3, padding: 'same', useBias: false },
        { type: 'batchNormalization' },
        { type: 'leakyReLU', alpha: 0.2 },
        { type: 'globalMaxPooling2d' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'left', trainingImages: 24, seed: 1 },
      { id: 'right', trainingImages: { count: 20, sample: 'seeded', balanced: true }, seed: 2 },
    ],
    recipe: RECIPE,
    roles: {
      first: 're_lu_1',
      last: 'leaky_re_lu_1',
      lead: ['conv2d_1', 'batch_normalization_1', 're_lu_1', 'max_pooling2d_1', 'leaky_re_lu_1'],
    },
    specimens: { testIndex: 4, companions: 'none' },
  },
  shapes: ['32,32,8', '32,32,8', '32,32,8', '8,8,8', '8,8,9', '8,8,9', '8,8,9', '9', '10'],
  says: [
    'Two networks of one architecture, trained on 24 and 20 images of sketch-10',
    'the channels of conv2d_1 (before the ReLU of re_lu_1), batch_normalization_1 (before the ReLU of re_lu_1), re_lu_1,',
    'The 8 activation maps of re_lu_1 in the left model, 32 × 32 each',
    'The activations of leaky_re_lu_1 for the specimen',
    'Of 9 filters of leaky_re_lu_1 in the left model',
  ],
  elsewhere: {
    'layers/': [
      'What every convolution, every pooling, batch_normalization_1, re_lu_1 and leaky_re_lu_1 puts out',
    ],
    'layers/conv2d_2/': [
      'The 9 activation maps of conv2d_2, before the leaky ReLU of leaky_re_lu_1, in the left model',
    ],
    'layers/re_lu_1/': ['activation, ReLU', '3 × 3 pixels', 'Of 8 filters of re_lu_1'],
  },
};
