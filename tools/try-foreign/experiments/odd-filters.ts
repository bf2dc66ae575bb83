import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

/** Neither number of filters fills a grid whose rows are of one length. */
export const oddFilters: ForeignExperiment = {
  name: 'odd-filters',
  built: 'with 7 filters, and with 100',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        { type: 'conv2d', filters: 7, kernelSize: 5, activation: 'relu' },
        { type: 'maxPooling2d' },
        { type: 'conv2d', filters: 100, kernelSize: 3, dilationRate: 2, activation: 'relu' },
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
  shapes: ['28,28,7', '14,14,7', '10,10,100', '100', '10'],
  says: ['7 activation maps', '100 activation maps'],
};
