import type { Artifacts } from '@layerprint/artifacts';
import { findBestEpoch } from '@layerprint/core';
import type { Side, SideReport, SideSource } from '../schemas/diff.ts';
import { listModels, type NamedModel } from '@layerprint/core/schemas/experiment';

/** One side as it comes to a comparison: its artifacts, or why there are none. */
export type ComparedSide = { readonly source: SideSource } & (
  | { readonly artifacts: Artifacts; readonly failure?: undefined }
  | { readonly failure: (Side & { status: 'failed' })['failure']; readonly artifacts?: undefined }
);

/** What a diff tells of a side. */
export function summariseSide({ source, artifacts, failure }: ComparedSide): Side {
  return artifacts
    ? { status: 'built', source, report: summariseReport(artifacts) }
    : { status: 'failed', source, failure };
}

function summariseReport({ manifest, manifestHash }: Artifacts): SideReport {
  return {
    manifestHash,
    experimentHash: manifest.experimentHash,
    dataset: manifest.dataset.choice.name,
    dataHash: manifest.dataset.dataHash,
    models: listModels(manifest.experiment).map((model) => summariseModel(manifest, model)),
    figures: manifest.figures.length,
    claims: manifest.claims.map(({ id, number, sentence, outcome }) => ({
      id,
      number,
      sentence,
      outcome,
    })),
  };
}

function summariseModel({ runs }: Artifacts['manifest'], { id, name }: NamedModel) {
  const { plan, trainingImages, backend, weightsHash, epochs, bestEpoch } = runs[id]!;
  return {
    id,
    name,
    seed: plan.choice.seed,
    trainingImages,
    backend,
    weightsHash,
    epochs: epochs.length,
    best: findBestEpoch({ model: id, bestEpoch, epochs }),
  };
}
