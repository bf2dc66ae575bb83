import { join } from 'node:path';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import { TrainedRunSchema } from '@layerprint/core/schemas/run';
import type { BackendName } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { buildModel, setParameters } from '@layerprint/network/model';
import { readNetwork } from '@layerprint/network/training';
import { selectBackend } from '../backend/select-backend.ts';
import { openDataset, validationIndices } from '../dataset/open-dataset.ts';
import type { Layout } from '../layout.ts';
import { saveModel } from '../model/save-model.ts';
import { hashModelPlan } from '../read-plan.ts';
import { chooseTrainingImages } from './choose-training-images.ts';
import { deleteCheckpoint, type TrainingIdentity } from './checkpoint.ts';
import { createProgress } from './progress.ts';
import { openRunLog } from './run-log.ts';
import { trainModel } from './train-model.ts';

/**
 * Trains one model: reads the data set, writes the kept model with its `run.json` to a folder of the layout's
 * models. Checkpoint and log stand in one of its runs.
 *
 * @throws {LayerprintError} what the reader of the data throws; `source-changed`, at the end of the
 *   epoch in which something was changed; what `chooseTrainingImages` and `trainModel` throw.
 */
export async function writeTrainedModel(
  layout: Layout,
  task: {
    readonly plan: TrainingPlan;
    /** What both folders are called: as the model, or as the training of a study. */
    readonly name: string;
    readonly backend: BackendName;
    /** Those of the machine where it is not said. */
    readonly threads?: number;
    readonly sources: HeldSources;
  },
): Promise<void> {
  const { plan, backend, sources } = task;
  const versions = await selectBackend(backend, task.threads);
  const { manifest, test, ...all } = await openDataset(layout);
  const training = chooseTrainingImages(all.training, manifest.classNames, plan);
  const model = buildModel(plan, manifest);
  const network = readNetwork(model);
  const data = { training, test, validationIndices: validationIndices(manifest) };
  const identity: TrainingIdentity = {
    planHash: hashModelPlan(plan),
    dataHash: manifest.dataHash,
    backend,
    codeHash: sources.hash,
    versions,
  };

  const folder = layout.run(task.name);
  const log = await openRunLog(folder);
  const trained = await trainModel({
    network,
    plan,
    identity,
    data,
    folder,
    sources,
    observer: createProgress(plan, data.validationIndices.length, process.stderr, log),
    signal: abortOnSignals(),
  });

  setParameters(model, trained.parameters);
  await replaceFolder(layout.model(task.name), async (temporary) => {
    const weightsHash = await saveModel(temporary, model);
    await writeJsonFile(TrainedRunSchema, join(temporary, 'run.json'), {
      schemaVersion: 1,
      plan,
      ...identity,
      codeFiles: sources.files,
      trainingImages: training.count,
      validationImages: data.validationIndices.length,
      layers: [...network.layers],
      epochs: [...trained.epochs],
      bestEpoch: trained.bestEpoch,
      stoppedEarly: trained.stoppedEarly,
      weightsHash,
    });
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
  await deleteCheckpoint(folder);
}

/** The first SIGINT or SIGTERM stops the training between two batches; a second ends the process. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
