import type { Artifacts } from '@layerprint/artifacts';
import type { Side, SideReport, SideSource } from '../schemas/diff.ts';
import type { SideStudy } from './choose-studies.ts';
import { isTrainedRun } from '@layerprint/core/schemas/run';
import { listModels, type NamedModel } from '@layerprint/core/schemas/experiment';

/** One side as it comes to a comparison: its artifacts, or why there are none. */
export type ComparedSide = { readonly source: SideSource } & (
  | {
      readonly artifacts: Artifacts;
      readonly study?: SideStudy;
      readonly failure?: undefined;
    }
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

function summariseModel(
  { runs }: Artifacts['manifest'],
  { id, name }: NamedModel,
): SideReport['models'][number] {
  const run = runs[id]!;
  const { backend, weightsHash } = run;
  if (!isTrainedRun(run)) {
    const { plan, validationLoss, validationAccuracy } = run;
    const best = { validationLoss, validationAccuracy };
    return { id, name, file: plan.weights.file, backend, weightsHash, best };
  }
  return {
    id,
    name,
    seed: run.plan.choice.seed,
    trainingImages: run.trainingImages,
    backend,
    weightsHash,
    epochs: run.epochs.length,
    // A run has its kept epoch: its schema sees to it.
    best: run.epochs[run.bestEpoch - 1]!,
  };
}
