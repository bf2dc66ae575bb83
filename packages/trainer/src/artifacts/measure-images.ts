import { forModels, measureChance, measureNetwork, measurePicture } from '@layerprint/core';
import type { ImageMeasures, NetworkView } from '@layerprint/core';
import type { ImageSet } from '@layerprint/core/images';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { Networks } from './open-networks.ts';
import { runBatch, type Batch } from './run-batch.ts';

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

/**
 * Measures what the claims need on every image, by both models and their untrained twins, in batches: no
 * more than one batch's activations are in memory, unless who sees them keeps them.
 *
 * @param layers Layers of which `onBatch` is to see the output, besides those that are measured.
 * @param onBatch Sees each batch, whose first images are the targets of it.
 */
export async function measureImages(
  networks: Networks,
  { test, indices, validation }: Targets,
  layers: readonly string[] = [],
  onBatch: (batch: Batch, targets: readonly number[]) => void = () => undefined,
): Promise<ImageMeasures[]> {
  const measures: ImageMeasures[] = [];
  for (let start = 0; start < indices.length; start += BATCH_SIZE) {
    const targets = [...indices.subarray(start, start + BATCH_SIZE)];
    const following = targets.map((index) => listFollowing(validation, index, OTHERS + 1));
    const shown = [...new Set([...targets, ...following.map(([next]) => next!)])];
    const batch = await runBatch(networks, test, shown, layers);
    onBatch(batch, targets);
    targets.forEach((index, i) =>
      measures.push(measureImage(batch, index, following[i]!, test.labels[index]!)),
    );
  }
  return measures;
}

function measureImage(
  batch: Batch,
  index: number,
  following: readonly number[],
  label: number,
): ImageMeasures {
  const own = batch.pictureOf(index);
  const others = following.map(batch.pictureOf);
  const measure = (view: NetworkView) => measureNetwork(view, own, others.slice(0, OTHERS), label);
  const measureByChance = (model: ModelName) =>
    measureChance(batch.trained(model, index), batch.trained(model, following[0]!), others, label);
  return {
    pixels: measurePicture(batch.pixelValuesOf(index)),
    trained: forModels((model) => measure(batch.trained(model, index))),
    untrained: forModels((model) => measure(batch.untrained(model, index))),
    chance: forModels(measureByChance),
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
