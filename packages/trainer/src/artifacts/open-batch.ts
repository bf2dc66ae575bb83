import {
  forModels,
  measureValues,
  preparePicture,
  prepareView,
  type MeasuredLayer,
  type MeasuredValues,
  type NetworkView,
  type PreparedPicture,
} from '@layerprint/core';
import { scalePixels, type Image } from '@layerprint/core/images';
import type { Pair } from '@layerprint/core/schemas/layer';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { LayerOutput } from '@layerprint/network/activations';
import { findOutput, type BatchOutputs } from './run-batch.ts';

/** What the networks make of some test images, image by image. What is measured of one is measured once. */
export interface Batch {
  /** What a layer of a trained model gives for an image. */
  readonly layerOf: (model: ModelName, layer: string, index: number) => MeasuredLayer;
  readonly imageOf: (index: number) => Image;
  readonly pixelValuesOf: (index: number) => MeasuredValues;
  /** The image, ready to be compared with maps of the layers that claims are about. */
  readonly pictureOf: (index: number) => PreparedPicture;
  readonly trained: (model: ModelName, index: number) => NetworkView;
  readonly untrained: (model: ModelName, index: number) => NetworkView;
}

/** @param imageOf An image of the batch, or one that these are compared with, by its index into the test images. */
export function openBatch(
  { images, judged, trained, untrained }: BatchOutputs,
  imageOf: (index: number) => Image,
): Batch {
  const pick = (found: readonly LayerOutput[]) =>
    remember((layer: string, index: number) =>
      pickLayer(findOutput(found, layer), images.indexOf(index)),
    );
  const view = (layerOf: (layer: string, index: number) => MeasuredLayer) =>
    remember((index: number) =>
      prepareView({
        first: layerOf(judged.first, index),
        last: layerOf(judged.last, index),
        probabilities: layerOf(judged.answer, index).measured.values,
      }),
    );
  const sizes = [judged.first, judged.last].map(
    (layer) => findOutput(trained.benchmark, layer).shape.slice(0, 2) as Pair,
  );
  const layersOf = forModels((model) => pick(trained[model]));
  const views = forModels((model) => view(layersOf[model]));
  const viewsOfTwins = forModels((model) => view(pick(untrained[model])));
  return {
    layerOf: (model, layer, index) => layersOf[model](layer, index),
    imageOf,
    pixelValuesOf: remember((index: number) => measureValues(scalePixels(imageOf(index).pixels))),
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
