import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

export const fourModels: ForeignExperiment = {
  name: 'four-models',
  built: 'of four models that differ in images, seed, sample and recipe',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        { type: 'conv2d', filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' },
        { type: 'maxPooling2d' },
        { type: 'conv2d', filters: 16, kernelSize: 3, padding: 'same', activation: 'selu' },
        { type: 'flatten' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'all', name: 'All pictures', trainingImages: 24, seed: 1 },
      { id: 'seeded', trainingImages: { count: 10, sample: 'seeded', balanced: true }, seed: 2 },
      { id: 'few', trainingImages: 3, seed: 3 },
      {
        id: 'fast',
        trainingImages: 24,
        seed: 1,
        recipe: { optimizer: { learningRate: 0.1 }, maxEpochs: 2 },
      },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 4, companions: 2 },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'more-pictures',
        sentence:
          'The {model:all} has more entropy in {last} than the {model:few}, and the {model:fast} less than the {model:seeded}.',
        checks: [
          { id: 'more', measure: 'entropy', layer: 'last', model: 'all', moreThan: 'few' },
          { id: 'less', measure: 'entropy', layer: 'last', model: 'fast', lessThan: 'seeded' },
        ],
      },
    ],
  },
  shapes: ['32,32,16', '16,16,16', '16,16,16', '4096', '10'],
  says: ['Four networks of one architecture, trained on 24, 10, 3 and 24 images of sketch-10'],
};
