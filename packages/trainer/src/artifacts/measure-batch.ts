import { measureChance, measureNetwork, measurePixels } from '@layerprint/core';
import type { ImageMeasures, Numbers } from '@layerprint/core';
import { pickImage, type ImageShape } from '@layerprint/core/images';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import { openBatch, type Batch } from './open-batch.ts';
import type { BatchOutputs } from './run-batch.ts';

/** An image to measure, by its index into the test images. */
export interface Target {
  readonly index: number;
  /** Null where its class is not known. */
  readonly label: number | null;
  /** The images that follow it: it is compared with them, and chance is measured by the first. */
  readonly following: readonly number[];
}

/** Images to measure, and all that is needed for it; plain data, so that it goes to a thread. */
export interface MeasureJob {
  readonly targets: readonly Target[];
  /** Of the targets and of the first that follows each. */
  readonly outputs: BatchOutputs;
  /** The targets and what follows them. */
  readonly pictures: {
    readonly shape: ImageShape;
    readonly indices: readonly number[];
    /** `[indices, height, width, channels]`. */
    readonly pixels: Uint8Array;
  };
}

/**
 * Measures what the claims need on every target, by all models; by untrained twins, where there are any; and by chance,
 * where that is asked.
 */
export function measureBatch({ targets, outputs, pictures }: MeasureJob): ImageMeasures[] {
  const imageOf = (index: number) => ({
    ...pictures.shape,
    pixels: pickImage(pictures, pictures.indices.indexOf(index)),
  });
  const batch = openBatch(outputs, imageOf);
  return targets.map((target) => measureImage(batch, target, outputs.judged));
}

function measureImage(
  batch: Batch,
  { index, label, following }: Target,
  { quantities, byChance }: BatchOutputs['judged'],
): ImageMeasures {
  const image = {
    label,
    picture: batch.pictureOf(index),
    following: following.map(batch.pictureOf),
  };
  const trained = batch.trained(index);
  const untrained = batch.untrained(index);
  const next = batch.trained(following[0]!);
  const { models, twins } = batch;
  const ofEach = (of: readonly ModelId[], measure: (model: ModelId) => Numbers) =>
    Object.fromEntries(of.map((model) => [model, measure(model)]));
  return {
    pixels: measurePixels(quantities, batch.pixelValuesOf(index)),
    trained: ofEach(models, (model) => measureNetwork(quantities, model, trained, image)),
    untrained: ofEach(twins, (model) => measureNetwork(quantities, model, untrained, image)),
    chance: ofEach(byChance ? models : [], (model) =>
      measureChance(quantities, model, trained, next, image),
    ),
  };
}
