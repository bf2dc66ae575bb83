import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  FIRST_LAYER,
  LAST_LAYER,
  measureChance,
  measureNetwork,
  measurePicture,
  preparePicture,
  prepareView,
  type ImageMeasures,
  type NetworkView,
  type PreparedPicture,
} from '@layerprint/core';
import { gatherImages, pickImage, type ImageSet } from '@layerprint/core/images';
import type { Pair } from '@layerprint/core/schemas/layer';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { computeActivations, type LayerOutput } from '@layerprint/network/activations';
import { forModels, type Networks } from './open-networks.ts';
import { pickActivations, pickOutput } from './pick-output.ts';

/** Images in one predict: enough to be fast, few enough for little memory. */
const BATCH_SIZE = 250;
/** Images that a map is to follow less than its own: what recognisability is measured against. */
const OTHERS = 10;

/** Images that are measured, out of the test images. */
export interface Targets {
  readonly test: ImageSet;
  /** Which images, as indices into the test images. */
  readonly indices: Uint32Array;
  /** The validation images, ascending: those that follow an image are what it is compared with. */
  readonly validation: Uint32Array;
}

/** Gets to see what both trained models make of the images, batch by batch. */
export type OnBatch = (outputs: Readonly<Record<ModelName, readonly LayerOutput[]>>) => void;

/** What of one batch is there to measure with, by test image. */
interface Batch {
  readonly pictures: (index: number) => PreparedPicture;
  readonly trained: Readonly<Record<ModelName, (index: number) => NetworkView>>;
  readonly untrained: Readonly<Record<ModelName, (index: number) => NetworkView>>;
}

/**
 * Measures what the claims need on every image, by both models and their untrained twins, in batches: no
 * more than one batch's activations are in memory.
 *
 * @param layers Layers of which `onBatch` is to see the output, besides those that are measured.
 */
export async function measureImages(
  networks: Networks,
  { test, indices, validation }: Targets,
  layers: readonly string[] = [],
  onBatch: OnBatch = () => undefined,
): Promise<ImageMeasures[]> {
  const measures: ImageMeasures[] = [];
  for (let start = 0; start < indices.length; start += BATCH_SIZE) {
    const targets = [...indices.subarray(start, start + BATCH_SIZE)];
    const following = targets.map((index) => listFollowing(validation, index, OTHERS + 1));
    // The targets first: what they give is what `onBatch` sees.
    const shown = [...new Set([...targets, ...following.map(([next]) => next!)])];
    const batch = await runBatch(networks, test, shown, layers, (outputs) =>
      onBatch(
        forModels((name) => outputs[name].map((output) => pickFirst(output, targets.length))),
      ),
    );
    targets.forEach((index, i) => measures.push(measureImage(batch, index, following[i]!, test)));
  }
  return measures;
}

function measureImage(
  { pictures, trained, untrained }: Batch,
  index: number,
  following: readonly number[],
  test: ImageSet,
): ImageMeasures {
  const own = pictures(index);
  const others = following.map(pictures);
  const label = test.labels[index]!;
  const measure = (view: (index: number) => NetworkView) =>
    measureNetwork(view(index), own, others.slice(0, OTHERS), label);
  return {
    pixels: measurePicture(pickImage(test, index)),
    trained: forModels((name) => measure(trained[name])),
    untrained: forModels((name) => measure(untrained[name])),
    chance: forModels((name) =>
      measureChance(trained[name](index), trained[name](following[0]!), others, label),
    ),
  };
}

async function runBatch(
  { trained, untrained }: Networks,
  test: ImageSet,
  shown: readonly number[],
  layers: readonly string[],
  onOutputs: OnBatch,
): Promise<Batch> {
  const images = gatherImages(test, shown);
  const answer = (model: LayersModel) => model.layers.at(-1)!.name;
  const run = (model: LayersModel, more: readonly string[]) =>
    computeActivations(model, images, [
      ...new Set([FIRST_LAYER, LAST_LAYER, answer(model), ...more]),
    ]);
  const outputs = {
    benchmark: await run(trained.benchmark, layers),
    dummy: await run(trained.dummy, layers),
  };
  onOutputs(outputs);
  const twins = {
    benchmark: await run(untrained.benchmark, []),
    dummy: await run(untrained.dummy, []),
  };
  const sizes = [FIRST_LAYER, LAST_LAYER].map(
    (layer) =>
      outputs.benchmark.find((output) => output.layer === layer)!.shape.slice(0, 2) as Pair,
  );
  const viewOf = (found: readonly LayerOutput[], model: LayersModel) =>
    remember((index) => {
      const place = shown.indexOf(index);
      return prepareView({
        first: pickActivations(found, FIRST_LAYER, place),
        last: pickActivations(found, LAST_LAYER, place),
        probabilities: pickOutput(found, answer(model), place).values,
      });
    });
  return {
    pictures: remember((index) =>
      preparePicture({ ...test.shape, pixels: pickImage(test, index) }, sizes),
    ),
    trained: forModels((name) => viewOf(outputs[name], trained[name])),
    untrained: forModels((name) => viewOf(twins[name], untrained[name])),
  };
}

/**
 * The validation images that follow a test image, from the first again after the last, without itself.
 *
 * @param count How many; fewer where there are not as many others.
 */
export function listFollowing(validation: Uint32Array, index: number, count: number): number[] {
  const after = validation.findIndex((other) => other > index);
  const start = after === -1 ? 0 : after;
  const inOrder = Array.from(
    { length: Math.min(count + 1, validation.length) },
    (_, i) => validation[(start + i) % validation.length]!,
  );
  return inOrder.filter((other) => other !== index).slice(0, count);
}

/** The part of a layer's output that is of the first images. */
function pickFirst({ layer, shape, values }: LayerOutput, images: number): LayerOutput {
  const size = shape.reduce((product, length) => product * length, 1);
  return { layer, shape, values: values.subarray(0, images * size) };
}

/** Computes what is asked for once an index. */
function remember<T>(compute: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const value = known.get(index) ?? compute(index);
    known.set(index, value);
    return value;
  };
}
