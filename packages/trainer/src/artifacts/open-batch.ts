import {
  measureValues,
  preparePicture,
  viewNetwork,
  type MeasuredLayer,
  type MeasuredValues,
  type PreparedPicture,
  type Views,
} from '@layerprint/core';
import { scalePixels, type Image } from '@layerprint/core/images';
import type { Pair } from '@layerprint/core/schemas/layer';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { LayerOutput } from '@layerprint/network/activations';
import { findOutput, listLayers, type BatchOutputs, type OutputsByModel } from './run-batch.ts';

/** What the networks make of some test images, image by image. What is measured of one is measured once. */
export interface Batch {
  readonly models: readonly ModelId[];
  /** The models of which there are untrained twins. */
  readonly twins: readonly ModelId[];
  /** What a layer of a trained model gives for an image. */
  readonly layerOf: (model: ModelId, layer: string, index: number) => MeasuredLayer;
  readonly imageOf: (index: number) => Image;
  readonly pixelValuesOf: (index: number) => MeasuredValues;
  /** The image, ready to be compared with maps of the layers of which claims need that. */
  readonly pictureOf: (index: number) => PreparedPicture;
  readonly trained: (index: number) => Views;
  readonly untrained: (index: number) => Views;
}

/** @param imageOf An image of the batch, or one that these are compared with, by its index into the test images. */
export function openBatch(
  { images, judged, trained, untrained }: BatchOutputs,
  imageOf: (index: number) => Image,
): Batch {
  const pick = (found: OutputsByModel) =>
    remember((model: ModelId, layer: string, index: number) =>
      pickLayer(findOutput(found.get(model)!, layer), images.indexOf(index)),
    );
  const view = (layerOf: ReturnType<typeof pick>) => {
    const views = remember((model: ModelId, index: number) =>
      viewNetwork(
        (layer) => layerOf(model, layer, index),
        layerOf(model, judged.answer, index).measured.values,
      ),
    );
    return (index: number): Views =>
      (model) =>
        views(model, index);
  };
  const compared = judged.quantities.filter(({ measure }) => measure === 'recognisability');
  const sizes = listLayers(compared).map(
    // All models have the same layers.
    (layer) => findOutput([...trained.values()][0]!, layer).shape.slice(0, 2) as Pair,
  );
  const layerOf = pick(trained);
  return {
    models: [...trained.keys()],
    twins: [...untrained.keys()],
    layerOf,
    imageOf,
    pixelValuesOf: remember((index: number) => measureValues(scalePixels(imageOf(index).pixels))),
    pictureOf: remember((index: number) => preparePicture(imageOf(index), sizes)),
    trained: view(layerOf),
    untrained: view(pick(untrained)),
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
