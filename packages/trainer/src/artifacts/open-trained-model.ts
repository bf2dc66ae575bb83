import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readJsonFile } from '@layerprint/core/files';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import { TrainingPlanSchema, type TrainingPlan } from '@layerprint/core/schemas/plan';
import { RunSchema, type Run } from '@layerprint/core/schemas/run';
import { validationIndices } from '../dataset/open-dataset.ts';
import { loadModel } from '../model/save-model.ts';

/** A trained model and how it came to be. */
export interface TrainedModel {
  readonly run: Run;
  readonly model: LayersModel;
}

/**
 * Opens a trained model and checks that it is the one this report is about: trained by this plan, on this
 * data, none of the specimens among the validation images, with the weights that its run ended with.
 *
 * @param folder `dist/<profile>/models/<model>`.
 * @throws {LayerprintError} `stale-model`, for another plan, other data or another number of specimens; `file-not-found` and
 *   `invalid-json`, for run.json; what `loadModel` throws.
 */
export async function openTrainedModel(
  folder: string,
  plan: TrainingPlan,
  manifest: DatasetManifest,
): Promise<TrainedModel> {
  const path = join(folder, 'run.json');
  const run = await readJsonFile(RunSchema, path);
  const planHash = hashSha256(stringifyCanonicalJson(TrainingPlanSchema, plan, 'the plan'));
  if (run.planHash !== planHash) throw staleModel(plan, path, 'by another plan');
  if (run.dataHash !== manifest.dataHash) throw staleModel(plan, path, 'on other data');
  if (run.validationImages !== validationIndices(manifest).length) {
    throw staleModel(plan, path, 'with other specimens');
  }
  return { run, model: await loadModel(folder, run.weightsHash) };
}

function staleModel({ model, profile }: TrainingPlan, path: string, how: string): LayerprintError {
  return new LayerprintError(
    'stale-model',
    `The ${model} was trained ${how} than this report is about, says ${path}.`,
    `Run the task train-${model} of the profile ${profile} again.`,
  );
}
