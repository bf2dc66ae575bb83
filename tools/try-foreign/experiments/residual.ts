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
    roles: { last: 'sum', lead: ['trunk', 'sum', 'joined'] },
    specimens: { testIndex: 4, companions: 'none' },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'sum',
        sentence: 'The most of the {last} of one is zero.',
        checks: [{ id: 'zeros', measure: 'zeros', layer: 'last', model: 'one', above: 0.5 }],
      },
    ],
  },
  article: `<Opening>Two networks with branches.</Opening>

<Figure id="lead" eager />

## The sum

At <Number of="layer" layer="last" />, a value sees <Number of="receptive-field" layer="last" /> pixels; see
<PageLink layer="joined">what is laid side by side</PageLink>.

<Figure layer="last" />
<Figure id="distribution-{last}" />
<Figure id="matched-joined-other" />
<Claim id="sum" />
<Layers />
`,
  shapes: [
    ...Array.from({ length: 5 }, () => '16,16,8'),
    '16,16,4',
    '16,16,4',
    '16,16,8',
    '8',
    '10',
  ],
  says: [
    'At sum, a value sees 11 × 11 pixels',
    'the channels of trunk, sum (before the ReLU of re_lu_1) and joined',
    'The 8 activation maps of sum, before the ReLU of re_lu_1, in the one model, 16 × 16 each',
    'The activations of sum, before the ReLU of re_lu_1, for the specimen',
    'The most of the sum of one is zero',
  ],
  elsewhere: {
    'layers/': ['What every convolution, every pooling, sum and joined puts out'],
    'layers/sum/': ['sum, of trunk and conv2d_3', '11 × 11 pixels'],
    'layers/joined/': ['concatenation, of left and right', 'Of 8 filters of joined'],
  },
};
