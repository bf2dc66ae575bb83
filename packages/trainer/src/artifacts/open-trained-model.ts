import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readJsonFile } from '@layerprint/core/files';
import { TrainingPlanSchema, type TrainingPlan } from '@layerprint/core/schemas/plan';
import { RunSchema, type Run } from '@layerprint/core/schemas/run';
import { loadModel } from '../model/save-model.ts';

/** A trained model and how it came to be. */
export interface TrainedModel {
  readonly run: Run;
  readonly model: LayersModel;
}

/**
 * Opens a trained model and checks that it is the one this report is about: trained by this plan, on this
 * data, with the weights that its run ended with.
 *
 * @param folder `dist/<profile>/models/<model>`.
 * @throws {LayerprintError} `stale-model`, for another plan or other data; `file-not-found` and
 *   `invalid-json`, for run.json; what `loadModel` throws.
 */
export async function openTrainedModel(
  folder: string,
  plan: TrainingPlan,
  dataHash: string,
): Promise<TrainedModel> {
  const path = join(folder, 'run.json');
  const run = await readJsonFile(RunSchema, path);
  const planHash = hashSha256(stringifyCanonicalJson(TrainingPlanSchema, plan, 'the plan'));
  if (run.planHash !== planHash) throw staleModel(plan, path, 'by another plan');
  if (run.dataHash !== dataHash) throw staleModel(plan, path, 'on other data');
  return { run, model: await loadModel(folder, run.weightsHash) };
}

function staleModel({ model, profile }: TrainingPlan, path: string, how: string): LayerprintError {
  return new LayerprintError(
    'stale-model',
    `The ${model} was trained ${how} than this report is about, says ${path}.`,
    `Run the task train-${model} of the profile ${profile} again.`,
  );
}
