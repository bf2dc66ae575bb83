import {
  computeActivationGridData,
  computeMaximum,
  describeActivationGrid,
  paintActivationGrid,
  tabulateActivationGrid,
} from '@layerprint/core';
import { COLOUR_SCOPES } from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';
import { IMAGE_BYTES } from '../dataset/image-set.ts';
import type { FigureSources } from './figure-sources.ts';
import { pickActivations } from './measure-models.ts';
import type { FigureDraft } from './write-figure.ts';

/** What a grid shows. `specimen` is its place in the data set's list. */
interface GridChoice {
  readonly layer: string;
  readonly model: ModelName;
  readonly specimen: number;
}

/** Figures 2 to 5: the first and the last convolution of the main specimen, the dummy's before the benchmark's. */
export function* draftArticleGrids(sources: FigureSources): Generator<FigureDraft> {
  let number = 2;
  for (const choice of listArticleGrids(sources))
    yield draftGrid(sources, choice, String(number++));
}

/** The grids that the article does not have: every convolution and pooling, specimen and model. */
export function* draftOtherGrids(sources: FigureSources): Generator<FigureDraft> {
  const shown = new Set(listArticleGrids(sources).map((choice) => JSON.stringify(choice)));
  for (const layer of listMapLayers(sources)) {
    for (const specimen of sources.dataset.specimens.keys()) {
      for (const model of MODEL_NAMES) {
        const choice = { layer, model, specimen };
        if (!shown.has(JSON.stringify(choice))) yield draftGrid(sources, choice, null);
      }
    }
  }
}

function listArticleGrids({ runs }: FigureSources): GridChoice[] {
  const convolutions = runs.benchmark.layers.filter(({ kind }) => kind === 'convolution');
  return [convolutions.at(0)!, convolutions.at(-1)!].flatMap(({ name }) =>
    (['dummy', 'benchmark'] as const).map((model) => ({ layer: name, model, specimen: 0 })),
  );
}

function listMapLayers({ runs }: FigureSources): string[] {
  return runs.benchmark.layers
    .filter(({ kind }) => kind === 'convolution' || kind === 'pooling')
    .map(({ name }) => name);
}

function draftGrid(
  { dataset, measurements, specimenPixels }: FigureSources,
  { layer, model, specimen }: GridChoice,
  number: string | null,
): FigureDraft {
  const { id: specimenId } = dataset.specimens[specimen]!;
  const id = `activations-${layer}-${model}-${specimenId}`;
  const maxima = MODEL_NAMES.map((name) =>
    computeMaximum(pickActivations(measurements[name], layer, specimen).activations),
  );
  const data = computeActivationGridData({
    ...pickActivations(measurements[model], layer, specimen),
    figure: id,
    model,
    specimen: specimenId,
    specimenPixels: specimenPixels.subarray(specimen * IMAGE_BYTES, (specimen + 1) * IMAGE_BYTES),
    modelsMaximum: Math.max(...maxima),
  });
  return {
    id,
    number,
    kind: 'activation-grid',
    model,
    layer,
    specimen: specimenId,
    // The scope "models" takes its scale from both.
    madeFrom: MODEL_NAMES,
    data,
    text: describeActivationGrid(data),
    table: tabulateActivationGrid(data),
    pictures: COLOUR_SCOPES.map((scope) => ({ scope, picture: paintActivationGrid(data, scope) })),
  };
}
