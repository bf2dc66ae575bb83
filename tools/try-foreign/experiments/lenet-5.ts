import { gzipSync } from 'node:zlib';
import { makeIdx } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { drawLabels, drawPixels } from '../draw-images.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'lenet-5';

const part = (count: number, from: number) => ({
  images: gzipSync(
    makeIdx([count, 28, 28], drawPixels(count + from, 784, 10).subarray(from * 784)),
  ),
  labels: gzipSync(makeIdx([count], drawLabels(count + from, 10).subarray(from))),
});
const [training, test] = [part(24, 0), part(20, 24)];

/** LeCun's network of 1998 as it is usually taught: tanh, and means where others take the largest. */
export const lenet5: ForeignExperiment = {
  name,
  built: 'of LeNet-5, on digits in grey, gzipped as MNIST’s are',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'idx',
      folder: folderOf(name),
      classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
      split: {
        by: 'files',
        training: { images: 'train-images.gz', labels: 'train-labels.gz' },
        test: { images: 'test-images.gz', labels: 'test-labels.gz' },
      },
    },
    architecture: {
      layers: [
        {
          type: 'conv2d',
          name: 'c1',
          filters: 6,
          kernelSize: 5,
          padding: 'same',
          activation: 'tanh',
        },
        { type: 'averagePooling2d', name: 's2' },
        { type: 'conv2d', name: 'c3', filters: 16, kernelSize: 5, activation: 'tanh' },
        { type: 'averagePooling2d', name: 's4' },
        { type: 'flatten' },
        { type: 'dense', name: 'c5', units: 120, activation: 'tanh' },
        { type: 'dense', name: 'f6', units: 84, activation: 'tanh' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    },
    models: [
      { id: 'many', trainingImages: 24, seed: 1 },
      { id: 'few', trainingImages: 10, seed: 2 },
    ],
    recipe: RECIPE,
    specimens: { testIndex: 1, companions: 'first-of-every-other-class' },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'both-signs',
        sentence: 'In {last} the {model:many} gives values of both signs.',
        checks: [
          { id: 'not-all-below', measure: 'negatives', layer: 'last', model: 'many', below: 0.9 },
          { id: 'not-all-above', measure: 'negatives', layer: 'last', model: 'many', above: 0.1 },
        ],
      },
    ],
  },
  data: {
    'train-images.gz': training.images,
    'train-labels.gz': training.labels,
    'test-images.gz': test.images,
    'test-labels.gz': test.labels,
  },
  shapes: ['28,28,6', '14,14,6', '10,10,16', '5,5,16', '400', '120', '84', '10'],
  elsewhere: { 'provenance/': ['28 × 28 pixels in grey', 'LAYERPRINT_DATA='] },
  says: [
    'Two networks of one architecture, trained on 24 and 10 images, opened',
    'What two networks keep of a 5',
    'In c3 the many gives values of both signs.',
  ],
};
