import {
  computeActivationDistributionData,
  computeActivationGridData,
  computeArchitectureData,
  computeMaximum,
  computePictureData,
  computePixelDistributionData,
  computeProbabilitiesData,
  computeTrainingCurvesData,
  measureValues,
} from '@layerprint/core';
import { CIFAR10, type Image } from '@layerprint/core/images';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { Epoch } from '@layerprint/core/schemas/run';
import type { NamedModel } from '@layerprint/core/schemas/experiment';

/** A stream of numbers from 0 to 1 that is the same each time. */
export function createStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Activations after a ReLU: a share of zeros, the rest exponential. */
export function drawActivations(n: number, zeroFraction: number, seed: number): Float32Array {
  const next = createStream(seed);
  return Float32Array.from({ length: n }, () => (next() < zeroFraction ? 0 : -Math.log(next())));
}

/** An image whose pixel values are spread around the middle. */
function drawImage(seed = 3): Uint8Array {
  const next = createStream(seed);
  return Uint8Array.from({ length: 3072 }, () =>
    Math.round(((next() + next() + next()) / 3) * 255),
  );
}

export const SAMPLE_IMAGE = drawImage();

/** Bytes as an image of CIFAR-10's size. */
export function imageOf(pixels: Uint8Array): Image {
  return { ...CIFAR10.image, pixels };
}

/** A model that is called as its id is. */
export function sampleModel(id: string): NamedModel {
  return { id, name: id };
}

export function sampleGrid(
  activations: Float32Array,
  size: number,
  { model = 'dummy', layer = 'conv2d_6', isSigned = false } = {},
) {
  return computeActivationGridData({
    figure: `activations-${layer}-${model}-frog-4`,
    model: sampleModel(model),
    layer,
    specimen: 'frog-4',
    shape: [size, size, activations.length / size ** 2],
    activations,
    specimenImage: imageOf(SAMPLE_IMAGE),
    modelsMaximum: Math.max(2, computeMaximum(activations)),
    isSigned,
    overValidation: sampleOverValidation(activations.length / size ** 2),
  });
}

/** Channels of which each is silent on a quarter of 100 validation images. */
export function sampleOverValidation(channels: number) {
  return {
    images: 100,
    channels: Array.from({ length: channels }, () => ({ silentImages: 25, max: 2 })),
  };
}

export function sampleActivationDistribution(
  benchmark = drawActivations(1024, 0.55, 1),
  dummy = drawActivations(1024, 0.4, 2),
) {
  return computeActivationDistributionData({
    figure: 'distribution-conv2d_6',
    layer: 'conv2d_6',
    over: 'the specimen frog-4',
    models: [
      { model: sampleModel('benchmark'), activations: measureValues(benchmark) },
      { model: sampleModel('dummy'), activations: measureValues(dummy) },
    ],
  });
}

/** Of any number of models; the first is called otherwise than by its id. */
export function sampleDistributionOf(activations: Readonly<Record<string, Float32Array>>) {
  return computeActivationDistributionData({
    figure: 'distribution-conv2d_6',
    layer: 'conv2d_6',
    over: 'the specimen frog-4',
    models: Object.entries(activations).map(([id, values], i) => ({
      model: i === 0 ? { id, name: `the ${id} one` } : { id, name: id },
      activations: measureValues(values),
    })),
  });
}

export function samplePixelDistribution(pixels = SAMPLE_IMAGE) {
  return computePixelDistributionData({
    figure: 'pixels',
    over: 'the specimen frog-4',
    image: imageOf(pixels),
  });
}

/** Probabilities by label; frog has label 6, cat 3. */
export function sampleProbabilities(
  benchmark = [0.01, 0, 0.01, 0.02, 0, 0.01, 0.95, 0, 0, 0],
  dummy = [0, 0, 0.125, 0.5, 0.125, 0, 0.25, 0, 0, 0],
) {
  return computeProbabilitiesData({
    figure: 'probabilities',
    specimen: 'frog-4',
    classNames: CIFAR10.classNames,
    trueClass: 'frog',
    models: [
      { model: sampleModel('benchmark'), probabilities: Float32Array.from(benchmark) },
      { model: sampleModel('dummy'), probabilities: Float32Array.from(dummy) },
    ],
  });
}

const convolution = (name: string, outputShape: number[], parameters = 2320): Layer => ({
  name,
  kind: 'convolution',
  kernel: [3, 3],
  stride: [1, 1],
  padding: 'same',
  activation: 'relu',
  outputShape,
  parameters,
});

