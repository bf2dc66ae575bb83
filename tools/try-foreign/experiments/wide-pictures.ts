import { makePng } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'wide-pictures';

const paint = (i: number) => (x: number, y: number) =>
  i % 2 === 0
    ? [(x * 4 + i) % 256, y * 5, 90, 255 - x]
    : [40, (y * 5 + i) % 256, (x * y) % 256, 255];
const draw = (part: string, count: number, from: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${part}/${['boat', 'harbour', 'island'][i % 3]}/${i}.png`,
      makePng(64, 48, paint(from + i)),
    ]),
  );

/** Neither square nor of ten classes. */
export const widePictures: ForeignExperiment = {
  name,
  built: 'of pictures of 64 × 48 in three classes, with a folder a part',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'pictures',
      folder: folderOf(name),
      image: { height: 48, width: 64, channels: 3 },
      fit: 'stretch',
      orderSeed: 1,
      split: { by: 'folders', training: 'train', test: 'test' },
    },
    models: [
      { id: 'day', trainingImages: 24, seed: 1 },
      { id: 'night', trainingImages: 12, seed: 2 },
    ],
    recipe: RECIPE,
    specimens: { class: 'harbour', companions: 'first-of-every-other-class' },
  },
  data: { ...draw('train', 24, 0), ...draw('test', 12, 24) },
  shapes: [
    '48,64,16',
    '48,64,16',
    '24,32,16',
    '24,32,16',
    '24,32,16',
    '12,16,16',
    '12,16,16',
    '12,16,16',
    '12,16,64',
    '12,16,64',
    '12288',
    '3',
  ],
  elsewhere: { 'provenance/': ['48 × 64 pixels in colour'] },
  says: ['opened layer by layer on a harbour'],
};
