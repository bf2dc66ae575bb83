import { join } from 'node:path';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { hashSha256, readJsonFile, replaceFolder, writeJsonFile } from '@layerprint/core/files';
import { TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { RunSchema } from '@layerprint/core/schemas/run';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import { selectBackend } from '../backend/select-backend.ts';
import { openDataset, validationIndices } from '../dataset/open-dataset.ts';
import { layoutOf } from '../layout.ts';
import { buildModel, describeLayers } from '../model/build-model.ts';
import { setParameters } from '../model/parameters.ts';
import { saveModel } from '../model/save-model.ts';
import { hashSourceFiles, readTaskInput } from '../source-code.ts';
import { deleteCheckpoint, type TrainingIdentity } from '../training/checkpoint.ts';
import { readNetwork } from '../training/network.ts';
import { createProgress } from '../training/progress.ts';
import { openRunLog } from '../training/run-log.ts';
import { trainModel } from '../training/train-model.ts';

/**
 * Trains one model of a profile: reads its plan and the data set, writes the kept model with its
 * `run.json` to `dist/<profile>/models/<model>/`. Checkpoint and log stand in `dist/<profile>/runs/<model>/`.
 */
async function main(): Promise<void> {
  const options = parseCommandLine('train', process.argv.slice(2), {
    model: { value: MODEL_NAMES },
    ...TASK_OPTIONS,
  });
  const layout = layoutOf(options.profile);
  const plan = await readJsonFile(TrainingPlanSchema, layout.trainingPlan(options.model));
  const versions = await selectBackend(options.backend);
  const { manifest, training, test } = await openDataset(layout);
  const data = { training, test, validationIndices: validationIndices(manifest) };
  const identity: TrainingIdentity = {
    planHash: hashSha256(stringifyCanonicalJson(TrainingPlanSchema, plan, 'the plan')),
    dataHash: manifest.dataHash,
    backend: options.backend,
    codeHash: hashSourceFiles(readTaskInput('training')),
    versions,
  };

  const model = buildModel(plan.recipe.dropoutRate);
  const folder = layout.run(options.model);
  const log = await openRunLog(folder);
  const observer = createProgress(plan, data.validationIndices.length, process.stderr, log);
  const trained = await trainModel({
    network: readNetwork(model),
    plan,
    identity,
    data,
    folder,
    observer,
    signal: abortOnSignals(),
  });

  setParameters(model, trained.parameters);
  await replaceFolder(layout.model(options.model), async (temporary) => {
    const weightsHash = await saveModel(temporary, model);
    await writeJsonFile(RunSchema, join(temporary, 'run.json'), {
      schemaVersion: 1,
      plan,
      ...identity,
      trainingImages: plan.choice.trainingImages,
      validationImages: data.validationIndices.length,
      layers: describeLayers(model),
      epochs: [...trained.epochs],
      bestEpoch: trained.bestEpoch,
      stoppedEarly: trained.stoppedEarly,
      weightsHash,
    });
  });
  await deleteCheckpoint(folder);
}

/** The first SIGINT or SIGTERM stops the training between two batches; a second ends the process. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

await runCommand(main);