const pooling = (name: string, outputShape: number[]): Layer => ({
  name,
  kind: 'pooling',
  kernel: [2, 2],
  stride: [2, 2],
  padding: 'valid',
  outputShape,
  parameters: 0,
});

const dense = (
  name: string,
  activation: 'relu' | 'softmax',
  outputShape: number[],
  parameters: number,
): Layer => ({ name, kind: 'dense', activation, outputShape, parameters });

/** The article's layers. */
export const SAMPLE_LAYERS: Layer[] = [
  { name: 'input', kind: 'input', outputShape: [32, 32, 3], parameters: 0 },
  convolution('conv2d_1', [32, 32, 16], 448),
  convolution('conv2d_2', [32, 32, 16]),
  pooling('pool_1', [16, 16, 16]),
  convolution('conv2d_3', [16, 16, 16]),
  convolution('conv2d_4', [16, 16, 16]),
  pooling('pool_2', [8, 8, 16]),
  convolution('conv2d_5', [8, 8, 16]),
  convolution('conv2d_6', [8, 8, 16]),
  dense('dense_1', 'relu', [8, 8, 64], 1088),
  { name: 'dropout_1', kind: 'dropout', rate: 0.5, outputShape: [8, 8, 64], parameters: 0 },
  { name: 'flatten_1', kind: 'flatten', outputShape: [4096], parameters: 0 },
  dense('dense_2', 'softmax', [10], 40_970),
];

export function sampleArchitecture() {
  return computeArchitectureData({ figure: 'architecture', layers: SAMPLE_LAYERS });
}

/** Epochs whose losses fall from 2 and whose accuracies rise to below 1. */
export function sampleEpochs(count: number): Epoch[] {
  return Array.from({ length: count }, (_, i) => ({
    epoch: i + 1,
    loss: 2 / (i + 1),
    accuracy: 1 - 0.75 / (i + 1),
    validationLoss: 2.5 / (i + 1),
    validationAccuracy: 1 - 0.8 / (i + 1),
  }));
}

export function sampleTrainingCurves(
  metric: 'loss' | 'accuracy',
  epochs: readonly [number, number] = [5, 8],
) {
  return computeTrainingCurvesData({
    figure: `training-${metric}`,
    metric,
    models: [
      {
        model: sampleModel('benchmark'),
        run: { bestEpoch: Math.min(4, epochs[0]), epochs: sampleEpochs(epochs[0]) },
      },
      {
        model: sampleModel('dummy'),
        run: { bestEpoch: Math.min(8, epochs[1]), epochs: sampleEpochs(epochs[1]) },
      },
    ],
  });
}

export function samplePicture() {
  return computePictureData({
    figure: 'lead',
    specimen: 'frog-4',
    image: imageOf(SAMPLE_IMAGE),
    layers: [
      {
        model: sampleModel('benchmark'),
        layer: 'conv2d_1',
        shape: [32, 32, 16],
        activations: drawActivations(16_384, 0.3, 4),
      },
      {
        model: sampleModel('benchmark'),
        layer: 'conv2d_6',
        shape: [8, 8, 16],
        activations: drawActivations(1024, 0.5, 5),
      },
    ],
  });
}

const MODEL_NAMES = [
  ...['one', 'two', 'with a name that is longer than any chart has room for', 'four'],
  ...['a "quoted" one', 'six', 'it’s \\ seven', 'eight'],
];

/** So many models, of which some have names that no id could be. */
export function sampleModels(count: number): NamedModel[] {
  return MODEL_NAMES.slice(0, count).map((name, place) => ({ id: `model-${place}`, name }));
}

/** Charts of so many models, by what they show. */
export function sampleChartsOf(count: number) {
  const models = sampleModels(count);
  return {
    distribution: computeActivationDistributionData({
      figure: 'distribution-conv2d_6',
      layer: 'conv2d_6',
      over: 'the specimen frog-4',
      models: models.map((model, place) => ({
        model,
        activations: measureValues(drawActivations(512, 0.1 * (place + 1), place + 1)),
      })),
    }),
    probabilities: computeProbabilitiesData({
      figure: 'probabilities',
      specimen: 'frog-4',
      classNames: CIFAR10.classNames,
      trueClass: 'frog',
      models: models.map((model) => ({ model, probabilities: new Float32Array(10).fill(0.1) })),
    }),
    training: computeTrainingCurvesData({
      figure: 'training-loss',
      metric: 'loss',
      models: models.map((model, place) => ({
        model,
        run: { bestEpoch: 1 + (place % 4), epochs: sampleEpochs(4 + place) },
      })),
    }),
  };
}
