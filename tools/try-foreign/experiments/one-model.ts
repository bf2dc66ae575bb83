import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

/** The article's network, and nothing to compare it with. */
export const oneModel: ForeignExperiment = {
  name: 'one-model',
  built: 'of one model alone',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    models: [{ id: 'alone', trainingImages: 24, seed: 1 }],
    recipe: RECIPE,
    specimens: { testIndex: 4, companions: 1 },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'half-black',
        sentence: 'In {last} more than half of what the {model:alone} gives is zero.',
        checks: [{ id: 'black', measure: 'zeros', layer: 'last', model: 'alone', above: 0.5 }],
      },
      {
        id: 'right',
        sentence: 'The {model:alone} is right.',
        checks: [
          { id: 'is-right', measure: 'probability', model: 'alone', answer: 'right' },
          { id: 'accurate', measure: 'accuracy', model: 'alone', above: 0.1 },
          {
            id: 'less-than-pixels',
            measure: 'entropy',
            layer: 'last',
            model: 'alone',
            lessThan: 'pixels',
          },
        ],
      },
    ],
  },
  shapes: [
    '32,32,16',
    '32,32,16',
    '16,16,16',
    '16,16,16',
    '16,16,16',
    '8,8,16',
    '8,8,16',
    '8,8,16',
    '8,8,64',
    '8,8,64',
    '4096',
    '10',
  ],
  says: ['One network, trained on 24 images of sketch-10'],
};
