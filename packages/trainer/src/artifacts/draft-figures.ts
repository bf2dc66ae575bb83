import {
  CHART_LAYOUTS,
  CHART_THEMES,
  computeArchitectureData,
  computePictureData,
  computeTrainingCurvesData,
  describeActivationDistribution,
  describeArchitecture,
  describePicture,
  describePixelDistribution,
  describeProbabilities,
  describeTrainingCurves,
  FIRST_LAYER,
  LAST_LAYER,
  paintPicture,
  paintSocialPicture,
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
  type ChartLayout,
  type ChartSpec,
  type ChartTheme,
  type PictureInput,
} from '@layerprint/core';
import type { DistributionData, TrainingCurvesData } from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';
import {
  computePixelDistribution,
  computeProbabilities,
  computeSpecimenDistribution,
  pickSpecimen,
} from './compute-figure-data.ts';
import { draftArticleGrids, draftOtherGrids } from './draft-grids.ts';
import type { FigureSources } from './figure-sources.ts';
import { pickActivations } from './pick-output.ts';
import type { FigureDraft } from './write-figure.ts';

/** The layers of the lead picture: one of each step of the way from the image to the last convolution. */
const LEAD_LAYERS = [FIRST_LAYER, 'conv2d_2', 'conv2d_4', LAST_LAYER];

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
    ...pickActivations(sources.outputs[model], layer, 0),
    model,
  }));
  const draft = draftPicture(sources, 'lead', 0, layers);
  const social = { layout: 'social' as const, picture: paintSocialPicture(draft.data) };
  return {
    ...draft,
    pictures: [...draft.pictures, social],
    number: 'lead',
    model,
    madeFrom: [model],
  };
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
  sources: FigureSources,
  id: string,
  place: number,
  layers: PictureInput['layers'],
) {
  const specimen = sources.dataset.specimens[place]!.id;
  const image = pickSpecimen(sources, place);
  const data = computePictureData({ figure: id, specimen, image, layers });
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
    charts: specifyVariants(specifyArchitecture, data),
  };
}

/** Figure 6, of the main specimen, and the same over all validation images. */
function* draftActivationDistributions(sources: FigureSources): Generator<FigureDraft> {
  const specimen = sources.dataset.specimens[0]!.id;
  const ofSpecimen = computeSpecimenDistribution(sources, 0);
  yield { ...draftActivationDistribution(ofSpecimen), number: '6', specimen };
  yield { ...draftActivationDistribution(sources.validation), number: null };
}

function draftActivationDistribution(data: DistributionData) {
  return {
    id: data.figure,
    kind: 'distribution' as const,
    layer: LAST_LAYER,
    madeFrom: MODEL_NAMES,
    data,
    text: describeActivationDistribution(data),
    table: tabulateDistribution(data),
    charts: specifyVariants(specifyActivationDistribution, data),
  };
}

function draftPixelDistribution(sources: FigureSources): FigureDraft {
  const data = computePixelDistribution(sources);
  return {
    id: data.figure,
    number: '7',
    kind: 'distribution',
    specimen: sources.dataset.specimens[0]!.id,
    madeFrom: [],
    data,
    text: describePixelDistribution(data),
    table: tabulateDistribution(data),
    charts: specifyVariants(specifyPixelDistribution, data),
  };
}

function draftProbabilities(sources: FigureSources): FigureDraft {
  const data = computeProbabilities(sources, 0);
  return {
    id: data.figure,
    number: '8',
    kind: 'probabilities',
    specimen: data.specimen,
    madeFrom: MODEL_NAMES,
    data,
    text: describeProbabilities(data),
    table: tabulateProbabilities(data),
    charts: specifyVariants(specifyProbabilities, data),
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
    charts: specifyVariants(specifyTrainingCurves, data),
  };
}

/** A chart in every layout and theme. */
function specifyVariants<D>(
  specify: (data: D, theme: ChartTheme, layout: ChartLayout) => ChartSpec,
  data: D,
): NonNullable<FigureDraft['charts']> {
  return CHART_LAYOUTS.flatMap((layout) =>
    CHART_THEMES.map((theme) => ({ theme, layout, spec: specify(data, theme, layout) })),
  );
}
