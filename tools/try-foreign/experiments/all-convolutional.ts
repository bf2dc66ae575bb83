import { DRAWINGS, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

/** Strides in the place of poolings, and no dense layer at all. */
export const allConvolutional: ForeignExperiment = {
  name: 'all-convolutional',
  built: 'of convolutions alone, with strides and global pooling',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: {
      layers: [
        {
          type: 'conv2d',
          filters: 8,
          kernelSize: 3,
          strides: 2,
          padding: 'same',
          activation: 'elu',
        },
        { type: 'conv2d', filters: 12, kernelSize: [3, 5], strides: [2, 1], activation: 'relu' },
        { type: 'dropout', rate: 0.1 },
        { type: 'conv2d', filters: 10, kernelSize: 1, activation: 'relu' },
        { type: 'globalAveragePooling2d' },
        { type: 'softmax' },
      ],
    },
    models: [
      { id: 'slow', trainingImages: 24, seed: 1 },
      {
        id: 'quick-one',
        name: 'quick one',
        trainingImages: 24,
        seed: 1,
        recipe: { optimizer: { learningRate: 0.01 } },
      },
    ],
    recipe: RECIPE,
    specimens: { class: 'frog', companions: 2 },
  },
  article: `<Opening title="A network without a dense layer">
  Of <Number of="parameters" /> parameters, the <Model id="slow" /> at <Number of="learning-rate" model="slow" /> and the <Model id="quick-one" /> at <Number of="learning-rate" model="quick-one" />.
</Opening>

<Contents />

<Figure id="lead" eager />

## First, <Number of="layer" layer="first" />

<Figure layer="first" />
<Figure layer="last" model="quick-one" />
<Figure id="distribution-{last}" />

## The answers

<Claim id="unsure" />

<Outcomes />

<Figure id="probabilities" />

<Layers />
`,
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'unsure',
        sentence: 'The {model:quick-one} is less sure than the {model:slow}.',
        checks: [
          { id: 'less-sure', measure: 'answer-entropy', model: 'quick-one', moreThan: 'slow' },
          {
            id: 'layers-apart',
            measure: 'distance',
            layer: 'last',
            model: 'slow',
            from: 'quick-one',
            above: 0.01,
          },
        ],
      },
    ],
  },
  shapes: ['16,16,8', '7,12,12', '7,12,12', '7,12,10', '10', '10'],
  says: [
    'A network without a dense layer',
    'First, conv2d_1',
    'The quick one is less sure than the slow.',
  ],
};
