import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

/** Its first convolution is its last, so that both roles are of one layer. */
export const oneConvolution: ForeignExperiment = {
  name: 'one-convolution',
  built: 'with a single convolution',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        { type: 'conv2d', name: 'only', filters: 5, kernelSize: 7, strides: 2, activation: 'relu' },
        { type: 'flatten' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'one', trainingImages: 24, seed: 1 },
      { id: 'other', trainingImages: 12, seed: 1 },
    ],
    recipe: RECIPE,
    // More specimens than an article of ours has.
    specimens: {
      testIndex: 4,
      companions: Array.from({ length: 11 }, (_, i) => ({ testIndex: 5 + i })),
    },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'first-is-last',
        sentence: 'In {first}, which is {last}, the {model:one} is mostly black.',
        checks: [
          { id: 'black', measure: 'zeros', layer: 'first', model: 'one', above: 0.5 },
          { id: 'blacker', measure: 'zeros', layer: 'last', model: 'one', moreThan: 'other' },
        ],
      },
    ],
  },
  shapes: ['13,13,5', '845', '10'],
  says: ['In only, which is only, the one is mostly black.'],
};
