import {
  describeActivationGrid,
  FIRST_LAYER,
  LAST_LAYER,
  paintActivationGrid,
  tabulateActivationGrid,
} from '@layerprint/core';
import { COLOUR_SCOPES } from '@layerprint/core/schemas/figure-data';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import { computeGrid, type GridChoice } from './compute-figure-data.ts';
import type { FigureSources } from './figure-sources.ts';
import { listMapLayers } from './measure-networks.ts';
import type { FigureDraft } from './write-figure.ts';

/** Figures 2 to 5: the first and the last convolution of the main specimen, the dummy's before the benchmark's. */
const ARTICLE_GRIDS: readonly GridChoice[] = [FIRST_LAYER, LAST_LAYER].flatMap((layer) =>
  (['dummy', 'benchmark'] as const).map((model) => ({ layer, model, place: 0 })),
);

/** Figures 2 to 5. */
export function* draftArticleGrids(sources: FigureSources): Generator<FigureDraft> {
  let number = 2;
  for (const choice of ARTICLE_GRIDS) yield draftGrid(sources, choice, String(number++));
}

/** The grids that the article does not have: every convolution and pooling, specimen and model. */
export function* draftOtherGrids(sources: FigureSources): Generator<FigureDraft> {
  const shown = new Set(ARTICLE_GRIDS.map((choice) => JSON.stringify(choice)));
  for (const layer of listMapLayers(sources.runs.benchmark)) {
    for (const place of sources.dataset.specimens.keys()) {
      for (const model of MODEL_NAMES) {
        const choice = { layer, model, place };
        if (!shown.has(JSON.stringify(choice))) yield draftGrid(sources, choice, null);
      }
    }
  }
}

function draftGrid(sources: FigureSources, choice: GridChoice, number: string | null): FigureDraft {
  const data = computeGrid(sources, choice);
  return {
    id: data.figure,
    number,
    kind: 'activation-grid',
    model: data.model,
    layer: data.layer,
    specimen: data.specimen,
    // The scope "models" takes its scale from both.
    madeFrom: MODEL_NAMES,
    data,
    text: describeActivationGrid(data),
    table: tabulateActivationGrid(data),
    pictures: COLOUR_SCOPES.map((scope) => ({ scope, picture: paintActivationGrid(data, scope) })),
  };
}
