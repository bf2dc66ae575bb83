import { findLayerRoles, makeClaimContext } from '@layerprint/core';
import { DatasetManifestSchema } from '@layerprint/core/schemas/dataset';
import { isTrainedModel, listModels } from '@layerprint/core/schemas/experiment';
import type { StudyLine, StudyRecord } from '@layerprint/core/schemas/study-record';
import type { Staleness, StudiedExperiment } from '@layerprint/core/verdicts';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { selectBackend } from '../backend/select-backend.ts';
import { loadClaims } from '../experiment/load-claims.ts';
import { resolveArchitecture } from '../experiment/resolve-architecture.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { lookAtNetworks } from '../experiment/look-at-networks.ts';
import type { Layout } from '../layout.ts';
import { assessLines, readToday } from '../study/assess-record.ts';
import { loadStudy } from '../study/load-study.ts';
import { planStudy } from '../study/plan-study.ts';
import { readStudyRecord } from '../study/record.ts';

/** A study, what it is about, and what of its record is not today's. */
export interface OpenedStudy {
  readonly experiment: StudiedExperiment;
  /** Undefined where nothing has been trained yet. */
  readonly record: StudyRecord | undefined;
  readonly findStale: (line: StudyLine) => Staleness;
}

/**
 * Opens the study of an experiment and its record, where it has one yet.
 *
 * @throws {LayerprintError} what the readers of experiment, data, claims, study and record throw.
 */
export async function openStudy(layout: Layout, profile: string): Promise<OpenedStudy> {
  const manifest = await readSealedJson(DatasetManifestSchema, layout.dataset, 'manifest.json');
  const written = await loadExperiment(layout);
  const experiment = await resolveArchitecture(layout, written, manifest);
  const study = await loadStudy(layout, experiment, manifest.trainingImages);
  // What claims can be about is looked up in the network; nothing is computed with it.
  await selectBackend('cpu');
  const { layers } = await lookAtNetworks(layout, profile, experiment, manifest);
  const roles = findLayerRoles(layers, experiment.roles);
  const context = makeClaimContext(layers, roles, listModels(experiment), manifest);
  const claims = await loadClaims(layout, context);
  const record = await readStudyRecord(layout, profile);
  const planned = await planStudy(layout, profile);
  const freshness = assessLines(planned, await readToday(layout, planned), record?.lines ?? []);
  return {
    experiment: {
      name: profile,
      study,
      models: experiment.models.filter(isTrainedModel),
      claims: claims?.claims ?? [],
      context,
    },
    record,
    findStale: ({ id }) =>
      (['plan', 'data', 'code', 'claims'] as const).filter((part) => !freshness.get(id)![part]),
  };
}
