import { createRandom } from '@layerprint/core/random';
import { makeJpeg, makePng, turn } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { makeModelFiles } from '../../../packages/trainer/tests/experiment/weights/given-model.ts';
import { folderOf, RECIPE, type ForeignExperiment } from '../foreign-experiment.ts';

const name = 'album';
const CLASSES = ['attic', 'balcony', 'cellar'];
const [WIDTH, HEIGHT] = [160, 144];

/** In squares that a JPEG of the best quality keeps as they are. */
const paint = (picture: number) => (x: number, y: number) => {
  const square = (x >> 3) * 7 + (y >> 3) * 13 + picture * 29;
  return [(square * 37) % 256, (square * 11) % 256, (square * 5 + picture * 40) % 256];
};
const grey = (picture: number) => (x: number, y: number) => [paint(picture)(x, y)[0]!];
const isClear = (x: number) => x < 40;

/** What cameras and programs make of a picture, and the same picture as plainly as can be: both come out as the same bytes. */
const TWINS: readonly { readonly odd: Buffer; readonly end: string; readonly plain: Buffer }[] = [
  {
    odd: makePng(WIDTH, HEIGHT, (x, y) => paint(0)(x, y).map((value) => value * 257), 16),
    end: 'sixteen-bits.png',
    plain: makePng(WIDTH, HEIGHT, paint(0)),
  },
  {
    odd: makePng(WIDTH, HEIGHT, (x, y) => [...paint(1)(x, y), isClear(x) ? 0 : 255]),
    end: 'alpha.png',
    plain: makePng(WIDTH, HEIGHT, (x, y) => (isClear(x) ? [255, 255, 255] : paint(1)(x, y))),
  },
  {
    odd: turn(
      makeJpeg(WIDTH, HEIGHT, (x, y) => paint(2)(WIDTH - 1 - x, HEIGHT - 1 - y)),
      3,
    ),
    end: 'upside-down.jpg',
    plain: makeJpeg(WIDTH, HEIGHT, paint(2)),
  },
  {
    odd: turn(
      makeJpeg(HEIGHT, WIDTH, (x, y) => paint(3)(WIDTH - 1 - y, x)),
      6,
    ),
    end: 'on-its-side.JPEG',
    plain: makeJpeg(WIDTH, HEIGHT, paint(3)),
  },
  {
    odd: makePng(WIDTH, HEIGHT, grey(4)),
    end: 'grey.png',
    plain: makePng(WIDTH, HEIGHT, (x, y) => {
      const [value] = grey(4)(x, y);
      return [value!, value!, value!];
    }),
  },
  {
    odd: makePng(WIDTH, HEIGHT, (x, y) => [grey(5)(x, y)[0]! * 257, isClear(x) ? 0 : 65_535], 16),
    end: 'sixteen-bits-grey-with-alpha.png',
    plain: makePng(WIDTH, HEIGHT, (x, y) => (isClear(x) ? [255] : grey(5)(x, y))),
  },
];
const folderFor = (picture: number) => CLASSES[picture % CLASSES.length]!;
const place = (part: string, pictures: readonly (readonly [end: string, Buffer])[]) =>
  Object.fromEntries(
    pictures.map(([end, content], i) => [`${part}/${folderFor(i)}/${i}-${end}`, content]),
  );
const draw = (count: number, from: number) =>
  Array.from(
    { length: count },
    (_, i) => ['plain.png', makePng(100 + i, 140 - i, paint(from + i))] as const,
  );

/** Weights of the article's network for these images, below and above zero. */
const WEIGHTS = [
  ...[3, 16, 16, 16, 16, 16].flatMap((inputs, i) => [
    { name: `conv2d_${i + 1}/kernel`, shape: [3, 3, inputs, 16] },
    { name: `conv2d_${i + 1}/bias`, shape: [16] },
  ]),
  { name: 'dense_1/kernel', shape: [16, 64] },
  { name: 'dense_1/bias', shape: [64] },
  { name: 'dense_2/kernel', shape: [32 * 32 * 64, CLASSES.length] },
  { name: 'dense_2/bias', shape: [CLASSES.length] },
];
const COUNT = WEIGHTS.reduce(
  (sum, { shape }) => sum + shape.reduce((all, side) => all * side, 1),
  0,
);

function drawModel(folder: string, seed: number): Record<string, Uint8Array> {
  const random = createRandom(seed, folder);
  const values = Float32Array.from({ length: COUNT }, () => (random.nextFloat() - 0.5) / 4);
  const files = makeModelFiles(WEIGHTS, { topology: null, values, shardBytes: 2 ** 22 });
  return Object.fromEntries([...files].map(([path, content]) => [`${folder}/${path}`, content]));
}

/** As large as images may be, out of files as people have them, by models of which one alone is trained. */
export const album: ForeignExperiment = {
  name,
  built: 'of pictures of 128 × 128 out of all kinds of files, by models of which one is trained',
  experiment: {
    schemaVersion: 2,
    dataset: {
      name: 'pictures',
      folder: folderOf(name),
      image: { height: 128, width: 128, channels: 3 },
      fit: 'crop',
      orderSeed: 1,
      split: { by: 'folders', training: 'kept', test: 'new' },
    },
    architecture: 'article',
    models: [
      { id: 'theirs', weights: { file: 'theirs/model.json' } },
      { id: 'ours', trainingImages: 10, seed: 1 },
      { id: 'found', name: 'one that was found', weights: { file: 'found/model.json' } },
    ],
    recipe: RECIPE,
    specimens: {
      file: 'telephone.jpg',
      class: 'balcony',
      companions: [{ file: 'drawing.png', class: 'balcony', fit: 'stretch' }],
    },
  },
  claims: {
    schemaVersion: 1,
    claims: [
      {
        id: 'own-is-darker',
        sentence: 'In {last} the {model:ours} is darker than the {model:theirs}.',
        checks: [
          { id: 'darker', measure: 'zeros', layer: 'last', model: 'ours', moreThan: 'theirs' },
        ],
      },
    ],
  },
  beside: {
    ...drawModel('theirs', 1),
    ...drawModel('found', 2),
    'telephone.jpg': turn(makeJpeg(200, 300, paint(40)), 8),
    'drawing.png': makePng(90, 60, (x, y) => [...paint(41)(x, y), (x * 2) % 256]),
  },
  data: {
    ...place('kept', [...TWINS.map(({ plain, end }) => [end, plain] as const), ...draw(6, 10)]),
    ...place('new', [...draw(6, 20), ...TWINS.map(({ odd, end }) => [end, odd] as const)]),
  },
  shapes: [
    '128,128,16',
    '128,128,16',
    '64,64,16',
    '64,64,16',
    '64,64,16',
    '32,32,16',
    '32,32,16',
    '32,32,16',
    '32,32,64',
    '32,32,64',
    '65536',
    '3',
  ],
  elsewhere: {
    'layers/conv2d_1/': ['balcony, the file telephone.jpg', 'balcony, the file drawing.png'],
  },
  says: [`Of the 12 test images, ${TWINS.length} are also training images, byte for byte`],
};
