import { readJsonFile, writeJsonFile } from '@layerprint/artifacts/files';
import { ClaimsFileSchema, type ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import {
  countTrainingImages,
  ExperimentSchema,
  isTrainedModel,
  type Experiment,
} from '@layerprint/core/schemas/experiment';
import { TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { RunSchema } from '@layerprint/core/schemas/run';
import { SCHEMA_VERSION, type ModelId } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { hashSourceFiles, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { join } from 'node:path';
import {
  buildModel,
  initialiseParameters,
  setParameters,
  layOutParameters,
  readLayers,
} from '@layerprint/network/model';
import { openDataset } from '../../src/dataset/open-dataset.ts';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import { writePlans } from '../../src/experiment/write-plans.ts';
import { layoutOf, type Layout } from '../../src/layout.ts';
import { saveModel } from '../../src/model/save-model.ts';
import { hashModelPlan } from '../../src/read-plan.ts';

const EXPERIMENTS = join(import.meta.dirname, '../../../../experiments');
const QUICK = join(EXPERIMENTS, 'quick/experiment.json');

/**
 * Makes all that the artifacts task reads of a small profile: plans, data set, and two models as they are
 * before training. A TF.js backend has to be selected.
 */
export async function makeUntrainedProfile(
  root: string,
  edit: (experiment: Experiment) => void = () => undefined,
): Promise<Layout> {
  const experiment = await readJsonFile(ExperimentSchema, QUICK);
  experiment.dataset = { name: 'sketch-10', seed: 10, trainingImages: 60, testImages: 60 };
  experiment.models = [
    { id: 'benchmark', trainingImages: 60, seed: 1 },
    { id: 'dummy', trainingImages: 20, seed: 2 },
  ];
  experiment.recipe!.maxEpochs = 2;
  edit(experiment);
  const profile = 'quick';
  const layout = layoutOf(profile, root);
  await writeJsonFile(ExperimentSchema, layout.experiment, experiment);
  await writePlans(layout, experiment, { profile, claims: await readArticleClaims() });
  await prepareDataset(layout);
  for (const model of experiment.models) {
    if (isTrainedModel(model)) await saveUntrained(layout, model.id);
  }
  return layout;
}

/** The article's six observations. */
async function readArticleClaims(): Promise<ClaimsPlan> {
  const path = join(EXPERIMENTS, 'article/claims.json');
  const { schemaVersion, claims } = await readJsonFile(ClaimsFileSchema, path);
  return { schemaVersion, claims: claims! };
}

async function saveUntrained(layout: Layout, name: ModelId): Promise<void> {
  const plan = await readJsonFile(TrainingPlanSchema, layout.trainingPlan(name));
  const { manifest } = await openDataset(layout);
  const model = buildModel(plan, manifest);
  setParameters(model, initialiseParameters(layOutParameters(model), plan.choice.seed));
  const weightsHash = await saveModel(layout.model(name), model);
  await writeJsonFile(RunSchema, join(layout.model(name), 'run.json'), {
    schemaVersion: SCHEMA_VERSION,
    plan,
    planHash: hashModelPlan(plan),
    dataHash: manifest.dataHash,
    trainingImages: countTrainingImages(plan.choice.trainingImages),
    validationImages: manifest.testImages - manifest.specimens.length,
    backend: 'layerprint',
    codeHash: hashSourceFiles(TRAINING_CODE),
    versions: { node: '24.0.0' },
    layers: readLayers(model),
    epochs: [
      { epoch: 1, loss: 2.3, accuracy: 0.1, validationLoss: 2.25, validationAccuracy: 0.0625 },
      { epoch: 2, loss: 2.2, accuracy: 0.2, validationLoss: 2.125, validationAccuracy: 0.125 },
    ],
    bestEpoch: 2,
    stoppedEarly: false,
    weightsHash,
  });
  await sealFolder(layout.model(name));
  model.dispose();
}
