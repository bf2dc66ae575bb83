import {
  computeActivationDistributionData,
  computeActivationGridData,
  computeMaximum,
  computePixelDistributionData,
  computeProbabilitiesData,
  countNoun,
  LAST_LAYER,
} from '@layerprint/core';
import { pickImage, type Image } from '@layerprint/core/images';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type {
  ActivationGridData,
  DistributionData,
  ProbabilitiesData,
} from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';
import type { LayerOutput } from '@layerprint/network/activations';
import type { FigureSources } from './figure-sources.ts';
import { pickActivations, pickOutput } from './pick-output.ts';

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
    computeMaximum(pickActivations(sources.outputs[name], layer, place).activations),
  );
  return computeActivationGridData({
    ...pickActivations(sources.outputs[model], layer, place),
    figure: `activations-${layer}-${model}-${specimen}`,
    model,
    specimen,
    specimenImage: pickSpecimen(sources, place),
    modelsMaximum: Math.max(...maxima),
    overValidation: {
      images: sources.runs[model].validationImages,
      channels: sources.channels[model].get(layer)!,
    },
  });
}

/** The last convolution's activations for one specimen, both models. */
export function computeSpecimenDistribution(
  { dataset, outputs }: FigureSources,
  place: number,
): DistributionData {
  const layer = LAST_LAYER;
  const { id } = dataset.specimens[place]!;
  return computeActivationDistributionData({
    figure: place === 0 ? `distribution-${layer}` : `distribution-${layer}-${id}`,
    layer,
    over: `the specimen ${id}`,
    activations: {
      benchmark: pickOutput(outputs.benchmark, layer, place).values,
      dummy: pickOutput(outputs.dummy, layer, place).values,
    },
  });
}

/** One layer's activations for all validation images, both models. */
export function computeValidationDistribution(
  dataset: DatasetManifest,
  outputs: Readonly<Record<ModelName, LayerOutput>>,
): DistributionData {
  const { layer } = outputs.benchmark;
  const images = dataset.testImages - dataset.specimens.length;
  return computeActivationDistributionData({
    figure: `distribution-${layer}-validation`,
    layer,
    over: countNoun(images, 'validation image'),
    activations: { benchmark: outputs.benchmark.values, dummy: outputs.dummy.values },
  });
}

/** The main specimen's own pixel values. */
export function computePixelDistribution(sources: FigureSources): DistributionData {
  return computePixelDistributionData({
    figure: 'pixels',
    over: `the specimen ${sources.dataset.specimens[0]!.id}`,
    image: pickSpecimen(sources, 0),
  });
}

/** What both models take one specimen for. */
export function computeProbabilities(
  { dataset, runs, outputs }: FigureSources,
  place: number,
): ProbabilitiesData {
  const { id, className } = dataset.specimens[place]!;
  const softmax = runs.benchmark.layers.at(-1)!.name;
  return computeProbabilitiesData({
    figure: place === 0 ? 'probabilities' : `probabilities-${id}`,
    specimen: id,
    classNames: dataset.classNames,
    trueClass: className,
    probabilities: {
      benchmark: pickOutput(outputs.benchmark, softmax, place).values,
      dummy: pickOutput(outputs.dummy, softmax, place).values,
    },
  });
}

/** A specimen itself. */
export function pickSpecimen({ dataset, specimenPixels }: FigureSources, place: number): Image {
  const { image: shape } = dataset;
  return { ...shape, pixels: pickImage({ shape, pixels: specimenPixels }, place) };
}
