import { basename, dirname, join } from 'node:path';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { ClaimsPlanSchema, type ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import type { DataLock } from '@layerprint/core/schemas/data-lock';
import type { Experiment } from '@layerprint/core/schemas/experiment';
import {
  DatasetPlanSchema,
  ReportPlanSchema,
  TrainingPlanSchema,
} from '@layerprint/core/schemas/plan';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import type { Layout } from '../layout.ts';
import { planTraining } from './plan-training.ts';

/**
 * Writes the plans of an experiment, `dataset.json`, one file a model and, for the figures, `report.json`: each
 * holds what one task reads, so that a change to one model's size leaves the inputs of the other trainings as
 * they are. All files appear at once.
 *
 * @param lock Of an author's data.
 * @param claims Where the experiment makes any; the file is not there where it makes none.
 * @param sources What the task was started for; looked at before the plans are put in place.
 * @throws {LayerprintError} `not-written`, `source-changed`.
 */
export async function writePlans(
  layout: Layout,
  experiment: Experiment,
  {
    profile,
    lock,
    claims,
    sources,
  }: {
    readonly profile: string;
    readonly lock?: DataLock | undefined;
    readonly claims?: ClaimsPlan | undefined;
    readonly sources?: HeldSources;
  },
): Promise<void> {
  const { dataset, models, specimens } = experiment;
  await replaceFolder(dirname(layout.datasetPlan), async (folder) => {
    const place = (path: string) => join(folder, basename(path));
    await writeJsonFile(DatasetPlanSchema, place(layout.datasetPlan), {
      schemaVersion: SCHEMA_VERSION,
      profile,
      dataset,
      ...(lock && { lock }),
      specimens,
    });
    for (const model of models) {
      const plan = planTraining(profile, experiment, model);
      await writeJsonFile(TrainingPlanSchema, place(layout.trainingPlan(model.id)), plan);
    }
    await writeJsonFile(ReportPlanSchema, place(layout.reportPlan), {
      schemaVersion: SCHEMA_VERSION,
      profile,
      experiment,
    });
    if (claims) await writeJsonFile(ClaimsPlanSchema, place(layout.claimsPlan), claims);
    await sealFolder(folder);
    sources?.assertUnchanged();
  });
}
