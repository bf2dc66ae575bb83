import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { countNoun } from '@layerprint/core';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { ModelPlan, TrainingPlan } from '@layerprint/core/schemas/plan';
import { isTrainedRun, RunSchema, type Run, type TrainedRun } from '@layerprint/core/schemas/run';
import { BUILD_ANEW, orBuildAnew, readSealedJson } from '@layerprint/artifacts/sealed-folder';
import { buildModel, readLayers } from '@layerprint/network/model';
import { countMostEpochs, findKeptEpoch, isTrainingOver } from '@layerprint/network/training';
import { validationIndices } from '../dataset/open-dataset.ts';
import { loadModel } from '../model/save-model.ts';
import { hashModelPlan } from '../read-plan.ts';

/** A model, trained or loaded, and how it came to be. */
export interface OpenedModel {
  readonly run: Run;
  readonly model: LayersModel;
}

/** A model that was trained. */
export interface TrainedModel extends OpenedModel {
  readonly run: TrainedRun;
}

/** What a model has to be, for a report to be about it. */
export interface WantedModel {
  readonly plan: ModelPlan;
  readonly manifest: DatasetManifest;
  /** sha256 over the code of training, as it was when this build began. */
  readonly codeHash: string;
}

/**
 * Opens a model and checks that it is the one this report is about: trained or loaded by this plan and this
 * code, on this data, none of the specimens among the validation images; that what its run says fits
 * together; and that its files are those that the training wrote.
 *
 * @param folder `dist/<profile>/models/<model>`.
 * @throws {LayerprintError} `stale-model`, for another plan, code, data or number of specimens;
 *   `wrong-run`, when its run contradicts itself; `file-not-found`, `damaged` and `invalid-json`, for run.json;
 *   what `loadModel` throws.
 */
export async function openModel(folder: string, wanted: WantedModel): Promise<OpenedModel> {
  const { plan } = wanted;
  const path = join(folder, 'run.json');
  const run = await readSealedJson(RunSchema, folder, 'run.json');
  const difference = findDifference(run, wanted);
  const verb = 'choice' in plan ? 'train' : 'load';
  if (difference !== undefined) {
    throw new LayerprintError(
      'stale-model',
      `The ${plan.model} was ${verb}ed ${difference} than this report is about, says ${path}.`,
      orBuildAnew(`Run the task ${verb}-${plan.model} of the profile ${plan.profile} again.`),
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

/** Opens a model that is to be trained, as any other. */
export async function openTrainedModel(
  folder: string,
  wanted: WantedModel & { readonly plan: TrainingPlan },
): Promise<TrainedModel> {
  // A run tells the plan that it is of, and what is of a training's was trained.
  return (await openModel(folder, wanted)) as TrainedModel;
}

function findDifference(run: Run, { plan, manifest, codeHash }: WantedModel): string | undefined {
  if (run.planHash !== hashModelPlan(plan)) return 'by another plan';
  if (run.codeHash !== codeHash) return 'by other code';
  if (run.dataHash !== manifest.dataHash) return 'on other data';
  if (run.validationImages !== validationIndices(manifest).length) return 'with other specimens';
  return undefined;
}

/** What a training, or a loading, by the plan that it tells cannot have ended in. */
function findContradiction(run: Run, model: LayersModel): string | undefined {
  if (run.planHash !== hashModelPlan(run.plan)) return 'its planHash does not belong to its plan';
  if (!isDeepStrictEqual(run.layers, readLayers(model))) {
    return 'its layers are not those that this code builds';
  }
  if (isTrainedRun(run)) return findTrainingContradiction(run);
  if (run.weightsHash === run.plan.weights.sha256) return undefined;
  return 'its weights are not those of its plan';
}

function findTrainingContradiction(run: TrainedRun): string | undefined {
  const { plan, epochs } = run;
  const { length } = epochs;
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
  return undefined;
}
