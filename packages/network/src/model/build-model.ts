import type * as tf from '@tensorflow/tfjs-layers';
import type { ImageKind } from '@layerprint/core/images';
import type { Architecture } from '@layerprint/core/schemas/architecture';
import { assertArticleNetwork, assertCanBeHalved } from './article-network.ts';
import { assertFitsImages } from './assert-fits-images.ts';
import { refuseNetwork } from './read-layer.ts';
import { readLayers } from './read-layers.ts';
import { stackArticle } from './stack-article.ts';
import { stackLayers } from './stack-layers.ts';

/** Which network is built. */
export interface NetworkChoice {
  /** The article's where there is none. */
  readonly architecture?: Architecture | undefined;
  /** For the dropouts that have no rate of their own. */
  readonly recipe: { readonly dropoutRate: number };
}

/**
 * Builds the network of an experiment, untrained: TF.js draws its weights without a seed, so that whoever
 * builds it sets them, by `initialiseParameters` or from a file. What `model.json` records of how weights are
 * first drawn is what `initialiseParameters` does.
 *
 * What cannot be trained finds out here, before any data is read: training follows what `readLayers` reads and nothing
 * else. The article's network is held to what the article says of it, whatever its code builds.
 *
 * @param images What it is for: the first and the last shape are the data set's.
 * @throws {LayerprintError} `network-not-supported`, naming the layer; `image-size-not-supported`.
 */
export function buildModel(choice: NetworkChoice, images: ImageKind): tf.LayersModel {
  const { architecture, recipe } = choice;
  const { dropoutRate } = recipe;
  if (architecture === undefined) {
    assertCanBeHalved(images.image);
    const model = orRefuse(() => stackArticle(dropoutRate, images));
    assertArticleNetwork(readLayers(model), dropoutRate, images);
    return model;
  }
  const model = stackLayers(architecture.layers, dropoutRate, images.image);
  assertFitsImages(readLayers(model), images);
  return model;
}

/** TF.js refuses some options itself. */
function orRefuse(stack: () => tf.LayersModel): tf.LayersModel {
  try {
    return stack();
  } catch (cause) {
    throw refuseNetwork(`TF.js does not build the network: ${(cause as Error).message}`, cause);
  }
}
