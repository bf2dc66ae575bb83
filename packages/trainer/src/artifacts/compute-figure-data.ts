import {
  computeActivationDistributionData,
  computeActivationGridData,
  computeMaximum,
  computePixelDistributionData,
  computeProbabilitiesData,
} from '@layerprint/core';
import type {
  ActivationGridData,
  DistributionData,
  ProbabilitiesData,
} from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';
import { IMAGE_BYTES } from '../dataset/image-set.ts';
import type { FigureSources } from './figure-sources.ts';
import { pickActivations, pickOutput } from './measure-models.ts';

/** What a grid shows. */
export interface GridChoice {
  readonly layer: string;
  readonly model: ModelName;
  /** The specimen's place in the data set's list. */
  readonly place: number;
}

/** One layer's maps for one specimen. */
export function computeGrid(
  sources: FigureSources,
  { layer, model, place }: GridChoice,
): ActivationGridData {
  const specimen = sources.dataset.specimens[place]!.id;
  const maxima = MODEL_NAMES.map((name) =>
    computeMaximum(pickActivations(sources.measurements[name], layer, place).activations),
  );
  return computeActivationGridData({
    ...pickActivations(sources.measurements[model], layer, place),
    figure: `activations-${layer}-${model}-${specimen}`,
    model,
    specimen,
    specimenPixels: pickSpecimenPixels(sources, place),
    modelsMaximum: Math.max(...maxima),
  });
}

/** The last convolution's activations for one specimen, both models. */
export function computeSpecimenDistribution(
  { dataset, measurements }: FigureSources,
  place: number,
): DistributionData {
  const { layer } = measurements.benchmark.lastConvolutionOverValidation;
  const { id } = dataset.specimens[place]!;
  return computeActivationDistributionData({
    figure: place === 0 ? `distribution-${layer}` : `distribution-${layer}-${id}`,
    layer,
    over: `the specimen ${id}`,
    activations: {
      benchmark: pickOutput(measurements.benchmark, layer, place).values,
      dummy: pickOutput(measurements.dummy, layer, place).values,
    },
  });
}

/** The last convolution's activations for all validation images, both models. */
export function computeValidationDistribution({
  dataset,
  measurements: { benchmark, dummy },
}: FigureSources): DistributionData {
  const { layer } = benchmark.lastConvolutionOverValidation;
  const images = dataset.testImages - dataset.specimens.length;
  return computeActivationDistributionData({
    figure: `distribution-${layer}-validation`,
    layer,
    over: `${images.toLocaleString('en-US')} validation images`,
    activations: {
      benchmark: benchmark.lastConvolutionOverValidation.values,
      dummy: dummy.lastConvolutionOverValidation.values,
    },
  });
}

/** The main specimen's own pixel values. */
export function computePixelDistribution(sources: FigureSources): DistributionData {
  return computePixelDistributionData({
    figure: 'pixels',
    over: `the specimen ${sources.dataset.specimens[0]!.id}`,
    pixels: pickSpecimenPixels(sources, 0),
  });
}

/** What both models take one specimen for. */
export function computeProbabilities(
  { dataset, runs, measurements }: FigureSources,
  place: number,
): ProbabilitiesData {
  const { id, className } = dataset.specimens[place]!;
  const softmax = runs.benchmark.layers.at(-1)!.name;
  return computeProbabilitiesData({
    figure: place === 0 ? 'probabilities' : `probabilities-${id}`,
    specimen: id,
    trueClass: className,
    probabilities: {
      benchmark: pickOutput(measurements.benchmark, softmax, place).values,
      dummy: pickOutput(measurements.dummy, softmax, place).values,
    },
  });
}

/** A specimen's bytes, `[32, 32, 3]`. */
export function pickSpecimenPixels({ specimenPixels }: FigureSources, place: number): Uint8Array {
  return specimenPixels.subarray(place * IMAGE_BYTES, (place + 1) * IMAGE_BYTES);
}
