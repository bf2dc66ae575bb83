import { join } from 'node:path';
import { replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { RunSchema } from '@layerprint/core/schemas/run';
import type { BackendName, ModelId } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { buildModel, setParameters } from '@layerprint/network/model';
import { readNetwork } from '@layerprint/network/training';
import { selectBackend } from '../backend/select-backend.ts';
import { openDataset, validationIndices } from '../dataset/open-dataset.ts';
import type { Layout } from '../layout.ts';
import { saveModel } from '../model/save-model.ts';
import { hashTrainingPlan, readPlan } from '../read-plan.ts';
import { chooseTrainingImages } from './choose-training-images.ts';
import { deleteCheckpoint, type TrainingIdentity } from './checkpoint.ts';
import { createProgress } from './progress.ts';
import { openRunLog } from './run-log.ts';
import { trainModel } from './train-model.ts';

/**
 * Trains one model of a profile: reads its plan and the data set, writes the kept model with its
 * `run.json` to `dist/<profile>/models/<model>/`. Checkpoint and log stand in `dist/<profile>/runs/<model>/`.
 *
 * @throws {LayerprintError} what the readers of plan and data throw; `source-changed`, at the end of the
 *   epoch in which something was changed; what `chooseTrainingImages` and `trainModel` throw.
 */
export async function writeTrainedModel(
  layout: Layout,
  task: {
    readonly model: ModelId;
    readonly backend: BackendName;
    readonly sources: HeldSources;
  },
): Promise<void> {
  const { backend, sources } = task;
  const plan = await readPlan(TrainingPlanSchema, layout.trainingPlan(task.model));
  const versions = await selectBackend(backend);
  const { manifest, test, ...all } = await openDataset(layout);
  const training = chooseTrainingImages(all.training, manifest.classNames, plan);
  const model = buildModel(plan, manifest);
  const network = readNetwork(model);
  const data = { training, test, validationIndices: validationIndices(manifest) };
  const identity: TrainingIdentity = {
    planHash: hashTrainingPlan(plan),
    dataHash: manifest.dataHash,
    backend,
    codeHash: sources.hash,
    versions,
  };

  const folder = layout.run(task.model);
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
  await replaceFolder(layout.model(task.model), async (temporary) => {
    const weightsHash = await saveModel(temporary, model);
    await writeJsonFile(RunSchema, join(temporary, 'run.json'), {
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
