import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind, ImageShape } from '@layerprint/core/images';
import type { Layer } from '@layerprint/core/schemas/layer';
import { refuseNetwork } from './read-layer.ts';
import { isSameValue } from './same-value.ts';

const CONVOLUTION = {
  kind: 'convolution',
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  activation: 'relu',
} satisfies Partial<Layer>;
const POOLING = {
  kind: 'pooling',
  kernel: [2, 2],
  stride: [2, 2],
  padding: 'valid',
} satisfies Partial<Layer>;
/** How many times smaller than the image the last maps are, along each side. */
const SHRINKING = 4;
const FILTERS = 16;
const UNITS = 64;

/**
 * The article's network, which pages, captions and claims are written about, line by line. It stands here
 * beside the code that builds it, so that no edit of that code passes for it.
 *
 * @param rate The dropout of the recipe.
 */
function listArticleLayers(rate: number, { image, classNames }: ImageKind): Layer[] {
  const convolve = (name: string, shrunk: number, inputs = FILTERS): Layer => ({
    name,
    ...CONVOLUTION,
    outputShape: [image.height / shrunk, image.width / shrunk, FILTERS],
    parameters: (3 * 3 * inputs + 1) * FILTERS,
  });
  const pool = (name: string, shrunk: number): Layer => ({
    name,
    ...POOLING,
    outputShape: [image.height / shrunk, image.width / shrunk, FILTERS],
    parameters: 0,
  });
  const map = [image.height / SHRINKING, image.width / SHRINKING, UNITS];
  const flat = map.reduce((product, length) => product * length);
  return [
    {
      name: 'input',
      kind: 'input',
      outputShape: [image.height, image.width, image.channels],
      parameters: 0,
    },
    convolve('conv2d_1', 1, image.channels),
    convolve('conv2d_2', 1),
    pool('pool_1', 2),
    convolve('conv2d_3', 2),
    convolve('conv2d_4', 2),
    pool('pool_2', 4),
    convolve('conv2d_5', 4),
    convolve('conv2d_6', 4),
    {
      name: 'dense_1',
      kind: 'dense',
      activation: 'relu',
      outputShape: map,
      parameters: (FILTERS + 1) * UNITS,
    },
    { name: 'dropout_1', kind: 'dropout', rate, outputShape: map, parameters: 0 },
    { name: 'flatten_1', kind: 'flatten', outputShape: [flat], parameters: 0 },
    {
      name: 'dense_2',
      kind: 'dense',
      activation: 'softmax',
      outputShape: [classNames.length],
      parameters: (flat + 1) * classNames.length,
    },
  ];
}

/**
 * Refuses images that two poolings cannot halve without a rest: they would leave out a rim without a word.
 *
 * @throws {LayerprintError} `image-size-not-supported`.
 */
export function assertCanBeHalved({ height, width }: ImageShape): void {
  if (height % SHRINKING === 0 && width % SHRINKING === 0) return;
  throw new LayerprintError(
    'image-size-not-supported',
    `Images of ${height} × ${width} pixels cannot be halved twice without a rest, and the article’s network has two poolings.`,
    `Give images whose height and width are multiples of ${SHRINKING}.`,
  );
}

/**
 * Refuses any other network than the article's: its numbers would stand under names and sentences that are
 * about another one.
 *
 * @param layers All layers of the network, as they are recorded.
 * @param dropoutRate What the recipe says.
 * @param images What the network is for.
 * @throws {LayerprintError} `network-not-supported`, naming the first layer that differs, in what, and what
 *   the article's has.
 */
export function assertArticleNetwork(
  layers: readonly Layer[],
  dropoutRate: number,
  images: ImageKind,
): void {
  const wanted = listArticleLayers(dropoutRate, images);
  for (let place = 0; place < Math.max(layers.length, wanted.length); place++) {
    const difference = findDifference(layers[place], wanted[place], place + 1);
    if (difference === undefined) continue;
    throw refuseNetwork(`${difference}, and a report is about the article’s network alone.`);
  }
}

function findDifference(
  found: Layer | undefined,
  wanted: Layer | undefined,
  number: number,
): string | undefined {
  if (found?.name !== wanted?.name) {
    return `Layer ${number} is ${found?.name ?? 'not there'}, where ${wanted ? `${wanted.name} stands` : 'there is none'} in the article`;
  }
  const [has, should] = [found, wanted] as (Readonly<Record<string, unknown>> | undefined)[];
  const keys = new Set([...Object.keys(has ?? {}), ...Object.keys(should ?? {})]);
  const key = [...keys].find((key) => !isSameValue(has?.[key], should?.[key]));
  if (key === undefined) return undefined;
  const source = key === 'rate' ? 'the recipe' : 'the article';
  return `The layer ${wanted!.name} has ${key} ${show(has?.[key])}, where ${source} has ${show(should?.[key])}`;
}

/** A record leaves out what goes without saying. */
function show(value: unknown): string {
  return value === undefined ? 'as usual' : JSON.stringify(value);
}
