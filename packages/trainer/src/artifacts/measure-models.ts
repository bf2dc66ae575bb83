import type { LayerActivations } from '@layerprint/core';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { ImageSet } from '../dataset/image-set.ts';
import { validationIndices } from '../dataset/open-dataset.ts';
import { computeActivations, computeLayerOverImages, gatherImages } from './compute-activations.ts';
import type { LayerOutput } from './compute-activations.ts';
import type { TrainedModel } from './open-trained-model.ts';

/** What one model makes of the specimens and of the validation images. */
export interface ModelMeasurements {
  /** Every layer's output but the input's, in order, for all specimens: `[specimens, ...shape]`. */
  readonly layers: readonly LayerOutput[];
  /** The last convolution's output for all validation images: `[validation images, h, w, c]`. */
  readonly lastConvolutionOverValidation: LayerOutput;
}
export type Measurements = Readonly<Record<ModelName, ModelMeasurements>>;

/** Runs a model on all that the figures need. */
export async function measureModel(
  { run, model }: TrainedModel,
  manifest: DatasetManifest,
  test: ImageSet,
): Promise<ModelMeasurements> {
  const names = run.layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const lastConvolution = run.layers.findLast(({ kind }) => kind === 'convolution')!.name;
  const specimens = manifest.specimens.map(({ testIndex }) => testIndex);
  return {
    layers: await computeActivations(model, gatherImages(test.pixels, specimens), names),
    lastConvolutionOverValidation: await computeLayerOverImages(
      model,
      test.pixels,
      validationIndices(manifest),
      lastConvolution,
    ),
  };
}

/**
 * A convolution's or pooling's output for one specimen.
 *
 * @param specimen Its place in the data set's list of specimens.
 */
export function pickActivations(
  measurements: ModelMeasurements,
  layer: string,
  specimen: number,
): LayerActivations {
  const { shape, values } = pickOutput(measurements, layer, specimen);
  const [height, width, channels] = shape as [number, number, number];
  return { layer, shape: [height, width, channels], activations: values };
}

/** Any layer's output for one specimen. */
export function pickOutput(
  { layers }: ModelMeasurements,
  name: string,
  specimen: number,
): LayerOutput {
  const { layer, shape, values } = layers.find((output) => output.layer === name)!;
  const size = shape.reduce((product, length) => product * length, 1);
  return { layer, shape, values: values.subarray(specimen * size, (specimen + 1) * size) };
}
