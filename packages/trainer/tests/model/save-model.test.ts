import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { buildModel } from '../../src/model/build-model.ts';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { layOutParameters, setParameters } from '../../src/model/parameters.ts';
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
  const model = buildModel(0.5);
  setParameters(model, initialiseParameters(layOutParameters(model), seed));
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

describe('saveModel and loadModel', () => {
  it('give back a model that computes the same', async () => {
    const model = makeModel(1);
    const hash = await saveModel(folder, model);
    expect(predict(await loadModel(folder, hash))).toEqual(predict(model));
  });

  it('write two files, the same bytes each time, also for a second model in one process', async () => {
    await saveModel(folder, makeModel(1));
    expect((await readdir(folder)).sort()).toEqual(['model.json', 'weights.bin']);
    const first = await readAll();
    await saveModel(folder, makeModel(1));
    expect(await readAll()).toEqual(first);
    await saveModel(folder, await loadModel(folder));
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

  it('say how many bytes are missing from weights that were cut short', async () => {
    await saveModel(folder, makeModel(1));
    await truncate(join(folder, 'weights.bin'), 1024);
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'model-damaged',
      message: `Expected 216,424 bytes in ${join(folder, 'weights.bin')} but found 1,024.`,
    });
  });

  it('refuse weights that are not the recorded ones', async () => {
    const hash = await saveModel(folder, makeModel(1));
    await saveModel(folder, makeModel(2));
    await expect(loadModel(folder, hash)).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('name the file that is missing or not a model', async () => {
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'file-not-found' });
    await writeFile(join(folder, 'model.json'), '{"format":"graph-model"}');
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'invalid-json' });
  });
});
