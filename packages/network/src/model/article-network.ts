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
const BETWEEN_MAPS = 2320;

/**
 * The article's network, which pages, captions and claims are written about, line by line. It stands here
 * beside the code that builds it, so that no edit of that code passes for it.
 *
 * @param rate The dropout of the recipe.
 */
function listArticleLayers(rate: number): Layer[] {
  return [
    { name: 'input', kind: 'input', outputShape: [32, 32, 3], parameters: 0 },
    { name: 'conv2d_1', ...CONVOLUTION, outputShape: [32, 32, 16], parameters: 448 },
    { name: 'conv2d_2', ...CONVOLUTION, outputShape: [32, 32, 16], parameters: BETWEEN_MAPS },
    { name: 'pool_1', ...POOLING, outputShape: [16, 16, 16], parameters: 0 },
    { name: 'conv2d_3', ...CONVOLUTION, outputShape: [16, 16, 16], parameters: BETWEEN_MAPS },
    { name: 'conv2d_4', ...CONVOLUTION, outputShape: [16, 16, 16], parameters: BETWEEN_MAPS },
    { name: 'pool_2', ...POOLING, outputShape: [8, 8, 16], parameters: 0 },
    { name: 'conv2d_5', ...CONVOLUTION, outputShape: [8, 8, 16], parameters: BETWEEN_MAPS },
    { name: 'conv2d_6', ...CONVOLUTION, outputShape: [8, 8, 16], parameters: BETWEEN_MAPS },
    {
      name: 'dense_1',
      kind: 'dense',
      activation: 'relu',
      outputShape: [8, 8, 64],
      parameters: 1088,
    },
    { name: 'dropout_1', kind: 'dropout', rate, outputShape: [8, 8, 64], parameters: 0 },
    { name: 'flatten_1', kind: 'flatten', outputShape: [4096], parameters: 0 },
    {
      name: 'dense_2',
      kind: 'dense',
      activation: 'softmax',
      outputShape: [10],
      parameters: 40_970,
    },
  ];
}

/**
 * Refuses any other network than the article's: its numbers would stand under names and sentences that are
 * about another one.
 *
 * @param layers All layers of the network, as they are recorded.
 * @param dropoutRate What the recipe says.
 * @throws {LayerprintError} `network-not-supported`, naming the first layer that differs, in what, and what
 *   the article's has.
 */
export function assertArticleNetwork(layers: readonly Layer[], dropoutRate: number): void {
  const wanted = listArticleLayers(dropoutRate);
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
  const keys = new Set([...Object.keys(should ?? {}), ...Object.keys(has ?? {})]);
  const key = [...keys].find((key) => !isSameValue(has?.[key], should?.[key]));
  if (key === undefined) return undefined;
  const source = key === 'rate' ? 'the recipe' : 'the article';
  return `The layer ${wanted!.name} has ${key} ${JSON.stringify(has?.[key])}, where ${source} has ${JSON.stringify(should?.[key])}`;
}
