import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { BUILD_ANEW, readSealedFile } from '@layerprint/artifacts/sealed-folder';
import { countParameters, layOutParameters, setParameters } from '@layerprint/network/model';
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
  const { weightData } = await captureArtifacts(model);
  const weights = new Uint8Array(io.CompositeArrayBuffer.join(weightData));
  await writeFileAtomically(join(folder, WEIGHTS_FILE), weights);
  await writeFileAtomically(join(folder, MODEL_FILE), await describeModel(model));
  return hashSha256(weights);
}

/**
 * Loads what `saveModel` has written, in a folder that was sealed then, into a model of the same layers.
 * The layers come from our code and not from the file: TF.js reads a file in which a layer is named that
 * there is not for ever.
 *
 * @param model Untrained; its weights are written over.
 * @param weightsHash sha256 that `weights.bin` must have.
 * @throws {LayerprintError} `file-not-found` or `file-not-readable`; `damaged`, when a file is not what was
 *   written; `wrong-model`, when the files are of other layers or hold other weights.
 */
export async function loadModel(
  folder: string,
  model: LayersModel,
  weightsHash: string,
): Promise<void> {
  const file = await readSealedFile(folder, MODEL_FILE);
  if (file.toString('utf8') !== (await describeModel(model))) {
    throw wrongModel(
      `${join(folder, MODEL_FILE)} describes another network than this code builds.`,
    );
  }
  const path = join(folder, WEIGHTS_FILE);
  const weights = await readSealedFile(folder, WEIGHTS_FILE);
  const bytes = countParameters(layOutParameters(model)) * Float32Array.BYTES_PER_ELEMENT;
  if (weights.length !== bytes) {
    throw wrongModel(
      `Expected ${bytes.toLocaleString('en-US')} bytes in ${path} but found ${weights.length.toLocaleString('en-US')}.`,
    );
  }
  if (hashSha256(weights) !== weightsHash) {
    throw wrongModel(`${path} does not hold the weights that its run recorded.`);
  }
  setParameters(model, new Float32Array(new Uint8Array(weights).buffer));
}

/** The content of `model.json`. */
async function describeModel(model: LayersModel): Promise<string> {
  const { modelTopology, weightSpecs, generatedBy } = await captureArtifacts(model);
  const weights = weightSpecs!.map(({ name, shape }) => ({
    name,
    shape,
    dtype: 'float32' as const,
  }));
  const file: ModelFile = {
    format: 'layers-model',
    generatedBy: generatedBy!,
    convertedBy: null,
    modelTopology: modelTopology as ModelFile['modelTopology'],
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights }],
  };
  return stringifyCanonicalJson(ModelFileSchema, file, MODEL_FILE);
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

function wrongModel(message: string): LayerprintError {
  return new LayerprintError('wrong-model', message, BUILD_ANEW);
}
