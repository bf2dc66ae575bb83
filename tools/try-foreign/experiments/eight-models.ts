import { makeModelFiles } from '../../../packages/trainer/tests/experiment/weights/given-model.ts';
import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const found = Object.fromEntries(
  [...makeModelFiles()].map(([path, content]) => [`found/${path}`, content]),
);

/** So many as there may be, of a network that a file says, with names as long as people give them. */
export const eightModels: ForeignExperiment = {
  name: 'eight-models',
  built: 'of eight models, seven of them trained and one with the weights of a file',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: { file: 'found/model.json' },
    models: [
      { id: 'all', name: 'model of all the pictures', trainingImages: 24, seed: 1 },
      { id: 'all-again', name: 'model of all, from another seed', trainingImages: 24, seed: 2 },
      { id: 'half', name: 'model of half of the pictures', trainingImages: 12, seed: 3 },
      { id: 'quarter', name: 'model of a quarter', trainingImages: 6, seed: 4 },
      { id: 'three', trainingImages: 3, seed: 5 },
      { id: 'found', name: 'model that was found', weights: { file: 'found/model.json' } },
      {
        id: 'balanced',
        trainingImages: { count: 10, sample: 'seeded', balanced: true },
        seed: 7,
      },
      {
        id: 'slow',
        name: 'model at a tenth of the rate, in batches of four, two epochs',
        trainingImages: 24,
        seed: 1,
        recipe: { optimizer: { learningRate: 0.0001 }, batchSize: 4, maxEpochs: 2 },
      },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 4, companions: 1 },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'darker',
        sentence: 'In {last} the {model:slow} has more entropy than the {model:found}.',
        checks: [
          { id: 'more', measure: 'entropy', layer: 'last', model: 'slow', moreThan: 'found' },
          {
            id: 'apart',
            measure: 'distance',
            layer: 'last',
            model: 'all',
            from: 'balanced',
            above: 0.01,
          },
        ],
      },
    ],
  },
  beside: found,
  shapes: ['32,32,4', '32,32,4', '16,16,4', '16,16,4', '1024', '1024', '10'],
  says: ['Eight networks of one architecture'],
};
