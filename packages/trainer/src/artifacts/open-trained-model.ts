import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import { RunSchema, type Run } from '@layerprint/core/schemas/run';
import { BUILD_ANEW, orBuildAnew, readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { buildModel, readLayers } from '@layerprint/network/model';
import { countMostEpochs, findKeptEpoch, isTrainingOver } from '@layerprint/network/training';
import { validationIndices } from '../dataset/open-dataset.ts';
import { loadModel } from '../model/save-model.ts';
import { hashTrainingPlan } from '../read-plan.ts';

/** A trained model and how it came to be. */
export interface TrainedModel {
  readonly run: Run;
  readonly model: LayersModel;
}

/** What a model has to be, for a report to be about it. */
export interface WantedModel {
  readonly plan: TrainingPlan;
  readonly manifest: DatasetManifest;
  /** sha256 over the code of training, as it was when this build began. */
  readonly codeHash: string;
}

/**
 * Opens a trained model and checks that it is the one this report is about: trained by this plan and this
 * code, on this data, none of the specimens among the validation images; that what its run says fits
 * together; and that its files are those that the training wrote.
 *
 * @param folder `dist/<profile>/models/<model>`.
 * @throws {LayerprintError} `stale-model`, for another plan, code, data or number of specimens;
 *   `wrong-run`, when its run contradicts itself; `file-not-found`, `damaged` and `invalid-json`, for run.json;
 *   what `loadModel` throws.
 */
export async function openTrainedModel(folder: string, wanted: WantedModel): Promise<TrainedModel> {
  const { plan } = wanted;
  const path = join(folder, 'run.json');
  const run = await readSealedJson(RunSchema, folder, 'run.json');
  const difference = findDifference(run, wanted);
  if (difference !== undefined) {
    throw new LayerprintError(
      'stale-model',
      `The ${plan.model} was trained ${difference} than this report is about, says ${path}.`,
      orBuildAnew(`Run the task train-${plan.model} of the profile ${plan.profile} again.`),
    );
  }
  const model = buildModel(plan, wanted.manifest);
  try {
    const contradiction = findContradiction(run, model);
    if (contradiction !== undefined) {
      throw new LayerprintError('wrong-run', `${path} cannot be: ${contradiction}.`, BUILD_ANEW);
    }
    await loadModel(folder, model, run.weightsHash);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { run, model };
}

function findDifference(run: Run, { plan, manifest, codeHash }: WantedModel): string | undefined {
  if (run.planHash !== hashTrainingPlan(plan)) return 'by another plan';
  if (run.codeHash !== codeHash) return 'by other code';
  if (run.dataHash !== manifest.dataHash) return 'on other data';
  if (run.validationImages !== validationIndices(manifest).length) return 'with other specimens';
  return undefined;
}

/** What a training by the plan that it tells cannot have ended in. */
function findContradiction(run: Run, model: LayersModel): string | undefined {
  const { plan, epochs } = run;
  const { length } = epochs;
  if (run.planHash !== hashTrainingPlan(plan)) return 'its planHash does not belong to its plan';
  const planned = countTrainingImages(plan.choice.trainingImages);
  if (run.trainingImages !== planned) {
    return `it was trained on ${countNoun(run.trainingImages, 'image')}, and its plan says ${planned}`;
  }
  const most = countMostEpochs(plan);
  const isWhole = isTrainingOver(epochs, plan) && !isTrainingOver(epochs.slice(0, -1), plan);
  if (!isWhole || length > most) {
    return `by its plan a training does not end after epoch ${length}`;
  }
  if (run.stoppedEarly !== length < most) {
    return `it was ${run.stoppedEarly ? '' : 'not '}stopped early, after epoch ${length} of ${most}`;
  }
  const kept = findKeptEpoch(epochs, plan);
  if (run.bestEpoch !== kept) {
    const reason =
      plan.steps === undefined ? 'the lowest validation loss is that of' : 'its plan ends with';
    return `its best epoch is ${run.bestEpoch}, and ${reason} epoch ${kept}`;
  }
  if (!isDeepStrictEqual(run.layers, readLayers(model))) {
    return 'its layers are not those that this code builds';
  }
  return undefined;
}
