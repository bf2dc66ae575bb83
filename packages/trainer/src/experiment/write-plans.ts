import { basename, dirname, join } from 'node:path';
import { replaceFolder, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { ClaimsPlanSchema, type ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import type { DataLock, SourceFile } from '@layerprint/core/schemas/data-lock';
import { isTrainedModel, type Experiment } from '@layerprint/core/schemas/experiment';
import {
  DatasetPlanSchema,
  LoadingPlanSchema,
  ReportPlanSchema,
  TrainingPlanSchema,
} from '@layerprint/core/schemas/plan';
import { SCHEMA_VERSION, type ModelId } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import type { Layout } from '../layout.ts';
import { planLoading, viewBytes } from './plan-loading.ts';
import { planTraining } from './plan-training.ts';
import type { PlannedWeights } from './weights/read-weights.ts';

/**
 * Writes the plans of an experiment, `dataset.json`, one file a model and, for the figures, `report.json`: each
 * holds what one task reads, so that a change to one model's size leaves the inputs of the other trainings as
 * they are. The weights of models that are loaded go beside them. All files appear at once.
 *
 * @param lock Of an author's data.
 * @param pictures Of the specimens, where they name any.
 * @param weights Of the models that are loaded: of each of them.
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
    pictures = [],
    weights,
    claims,
    sources,
  }: {
    readonly profile: string;
    readonly lock?: DataLock | undefined;
    readonly pictures?: readonly SourceFile[];
    readonly weights?: ReadonlyMap<ModelId, PlannedWeights>;
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
      ...(pictures.length > 0 && { pictures: [...pictures] }),
    });
    for (const model of models) {
      const path = place(layout.trainingPlan(model.id));
      if (isTrainedModel(model)) {
        await writeJsonFile(TrainingPlanSchema, path, planTraining(profile, experiment, model));
        continue;
      }
      const read = weights!.get(model.id)!;
      const parameters = viewBytes(read.parameters);
      await writeFileAtomically(place(layout.plannedWeights(model.id)), parameters);
      const plan = planLoading(profile, experiment, model, read);
      await writeJsonFile(LoadingPlanSchema, path, plan);
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
