import { makeNpy } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { drawLabels, drawPixels } from '../draw-images.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'icons';
const COLOURS =
  'amber azure black bronze coral crimson emerald golden grey indigo ivory jade lilac ochre olive pearl ruby scarlet silver turquoise';
const THINGS = [
  'anchor',
  'bicycle bell',
  'compass',
  'envelope',
  'hourglass',
  'key',
  'magnifying glass',
  'paper plane',
  'umbrella',
  'wind turbine on a hill behind three houses',
];
const classNames = COLOURS.split(' ').flatMap((colour) =>
  THINGS.map((thing) => `${colour} ${thing}`),
);
const IMAGES = 450;
const TEST_IMAGES = 220;
const labels = BigInt64Array.from(drawLabels(IMAGES, classNames.length), BigInt);

/** As small as images, and as many classes, as there may be. */
export const icons: ForeignExperiment = {
  name,
  built: 'of 8 × 8 pixels and two hundred classes with names, out of two .npy',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'numpy',
      folder: folderOf(name),
      classNames,
      split: {
        by: 'order',
        all: { images: { file: 'pictures.npy' }, labels: { file: 'labels.npy' } },
        testImages: TEST_IMAGES,
      },
    },
    models: [
      { id: 'all', trainingImages: 230, seed: 1 },
      { id: 'some', name: 'one of some', trainingImages: 60, seed: 2 },
      { id: 'few', trainingImages: 5, seed: 3 },
    ],
    recipe: RECIPE,
    specimens: { class: 'turquoise wind turbine on a hill behind three houses', companions: 2 },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'surer',
        sentence:
          'The {model:all} is surer than the {model:few}, and right in more than {threshold:right}.',
        checks: [
          { id: 'sure', measure: 'answer-entropy', model: 'all', lessThan: 'few' },
          { id: 'right', measure: 'accuracy', model: 'all', above: 0.01 },
        ],
      },
    ],
  },
  data: {
    'pictures.npy': makeNpy('|u1', [IMAGES, 8, 8], drawPixels(IMAGES, 64, classNames.length)),
    'labels.npy': makeNpy('<i8', [IMAGES], new Uint8Array(labels.buffer)),
  },
  shapes: [
    '8,8,16',
    '8,8,16',
    '4,4,16',
    '4,4,16',
    '4,4,16',
    '2,2,16',
    '2,2,16',
    '2,2,16',
    '2,2,64',
    '2,2,64',
    '256',
    '200',
  ],
  says: [
    'Three networks of one architecture, trained on 230, 60 and 5 images',
    'turquoise wind turbine on a hill behind three houses',
  ],
  elsewhere: { 'provenance/': ['230 training images, 220 test images, 8 × 8 pixels in grey'] },
};
