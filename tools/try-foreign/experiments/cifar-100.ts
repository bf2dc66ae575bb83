import { drawPixels } from '../draw-images.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'cifar-100';
const CLASSES = 100;
const CLASSES_OF_A_COARSE = 5;
/** In bytes: three planes of 32 × 32. */
const PIXELS = 3 * 32 * 32;
const RECORD = 2 + PIXELS;

/** Records as long and as many as the published ones: a coarse label, a fine one, and pixels that no other record has. */
function makeRecords(count: number, from: number): Uint8Array {
  const kinds = drawPixels(CLASSES, PIXELS, CLASSES);
  const records = new Uint8Array(count * RECORD);
  const view = new DataView(records.buffer);
  for (let image = 0; image < count; image++) {
    const fine = image % CLASSES;
    const at = image * RECORD;
    records.set([Math.floor(fine / CLASSES_OF_A_COARSE), fine], at);
    records.set(kinds.subarray(fine * PIXELS, (fine + 1) * PIXELS), at + 2);
    view.setUint32(at + 2, from + image);
  }
  return records;
}

/** As large as CIFAR-100 is, since its files are held to its size; with a network that makes little of it. */
export const cifar100: ForeignExperiment = {
  name,
  built: 'of CIFAR-100’s binary version, all of its images, by their fine labels',
  experiment: {
    schemaVersion: 2,
    dataset: { name: 'cifar-100', folder: folderOf(name) },
    architecture: {
      layers: [
        { type: 'conv2d', filters: 4, kernelSize: 5, strides: 4, padding: 'same' },
        { type: 'reLU' },
        { type: 'globalAveragePooling2d' },
        { type: 'dense', units: CLASSES, activation: 'softmax' },
      ],
    },
    models: [
      {
        id: 'wide',
        trainingImages: { count: 200, sample: 'seeded', balanced: true },
        seed: 1,
      },
      { id: 'narrow', trainingImages: 10, seed: 2 },
    ],
    recipe: { ...RECIPE, batchSize: 32 },
    specimens: { class: 'maple_tree', companions: 2 },
  },
  data: { 'train.bin': makeRecords(50_000, 0), 'test.bin': makeRecords(10_000, 50_000) },
  shapes: ['8,8,4', '8,8,4', '4', '100'],
  says: [
    'Two networks of one architecture, trained on 200 and 10 images of CIFAR-100',
    'opened layer by layer on a maple_tree',
  ],
  elsewhere: { 'provenance/': ['50,000 training images', '10,000 test images'] },
};
