import { basename, dirname, join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { LoadingPlanSchema, type LoadingPlan } from '@layerprint/core/schemas/plan';
import { LoadedRunSchema } from '@layerprint/core/schemas/run';
import type { BackendName, ModelId } from '@layerprint/core/schemas/scalars';
import { BUILD_ANEW, readSealedFile, sealFolder } from '@layerprint/artifacts/sealed-folder';
import { buildModel, setParameters } from '@layerprint/network/model';
import { readNetwork, scoreParameters, type ValidationScore } from '@layerprint/network/training';
import { selectBackend } from '../backend/select-backend.ts';
import { openTestImages, validationIndices } from '../dataset/open-dataset.ts';
import type { Layout } from '../layout.ts';
import { saveModel } from '../model/save-model.ts';
import { hashModelPlan, readPlan } from '../read-plan.ts';

/**
 * Loads one model of a profile, whose weights are the author's: reads its plan and the data set, measures what it gives on
 * the validation images, and writes it with its `run.json` to `dist/<profile>/models/<model>/`, as a training does.
 *
 * @throws {LayerprintError} what the readers of plan and data throw; `wrong-weights`, when the weights are not those of
 *   the plan; `loss-not-finite`; `source-changed`.
 */
export async function writeLoadedModel(
  layout: Layout,
  task: {
    readonly model: ModelId;
    readonly backend: BackendName;
    readonly sources: HeldSources;
  },
): Promise<void> {
  const { backend, sources } = task;
  const plan = await readPlan(LoadingPlanSchema, layout.trainingPlan(task.model));
  const parameters = await readWeights(layout.plannedWeights(task.model), plan);
  const versions = await selectBackend(backend);
  const { manifest, test } = await openTestImages(layout);
  const model = buildModel(plan, manifest);
  const network = readNetwork(model);
  const data = { test, validationIndices: validationIndices(manifest) };
  const score = await scoreParameters(network, parameters, data);
  assertFinite(score, plan);

  setParameters(model, parameters);
  await replaceFolder(layout.model(task.model), async (temporary) => {
    const weightsHash = await saveModel(temporary, model);
    await writeJsonFile(LoadedRunSchema, join(temporary, 'run.json'), {
      schemaVersion: 1,
      plan,
      planHash: hashModelPlan(plan),
      dataHash: manifest.dataHash,
      validationImages: data.validationIndices.length,
      backend,
      codeHash: sources.hash,
      codeFiles: sources.files,
      versions,
      layers: [...network.layers],
      ...score,
      weightsHash,
    });
    await sealFolder(temporary);
    sources.assertUnchanged();
  });
}

async function readWeights(path: string, { weights }: LoadingPlan): Promise<Float32Array> {
  const bytes = await readSealedFile(dirname(path), basename(path));
  if (hashSha256(bytes) === weights.sha256) return new Float32Array(new Uint8Array(bytes).buffer);
  throw new LayerprintError(
    'wrong-weights',
    `${path} does not hold the weights that its plan tells.`,
    BUILD_ANEW,
  );
}

/** Numbers may grow beyond what float32 holds on their way through a network, whatever its weights are. */
function assertFinite({ validationLoss }: ValidationScore, { model, weights }: LoadingPlan): void {
  if (Number.isFinite(validationLoss)) return;
  throw new LayerprintError(
    'loss-not-finite',
    `With the weights of ${weights.file} the validation loss of ${model} is ${validationLoss}: numbers grow beyond what float32 holds.`,
    'Look at whether the weights are for images whose values are from 0 to 1, as they are here.',
  );
}
