import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import { selectBackend } from '../../src/backend/select-backend.ts';
import {
  buildModel,
  initialiseParameters,
  layOutParameters,
  setParameters,
} from '@layerprint/network/model';
import { loadModel, saveModel } from '../../src/model/save-model.ts';

let folder: string;
beforeAll(async () => {
  await selectBackend('layerprint');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-model-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function makeModel(seed: number): LayersModel {
  const model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
  setParameters(model, initialiseParameters(layOutParameters(model), seed));
  return model;
}

/** Saves a model as a training does. */
async function save(model: LayersModel): Promise<string> {
  const hash = await saveModel(folder, model);
  await sealFolder(folder);
  return hash;
}

/** Loads it into a new model of the article's layers. */
async function load(hash: string): Promise<LayersModel> {
  const model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
  await loadModel(folder, model, hash);
  return model;
}

function predict(model: LayersModel): Float32Array {
  return tf.tidy(() => {
    const output = model.predict(tf.fill([2, 32, 32, 3], 0.5)) as tf.Tensor;
    return output.dataSync<'float32'>();
  });
}

const readAll = async (): Promise<Buffer[]> =>
  Promise.all(['model.json', 'weights.bin'].map((name) => readFile(join(folder, name))));

async function editTopology(from: string, to: string): Promise<void> {
  const path = join(folder, 'model.json');
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replaceAll(from, to));
}

describe('saveModel and loadModel', () => {
  it('give back a model that computes the same', async () => {
    const model = makeModel(1);
    const hash = await save(model);
    expect(predict(await load(hash))).toEqual(predict(model));
  });

  it('write two files, the same bytes each time, also for a second model in one process', async () => {
    const hash = await saveModel(folder, makeModel(1));
    expect((await readdir(folder)).sort()).toEqual(['model.json', 'weights.bin']);
    const first = await readAll();
    await save(makeModel(1));
    expect(await readAll()).toEqual(first);
    await saveModel(folder, await load(hash));
    expect(await readAll()).toEqual(first);
    expect(first[1]).toHaveLength(54_106 * 4);
  });

  it("write what TF.js's own loader reads, with nothing but its standard layers", async () => {
    const model = makeModel(2);
    await saveModel(folder, model);
    const [json, weights] = await readAll();
    const { modelTopology, weightsManifest } = JSON.parse(json!.toString()) as {
      modelTopology: { config: { layers: { class_name: string }[] } };
      weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    };
    const classNames = modelTopology.config.layers.map((layer) => layer.class_name);
    expect(new Set(classNames)).toEqual(
      new Set(['InputLayer', 'Conv2D', 'MaxPooling2D', 'Dense', 'Dropout', 'Flatten']),
    );
    const loaded = await loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest[0]!.weights,
        weightData: new Uint8Array(weights!).buffer,
      }),
    );
    expect(predict(loaded)).toEqual(predict(model));
  });

  it('refuse a file that is not what was written', async () => {
    const hash = await save(makeModel(1));
    await truncate(join(folder, 'weights.bin'), 1024);
    await expect(load(hash)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`${join(folder, 'weights.bin')} is not what was written`),
      hint: expect.stringContaining('npx nx reset'),
    });
  });

  it('say how many bytes are missing from weights that were sealed too short', async () => {
    const hash = await saveModel(folder, makeModel(1));
    await truncate(join(folder, 'weights.bin'), 1024);
    await sealFolder(folder);
    await expect(load(hash)).rejects.toMatchObject({
      code: 'wrong-model',
      message: `Expected 216,424 bytes in ${join(folder, 'weights.bin')} but found 1,024.`,
    });
  });

  it('refuse weights that are not the recorded ones', async () => {
    const hash = await saveModel(folder, makeModel(1));
    await save(makeModel(2));
    await expect(load(hash)).rejects.toMatchObject({ code: 'wrong-model' });
  });

  it.each([
    // TF.js looks for the layer that this one comes after without end.
    ['a layer is renamed', '"name": "conv2d_2"', '"name": "conv2d_9"'],
    ['an activation is another', '"activation": "softmax"', '"activation": "sigmoid"'],
    ['the dropout is another', '"rate": 0.5', '"rate": 0.25'],
    ['a weight is named otherwise', '"dense_2/bias"', '"dense_2/beta"'],
    ['something is said twice', '"format":', '"format": "graph-model",\n  "format":'],
  ])('refuse a model in which %s, also where its folder is sealed', async (_, from, to) => {
    const hash = await saveModel(folder, makeModel(1));
    await editTopology(from, to);
    await sealFolder(folder);
    await expect(load(hash)).rejects.toMatchObject({
      code: 'wrong-model',
      message: expect.stringContaining('describes another network than this code builds'),
    });
  });

  it('name the file that is missing, and what helps', async () => {
    await expect(load('0'.repeat(64))).rejects.toMatchObject({
      code: 'file-not-found',
      hint: expect.stringContaining('npx nx reset'),
    });
  });
});
