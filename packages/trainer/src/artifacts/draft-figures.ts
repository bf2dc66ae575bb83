import {
  computeActivationDistributionData,
  computeArchitectureData,
  computePictureData,
  computePixelDistributionData,
  computeProbabilitiesData,
  computeTrainingCurvesData,
  describeActivationDistribution,
  describeArchitecture,
  describePicture,
  describePixelDistribution,
  describeProbabilities,
  describeTrainingCurves,
  paintPicture,
  specifyActivationDistribution,
  specifyArchitecture,
  specifyPixelDistribution,
  specifyProbabilities,
  specifyTrainingCurves,
  tabulateArchitecture,
  tabulateDistribution,
  tabulatePicture,
  tabulateProbabilities,
  tabulateTrainingCurves,
  type ChartSpec,
  type ChartTheme,
  type PictureInput,
} from '@layerprint/core';
import type { TrainingCurvesData } from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';
import { IMAGE_BYTES } from '../dataset/image-set.ts';
import { draftArticleGrids, draftOtherGrids } from './draft-grids.ts';
import type { FigureSources } from './figure-sources.ts';
import { pickActivations, pickOutput } from './measure-models.ts';
import type { FigureDraft } from './write-figure.ts';

/** The layers of the lead picture: one of each step of the way from the image to the last convolution. */
const LEAD_LAYERS = ['conv2d_1', 'conv2d_2', 'conv2d_4', 'conv2d_6'];

/** Drafts every figure of the report, one at a time, in the order in which the article shows them. */
export function* draftFigures(sources: FigureSources): Generator<FigureDraft> {
  yield draftLeadPicture(sources);
  yield draftSpecimen(sources, 0);
  yield draftArchitecture(sources);
  yield* draftArticleGrids(sources);
  yield* draftActivationDistributions(sources);
  yield draftPixelDistribution(sources);
  yield draftProbabilities(sources);
  yield draftTrainingCurves(sources, 'loss');
  yield draftTrainingCurves(sources, 'accuracy');
  yield* draftCompanions(sources);
  yield* draftOtherGrids(sources);
}

/** The main specimen beside what layers of the benchmark make of it. */
function draftLeadPicture(sources: FigureSources): FigureDraft {
  const model: ModelName = 'benchmark';
  const layers = LEAD_LAYERS.map((layer) => ({
    ...pickActivations(sources.measurements[model], layer, 0),
    model,
  }));
  return { ...draftPicture(sources, 'lead', 0, layers), number: 'lead', model, madeFrom: [model] };
}

/** A specimen alone. `place` is its place in the data set's list. */
function draftSpecimen(sources: FigureSources, place: number): FigureDraft {
  const id = place === 0 ? 'specimen' : `specimen-${sources.dataset.specimens[place]!.id}`;
  const number = place === 0 ? 'specimen' : null;
  return { ...draftPicture(sources, id, place, []), number, madeFrom: [] };
}

/** The specimens that are on the layer pages only. */
function* draftCompanions(sources: FigureSources): Generator<FigureDraft> {
  for (let place = 1; place < sources.dataset.specimens.length; place++) {
    yield draftSpecimen(sources, place);
  }
}

function draftPicture(
  { dataset, specimenPixels }: FigureSources,
  id: string,
  place: number,
  layers: PictureInput['layers'],
) {
  const specimen = dataset.specimens[place]!.id;
  const pixels = specimenPixels.subarray(place * IMAGE_BYTES, (place + 1) * IMAGE_BYTES);
  const data = computePictureData({ figure: id, specimen, pixels, layers });
  return {
    id,
    kind: 'picture' as const,
    specimen,
    data,
    text: describePicture(data),
    table: tabulatePicture(data),
    pictures: [{ picture: paintPicture(data) }],
  };
}

