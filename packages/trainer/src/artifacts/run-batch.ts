import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  findLayerRoles,
  forModels,
  measureValues,
  preparePicture,
  prepareView,
  type MeasuredLayer,
  type MeasuredValues,
  type NetworkView,
  type PreparedPicture,
} from '@layerprint/core';
import {
  gatherImages,
  pickImage,
  scalePixels,
  type Image,
  type ImageSet,
} from '@layerprint/core/images';
import type { Pair } from '@layerprint/core/schemas/layer';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { computeActivations, type LayerOutput } from '@layerprint/network/activations';
import type { Networks } from './open-networks.ts';

/** What the networks make of some test images, in memory. What is measured of one is measured once. */
export interface Batch {
  /** What a layer of a trained model gives for all of the images, in their order. */
  readonly outputOf: (model: ModelName, layer: string) => LayerOutput;
  /** What it gives for one of them. */
  readonly layerOf: (model: ModelName, layer: string, index: number) => MeasuredLayer;
  readonly imageOf: (index: number) => Image;
  readonly pixelValuesOf: (index: number) => MeasuredValues;
  /** The image, ready to be compared with maps of the layers that claims are about. */
  readonly pictureOf: (index: number) => PreparedPicture;
  readonly trained: (model: ModelName, index: number) => NetworkView;
  readonly untrained: (model: ModelName, index: number) => NetworkView;
}

/**
 * Runs both models and their untrained twins on some images.
 *
 * @param images As indices into the test images.
 * @param layers Layers to be told of the trained models, besides those that claims are about.
 */
export async function runBatch(
  { runs, trained, untrained }: Networks,
  test: ImageSet,
  images: readonly number[],
  layers: readonly string[],
): Promise<Batch> {
  const pixels = gatherImages(test, images);
  const { first, last } = findLayerRoles(runs.benchmark.layers);
  const answer = runs.benchmark.layers.at(-1)!.name;
  const judged = [first, last, answer];
  const run = (model: LayersModel, more: readonly string[] = []) =>
    computeActivations(model, pixels, [...new Set([...judged, ...more])]);
  const outputs = {
    benchmark: await run(trained.benchmark, layers),
    dummy: await run(trained.dummy, layers),
  };
  const twins = {
    benchmark: await run(untrained.benchmark),
    dummy: await run(untrained.dummy),
  };

  const pick = (found: readonly LayerOutput[]) =>
    remember((layer: string, index: number) =>
      pickLayer(findOutput(found, layer), images.indexOf(index)),
    );
  const view = (layerOf: (layer: string, index: number) => MeasuredLayer) =>
    remember((index: number) =>
      prepareView({
        first: layerOf(first, index),
        last: layerOf(last, index),
        probabilities: layerOf(answer, index).measured.values,
      }),
    );
  const imageOf = (index: number): Image => ({ ...test.shape, pixels: pickImage(test, index) });
  const sizes = [first, last].map(
    (layer) => findOutput(outputs.benchmark, layer).shape.slice(0, 2) as Pair,
  );
  const layersOf = forModels((model) => pick(outputs[model]));
  const views = forModels((model) => view(layersOf[model]));
  const viewsOfTwins = forModels((model) => view(pick(twins[model])));
  return {
    outputOf: (model, layer) => findOutput(outputs[model], layer),
    layerOf: (model, layer, index) => layersOf[model](layer, index),
    imageOf,
    pixelValuesOf: remember((index: number) => measureValues(scalePixels(pickImage(test, index)))),
    pictureOf: remember((index: number) => preparePicture(imageOf(index), sizes)),
    trained: (model, index) => views[model](index),
    untrained: (model, index) => viewsOfTwins[model](index),
  };
}

/** What a layer gives for one of the images that an output is of. */
function pickLayer({ layer, shape, values }: LayerOutput, place: number): MeasuredLayer {
  const size = shape.reduce((product, length) => product * length, 1);
  const ofImage = values.subarray(place * size, (place + 1) * size);
  return { layer, shape, measured: measureValues(ofImage) };
}

function findOutput(outputs: readonly LayerOutput[], layer: string): LayerOutput {
  return outputs.find((output) => output.layer === layer)!;
}

/** Computes once what is asked for with the same words. */
function remember<K extends readonly (string | number)[], T>(
  compute: (...of: K) => T,
): (...of: K) => T {
  const known = new Map<string, T>();
  return (...of) => {
    const key = of.join(' ');
    const value = known.get(key) ?? compute(...of);
    known.set(key, value);
    return value;
  };
}
