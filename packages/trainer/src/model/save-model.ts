import { join } from 'node:path';
import { io, util } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { LayerprintError } from '@layerprint/core/errors';
import {
  hashSha256,
  readFileOrExplain,
  readJsonFile,
  writeFileAtomically,
  writeJsonFile,
} from '@layerprint/core/files';
import { MODEL_FILE, ModelFileSchema, WEIGHTS_FILE, type ModelFile } from './model-files.ts';

/**
 * Saves a model in TF.js layers format, so that anyone can `tf.loadLayersModel` it: `model.json` and
 * `weights.bin`, the same bytes for the same model each time. The weights are written first: a folder
 * with a `model.json` is whole.
 *
 * @returns The sha256 of `weights.bin`.
 * @throws {LayerprintError} `not-written`.
 */
export async function saveModel(folder: string, model: LayersModel): Promise<string> {
  const { modelTopology, weightSpecs, weightData, generatedBy } = await captureArtifacts(model);
  const weights = new Uint8Array(io.CompositeArrayBuffer.join(weightData));
  await writeFileAtomically(join(folder, WEIGHTS_FILE), weights);
  await writeJsonFile(ModelFileSchema, join(folder, MODEL_FILE), {
    format: 'layers-model',
    generatedBy: generatedBy!,
    convertedBy: null,
    modelTopology: modelTopology as ModelFile['modelTopology'],
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: weightSpecs!.map(({ name, shape }) => ({
          name,
          shape,
          dtype: 'float32' as const,
        })),
      },
    ],
  });
  return hashSha256(weights);
}

/**
 * Loads a model that `saveModel` has written.
 *
 * @param expectedWeightsHash sha256 that `weights.bin` must have, where one is known.
 * @throws {LayerprintError} `file-not-found` or `file-not-readable`; `invalid-json`; `model-damaged`,
 *   when `weights.bin` is cut short, too long or not the expected one.
 */
export async function loadModel(
  folder: string,
  expectedWeightsHash?: string,
): Promise<LayersModel> {
  const path = join(folder, WEIGHTS_FILE);
  const file = await readJsonFile(ModelFileSchema, join(folder, MODEL_FILE));
  const weights = await readFileOrExplain(path);
  const [{ weights: specs }] = file.weightsManifest;
  const parameters = specs.reduce((sum, { shape }) => sum + util.sizeFromShape(shape), 0);
  const bytes = parameters * Float32Array.BYTES_PER_ELEMENT;
  if (weights.length !== bytes) {
    throw damaged(
      `Expected ${bytes.toLocaleString('en-US')} bytes in ${path} but found ${weights.length.toLocaleString('en-US')}.`,
      folder,
    );
  }
  if (expectedWeightsHash !== undefined && hashSha256(weights) !== expectedWeightsHash) {
    throw damaged(`${path} does not hold the weights that its run recorded.`, folder);
  }
  return loadLayersModel(
    io.fromMemory({
      modelTopology: file.modelTopology,
      weightSpecs: specs,
      weightData: new Uint8Array(weights).buffer,
    }),
  );
}

async function captureArtifacts(model: LayersModel): Promise<io.ModelArtifacts> {
  let captured: io.ModelArtifacts | undefined;
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      captured = artifacts;
      // TF.js wants a date here; it goes nowhere.
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return captured!;
}

function damaged(message: string, folder: string): LayerprintError {
  return new LayerprintError(
    'model-damaged',
    message,
    `Delete ${folder} and train the model again.`,
  );
}
