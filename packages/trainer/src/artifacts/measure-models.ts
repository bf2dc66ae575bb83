import type { LayerActivations } from '@layerprint/core';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { Run } from '@layerprint/core/schemas/run';
import type { ImageSet } from '../dataset/image-set.ts';
import { validationIndices } from '../dataset/open-dataset.ts';
import { computeActivations, computeLayerOverImages, gatherImages } from './compute-activations.ts';
import type { LayerOutput } from './compute-activations.ts';
import type { TrainedModel } from './open-trained-model.ts';

/** What one model makes of the specimens and of the validation images. */
export interface ModelMeasurements {
  /** Every layer's output but the input's, in order, for all specimens: `[specimens, ...shape]`. */
  readonly specimenOutputs: readonly LayerOutput[];
  /** The last convolution's output for all validation images: `[validation images, h, w, c]`. */
  readonly validationOutput: LayerOutput;
}

/** Runs a model on all that the figures need. */
export async function measureModel(
  { run, model }: TrainedModel,
  manifest: DatasetManifest,
  test: ImageSet,
): Promise<ModelMeasurements> {
  const names = run.layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const specimens = manifest.specimens.map(({ testIndex }) => testIndex);
  return {
    specimenOutputs: await computeActivations(model, gatherImages(test.pixels, specimens), names),
    validationOutput: await computeLayerOverImages(
      model,
      test.pixels,
      validationIndices(manifest),
      findLastConvolution(run),
    ),
  };
}

/** The layer of figures 4 to 6. */
export function findLastConvolution({ layers }: Run): string {
  return layers.findLast(({ kind }) => kind === 'convolution')!.name;
}

/**
 * A convolution's or pooling's output for one specimen.
 *
 * @param place The specimen's place in the data set's list.
 */
export function pickActivations(
  outputs: readonly LayerOutput[],
  layer: string,
  place: number,
): LayerActivations {
  const { shape, values } = pickOutput(outputs, layer, place);
  const [height, width, channels] = shape as [number, number, number];
  return { layer, shape: [height, width, channels], activations: values };
}

/** Any layer's output for one specimen. */
export function pickOutput(
  outputs: readonly LayerOutput[],
  name: string,
  place: number,
): LayerOutput {
  const { layer, shape, values } = outputs.find((output) => output.layer === name)!;
  const size = shape.reduce((product, length) => product * length, 1);
  return { layer, shape, values: values.subarray(place * size, (place + 1) * size) };
}
