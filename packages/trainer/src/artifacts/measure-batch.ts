import { forModels, measureChance, measureNetwork, measurePicture } from '@layerprint/core';
import type { ImageMeasures, NetworkView } from '@layerprint/core';
import { pickImage, type ImageShape } from '@layerprint/core/images';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import { openBatch, type Batch } from './open-batch.ts';
import type { BatchOutputs } from './run-batch.ts';

/** Images that a map is to follow less than its own: what recognisability is measured against. */
export const OTHERS = 10;

/** An image to measure, by its index into the test images. */
export interface Target {
  readonly index: number;
  readonly label: number;
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

/** Measures what the claims need on every target, by both models and their untrained twins. */
export function measureBatch({ targets, outputs, pictures }: MeasureJob): ImageMeasures[] {
  const imageOf = (index: number) => ({
    ...pictures.shape,
    pixels: pickImage(pictures, pictures.indices.indexOf(index)),
  });
  const batch = openBatch(outputs, imageOf);
  return targets.map((target) => measureImage(batch, target));
}

function measureImage(batch: Batch, { index, label, following }: Target): ImageMeasures {
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
