import { listCheckNumbers } from '@layerprint/core';
import { hashSha256 } from '@layerprint/artifacts/files';
import type { Figure, Manifest } from '@layerprint/core/schemas/manifest';
import type { ModelReference, Reference } from '@layerprint/core/schemas/reference';
import { findScore, isTrainedRun, type Run } from '@layerprint/core/schemas/run';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';

/** Sums up a build as a reference: its headline numbers and hashes, every one out of its manifest. */
export function summariseArtifacts(manifest: Manifest): Reference {
  return {
    schemaVersion: SCHEMA_VERSION,
    profile: manifest.profile,
    experimentHash: manifest.experimentHash,
    dataHash: manifest.dataset.dataHash,
    models: Object.fromEntries(
      Object.entries(manifest.runs).map(([model, run]) => [model, summariseRun(run)]),
    ),
    headline: [
      ...manifest.experiment.models.flatMap(({ id }) => listMetrics(id, manifest.runs[id]!)),
      ...listClaimValues(manifest),
    ],
    claims: manifest.claims.map(({ id, outcome }) => ({ id, outcome })),
    figures: manifest.figures.map(summariseFigure),
  };
}

/** What is remembered of a model. */
export function summariseRun(run: Run): ModelReference {
  if (!isTrainedRun(run)) {
    const { backend, versions, weightsHash, validationLoss, validationAccuracy } = run;
    return { backend, versions, weightsHash, validationLoss, validationAccuracy };
  }
  const { backend, versions, epochs, bestEpoch, stoppedEarly, weightsHash } = run;
  return { backend, versions, epochs, bestEpoch, stoppedEarly, weightsHash };
}

function listMetrics(model: string, run: Run): Reference['headline'] {
  const { validationAccuracy, validationLoss } = findScore(run);
  return [
    { name: `${model}: validation accuracy`, value: validationAccuracy, unit: 'share' },
    { name: `${model}: validation loss`, value: validationLoss, unit: 'nats' },
  ];
}

function listClaimValues(manifest: Manifest): Reference['headline'] {
  return manifest.claims.flatMap((claim) =>
    claim.checks.flatMap((check) =>
      listCheckNumbers(check).flatMap(({ name, value, unit }) =>
        value === null ? [] : [{ name: `${claim.id}, ${check.id}: ${name}`, value, unit }],
      ),
    ),
  );
}

function summariseFigure({ id, files }: Figure): Reference['figures'][number] {
  const looks = files.filter(({ role }) => role !== 'data');
  return {
    id,
    dataHash: files.find(({ role }) => role === 'data')!.sha256,
    looksHash: hashSha256(looks.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')),
  };
}
