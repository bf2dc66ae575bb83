import { makeJpeg } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'unequal-classes';

/** Ten of the one, twenty of the other, no two of one size. */
const PICTURES = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => {
    const isRare = i % 3 === 0;
    const picture = makeJpeg(30 + ((i * 17) % 60), 30 + ((i * 29) % 70), (x, y) => [
      isRare ? 200 : 40,
      (x * 3 + i) % 256,
      (y * 5 + i) % 256,
    ]);
    return [`${isRare ? 'Tulipa × hybrida' : 'daisy'}/${i}.jpg`, picture];
  }),
);

export const unequalClasses: ForeignExperiment = {
  name,
  built: 'of two classes of unequal size, JPEGs of mixed sizes',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'pictures',
      folder: folderOf(name),
      image: { height: 24, width: 24, channels: 1 },
      fit: 'crop',
      orderSeed: 1,
      split: { by: 'seed', seed: 1, testShare: 0.3 },
    },
    models: [
      { id: 'benchmark', trainingImages: 20, seed: 1 },
      { id: 'dummy', trainingImages: 8, seed: 2 },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 1, companions: 'first-of-every-other-class' },
  },
  article:
    "import Theirs from '../article/article.mdx';\n\n<Theirs components={props.components} />\n",
  claims: { schemaVersion: 1, claimsOf: 'article' },
  data: PICTURES,
  shapes: [
    '24,24,16',
    '24,24,16',
    '12,12,16',
    '12,12,16',
    '12,12,16',
    '6,6,16',
    '6,6,16',
    '6,6,16',
    '6,6,64',
    '6,6,64',
    '2304',
    '2',
  ],
  elsewhere: {
    'provenance/': [
      '21 training images, 9 test images, 24 × 24 pixels in grey',
      'read from 30 files',
    ],
  },
  says: ['At the end stand two numbers'],
};
