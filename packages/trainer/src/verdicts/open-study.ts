import { findLayerRoles, makeClaimContext } from '@layerprint/core';
import { isTrainedModel, listModels } from '@layerprint/core/schemas/experiment';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import type { StudyLine, StudyRecord } from '@layerprint/core/schemas/study-record';
import type { Staleness, StudiedExperiment } from '@layerprint/core/verdicts';
import { loadClaims } from '../experiment/load-claims.ts';
import { lookAtNetworks } from '../experiment/look-at-networks.ts';
import type { Layout } from '../layout.ts';
import { assessLines, readToday } from '../study/assess-record.ts';
import { readLikenesses } from '../study/likeness/likeness-record.ts';
import { loadWrittenStudy, planTrainings } from '../study/plan-study.ts';
import { readStudyRecord } from '../study/record.ts';

/** A study, what it is about, and what of its record is not today's. */
export interface OpenedStudy {
  readonly experiment: StudiedExperiment;
  /** Undefined where nothing has been trained yet. */
  readonly record: StudyRecord | undefined;
  readonly findStale: (line: StudyLine) => Staleness;
  /** How alike its models are, as far as that was measured. */
  readonly likenesses: readonly LikenessLine[];
}

/**
 * Opens the study of an experiment and its record, where it has one yet.
 *
 * @throws {LayerprintError} what the readers of experiment, data, claims, study and record throw.
 */
export async function openStudy(layout: Layout, profile: string): Promise<OpenedStudy> {
  const written = await loadWrittenStudy(layout, profile);
  const planned = await planTrainings(layout, profile, written);
  const record = await readStudyRecord(layout, profile);
  // It selects the backend of trainings.
  const freshness = assessLines(planned, await readToday(layout, planned), record?.lines ?? []);
  // What claims can be about is looked up in the network; nothing is computed with it, and any backend will do.
  const { experiment, images, study } = written;
  const { layers } = await lookAtNetworks(layout, profile, experiment, images);
  const roles = findLayerRoles(layers, experiment.roles);
  const context = makeClaimContext(layers, roles, listModels(experiment), images);
  const claims = await loadClaims(layout, context);
  return {
    experiment: {
      name: profile,
      study,
      models: experiment.models.filter(isTrainedModel),
      claims: claims?.claims ?? [],
      context,
    },
    record,
    likenesses: await readLikenesses(layout),
    findStale: ({ id }) =>
      (['plan', 'data', 'code', 'claims'] as const).filter((part) => !freshness.get(id)![part]),
  };
}
