import type { LayersModel } from '@tensorflow/tfjs-layers';
import { PIXELS, type Quantity } from '@layerprint/core';
import { gatherImages, type ImageSet } from '@layerprint/core/images';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import { computeActivations, type LayerOutput } from '@layerprint/network/activations';
import type { Networks } from './open-networks.ts';

/** In the order of the models' list. */
export type OutputsByModel = ReadonlyMap<ModelId, readonly LayerOutput[]>;

/** What the networks make of some test images; plain data. */
export interface BatchOutputs {
  /** As indices into the test images. */
  readonly images: readonly number[];
  /** What claims need of each image, and the layer that answers. */
  readonly judged: {
    readonly quantities: readonly Quantity[];
    readonly answer: string;
    /** Whether it is asked what chance would give. */
    readonly byChance: boolean;
  };
  /** Of all images, in their order. */
  readonly trained: OutputsByModel;
  /** Of the models that have an untrained twin which is looked at. */
  readonly untrained: OutputsByModel;
}

/** Layers whose outputs are to be seen, of the models as they were trained and as they were before. */
export interface ShownLayers {
  readonly trained: readonly string[];
  readonly untrained: readonly string[];
}

/**
 * Runs all models, and their untrained twins where there are any, on some images.
 *
 * @param images As indices into the test images.
 * @param layers Layers to be told besides those that claims are about.
 * @param quantities What claims need of each image.
 */
export async function runBatch(
  networks: Networks,
  test: ImageSet,
  images: readonly number[],
  layers: ShownLayers,
  quantities: readonly Quantity[],
): Promise<BatchOutputs> {
  const pixels = gatherImages(test, images);
  const { layers: all, byChance } = networks;
  const judged = { quantities, answer: all.at(-1)!.name, byChance };
  const run = (model: LayersModel, more: readonly string[]) =>
    computeActivations(model, pixels, [...new Set([...listJudged(judged), ...more])]);
  const trained = new Map<ModelId, LayerOutput[]>();
  const untrained = new Map<ModelId, LayerOutput[]>();
  for (const { id } of networks.models) {
    const network = networks.of(id);
    trained.set(id, await run(network.trained, layers.trained));
    if (network.untrained) untrained.set(id, await run(network.untrained, layers.untrained));
  }
  return { images, judged, trained, untrained };
}

/** What layers that claims are about give for some of the images. */
export function pickOutputs(outputs: BatchOutputs, images: readonly number[]): BatchOutputs {
  const { judged, trained, untrained } = outputs;
  const places = images.map((index) => outputs.images.indexOf(index));
  const pick = (found: OutputsByModel) =>
    new Map(
      [...found].map(([model, ofModel]) => [
        model,
        listJudged(judged).map((layer) => pickImages(findOutput(ofModel, layer), places)),
      ]),
    );
  return { images, judged, trained: pick(trained), untrained: pick(untrained) };
}

/** The layers that quantities are of. */
export function listLayers(quantities: readonly Quantity[]): string[] {
  const layers = quantities.flatMap(({ layer }) => (layer === undefined ? [] : [layer]));
  return [...new Set(layers)].filter((layer) => layer !== PIXELS);
}

function listJudged({ quantities, answer }: BatchOutputs['judged']): string[] {
  return [...new Set([...listLayers(quantities), answer])];
}

export function findOutput(outputs: readonly LayerOutput[], layer: string): LayerOutput {
  return outputs.find((output) => output.layer === layer)!;
}

/** The part of a layer's output that is of the first images. */
export function pickFirst({ layer, shape, values }: LayerOutput, images: number): LayerOutput {
  const size = shape.reduce((product, length) => product * length, 1);
  return { layer, shape, values: values.subarray(0, images * size) };
}

/** The part of a layer's output that is of the images in some places: where they follow each other, the very same numbers. */
function pickImages({ layer, shape, values }: LayerOutput, places: readonly number[]): LayerOutput {
  const size = shape.reduce((product, length) => product * length, 1);
  const [first = 0] = places;
  if (places.every((place, i) => place === first + i)) {
    return { layer, shape, values: values.subarray(first * size, (first + places.length) * size) };
  }
  const picked = new Float32Array(places.length * size);
  places.forEach((place, i) =>
    picked.set(values.subarray(place * size, (place + 1) * size), i * size),
  );
  return { layer, shape, values: picked };
}
