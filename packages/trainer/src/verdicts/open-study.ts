import { findLayerRoles, makeClaimContext } from '@layerprint/core';
import { isTrainedModel, listModels } from '@layerprint/core/schemas/experiment';
import type { LikenessLine } from '@layerprint/core/schemas/study-likeness';
import type { StudyLine, StudyRecord } from '@layerprint/core/schemas/study-record';
import type { Staleness, StudiedExperiment } from '@layerprint/core/verdicts';
import { loadClaims } from '../experiment/load-claims.ts';
import { lookAtNetworks } from '../experiment/look-at-networks.ts';
import type { Layout } from '../layout.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { assessLines, readToday, type Today } from '../study/assess-record.ts';
import { readLikenesses } from '../study/likeness/likeness-record.ts';
import { loadWrittenStudy, planTrainings, type PlannedStudy } from '../study/plan-study.ts';
import { readStudyRecord } from '../study/record.ts';

/** A study with its record, as far as the committed files tell. */
export interface RecordedStudy {
  readonly experiment: StudiedExperiment;
  readonly planned: PlannedStudy;
  /** Undefined where nothing has been trained yet. */
  readonly record: StudyRecord | undefined;
  /** How alike its models are, as far as that was measured. */
  readonly likenesses: readonly LikenessLine[];
}

/** The same, and what of its record is not today's. */
export interface OpenedStudy extends Omit<RecordedStudy, 'planned'> {
  readonly findStale: (line: StudyLine) => Staleness;
}

/**
 * Opens the study of an experiment and its record, where it has one yet.
 *
 * @throws {LayerprintError} what `openRecordedStudy` and the reader of the data set throw.
 */
export async function openStudy(layout: Layout, profile: string): Promise<OpenedStudy> {
  const { planned, ...recorded } = await openRecordedStudy(layout, profile);
  const today = await readToday(layout, planned);
  return { ...recorded, findStale: findStaleBy(today, recorded.record, planned) };
}

/**
 * Opens what is committed of a study, without its data.
 *
 * @throws {LayerprintError} what the readers of experiment, claims, study and record throw.
 */
export async function openRecordedStudy(layout: Layout, profile: string): Promise<RecordedStudy> {
  const written = await loadWrittenStudy(layout, profile);
  const planned = await planTrainings(layout, profile, written);
  const record = await readStudyRecord(layout, profile);
  // What claims can be about is looked up in the network; nothing is computed with it.
  await selectBackend('cpu');
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
    planned,
    record,
    likenesses: await readLikenesses(layout),
  };
}

/** Tells what of a line of a record is not today's. */
export function findStaleBy(
  today: Today,
  record: StudyRecord | undefined,
  planned: PlannedStudy,
): OpenedStudy['findStale'] {
  const freshness = assessLines(planned, today, record?.lines ?? []);
  return ({ id }) =>
    (['plan', 'data', 'code', 'claims'] as const).filter((part) => !freshness.get(id)![part]);
}
