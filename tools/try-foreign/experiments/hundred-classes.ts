import { makeNpy, makeZip } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { drawLabels, drawPixels } from '../draw-images.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'hundred-classes';
/** A name that means something to HTML, to Vega's expressions and to JSON. */
const HOSTILE = String.raw`<b>l'été</b> \ "x"`;

const SIZE = 16 * 16 * 3;
const colours = drawPixels(230, SIZE, 100);
const labels = drawLabels(230, 100);
/** The last test image is the first training image. */
const testImages = Buffer.concat([
  colours.subarray(110 * SIZE, 229 * SIZE),
  colours.subarray(0, SIZE),
]);
const at = (array: string) => ({ file: 'all.npz', array });

export const hundredClasses: ForeignExperiment = {
  name,
  built: 'of a hundred classes out of an .npz, with an image that is in both parts',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'numpy',
      folder: folderOf(name),
      classNames: Array.from({ length: 100 }, (_, label) =>
        label === 11 ? HOSTILE : `kind ${label}`,
      ),
      split: {
        by: 'files',
        training: { images: at('x_train'), labels: at('y_train') },
        test: { images: at('x_test'), labels: at('y_test') },
      },
    },
    models: [
      { id: 'benchmark', trainingImages: 110, seed: 1 },
      { id: 'dummy', trainingImages: 50, seed: 2 },
    ],
    recipe: { ...RECIPE, batchSize: 32 },
    specimens: { testIndex: 1, companions: 'none' },
  },
  article:
    "import Theirs from '../quick/article.mdx';\n\n<Theirs components={props.components} />\n",
  claims: { schemaVersion: 1, claimsOf: 'article' },
  data: {
    'all.npz': await makeZip({
      'x_train.npy': makeNpy('|u1', [110, 16, 16, 3], colours.subarray(0, 110 * SIZE)),
      'y_train.npy': makeNpy('|u1', [110], labels.subarray(0, 110)),
      'x_test.npy': makeNpy('|u1', [120, 16, 16, 3], testImages),
      'y_test.npy': makeNpy('|u1', [120], labels.subarray(110)),
    }),
  },
  shapes: [
    '16,16,16',
    '16,16,16',
    '8,8,16',
    '8,8,16',
    '8,8,16',
    '4,4,16',
    '4,4,16',
    '4,4,16',
    '4,4,64',
    '4,4,64',
    '1024',
    '100',
  ],
  says: [
    'At the end stand 100 numbers',
    `What two networks keep of a ${HOSTILE}`,
    'Of the 120 test images, 1 is also a training image, byte for byte',
  ],
};