function draftArchitecture({ runs }: FigureSources): FigureDraft {
  const data = computeArchitectureData({ figure: 'architecture', layers: runs.benchmark.layers });
  return {
    id: 'architecture',
    number: '1',
    kind: 'architecture',
    madeFrom: [],
    data,
    text: describeArchitecture(data),
    table: tabulateArchitecture(data),
    charts: specifyThemes(specifyArchitecture, data),
  };
}

/** Figure 6, of the main specimen, and the same over all validation images. */
function* draftActivationDistributions({
  dataset,
  measurements,
}: FigureSources): Generator<FigureDraft> {
  const { layer } = measurements.benchmark.lastConvolutionOverValidation;
  const specimen = dataset.specimens[0]!.id;
  const validationImages = dataset.testImages - dataset.specimens.length;
  const choices = [
    {
      id: `distribution-${layer}`,
      number: '6',
      over: `the specimen ${specimen}`,
      specimen,
      pick: (model: ModelName) => pickOutput(measurements[model], layer, 0).values,
    },
    {
      id: `distribution-${layer}-validation`,
      number: null,
      over: `${validationImages.toLocaleString('en-US')} validation images`,
      pick: (model: ModelName) => measurements[model].lastConvolutionOverValidation.values,
    },
  ];
  for (const { id, number, over, specimen, pick } of choices) {
    const activations = { benchmark: pick('benchmark'), dummy: pick('dummy') };
    const data = computeActivationDistributionData({ figure: id, layer, over, activations });
    yield {
      id,
      number,
      kind: 'distribution',
      layer,
      ...(specimen && { specimen }),
      madeFrom: MODEL_NAMES,
      data,
      text: describeActivationDistribution(data),
      table: tabulateDistribution(data),
      charts: specifyThemes(specifyActivationDistribution, data),
    };
  }
}

function draftPixelDistribution({ dataset, specimenPixels }: FigureSources): FigureDraft {
  const specimen = dataset.specimens[0]!.id;
  const data = computePixelDistributionData({
    figure: 'pixels',
    over: `the specimen ${specimen}`,
    pixels: specimenPixels.subarray(0, IMAGE_BYTES),
  });
  return {
    id: 'pixels',
    number: '7',
    kind: 'distribution',
    specimen,
    madeFrom: [],
    data,
    text: describePixelDistribution(data),
    table: tabulateDistribution(data),
    charts: specifyThemes(specifyPixelDistribution, data),
  };
}

function draftProbabilities({ dataset, runs, measurements }: FigureSources): FigureDraft {
  const { id: specimen, className } = dataset.specimens[0]!;
  const softmax = runs.benchmark.layers.at(-1)!.name;
  const data = computeProbabilitiesData({
    figure: 'probabilities',
    specimen,
    trueClass: className,
    probabilities: {
      benchmark: pickOutput(measurements.benchmark, softmax, 0).values,
      dummy: pickOutput(measurements.dummy, softmax, 0).values,
    },
  });
  return {
    id: 'probabilities',
    number: '8',
    kind: 'probabilities',
    specimen,
    madeFrom: MODEL_NAMES,
    data,
    text: describeProbabilities(data),
    table: tabulateProbabilities(data),
    charts: specifyThemes(specifyProbabilities, data),
  };
}

function draftTrainingCurves(
  { runs }: FigureSources,
  metric: TrainingCurvesData['metric'],
): FigureDraft {
  const id = `training-${metric}`;
  const data = computeTrainingCurvesData({ figure: id, metric, runs });
  return {
    id,
    number: null,
    kind: 'training-curves',
    madeFrom: MODEL_NAMES,
    data,
    text: describeTrainingCurves(data),
    table: tabulateTrainingCurves(data),
    charts: specifyThemes(specifyTrainingCurves, data),
  };
}

function specifyThemes<D>(
  specify: (data: D, theme: ChartTheme) => ChartSpec,
  data: D,
): Record<ChartTheme, ChartSpec> {
  return { light: specify(data, 'light'), dark: specify(data, 'dark') };
}
