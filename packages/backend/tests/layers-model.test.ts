import { readFileSync } from 'node:fs';
import * as layers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

const ARTICLE_MODEL = new URL('../../../fixtures/article/models/benchmark/', import.meta.url);

/** Predicts on one backend with a model that is loaded there. */
async function predict(
  backend: 'layerprint' | 'cpu',
  handler: tf.io.IOHandler,
  shape: number[],
): Promise<Float32Array> {
  await tf.setBackend(backend);
  const model = await layers.loadLayersModel(handler);
  const x = makeNumbers(tf.util.sizeFromShape(shape), 1).map((number) => (number + 1) / 2);
  const [numbers] = await runOn(backend, () => model.predict(tf.tensor(x, shape)));
  model.dispose();
  return numbers!;
}

async function expectAgreement(handler: tf.io.IOHandler, shape: number[]): Promise<void> {
  const actual = await predict('layerprint', handler, shape);
  const expected = await predict('cpu', handler, shape);
  expect(relativeError(actual, expected)).toBeLessThan(1e-5);
}

describe('a model that tf.loadLayersModel loads', () => {
  it('predicts as on TF.js’s CPU backend: the article’s benchmark', async () => {
    const { modelTopology, weightsManifest } = JSON.parse(
      readFileSync(new URL('model.json', ARTICLE_MODEL), 'utf8'),
    ) as tf.io.ModelJSON;
    const weights = readFileSync(new URL('weights.bin', ARTICLE_MODEL));
    const handler = tf.io.fromMemory({
      modelTopology: modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
    });
    await expectAgreement(handler, [9, 32, 32, 3]);
  });

  it('predicts as on TF.js’s CPU backend: layers of many kinds', async () => {
    await tf.setBackend('cpu');
    const model = layers.sequential({
      layers: [
        layers.layers.conv2d({ inputShape: [17, 15, 2], filters: 6, kernelSize: 5, strides: 2 }),
        layers.layers.batchNormalization(),
        layers.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'relu' }),
        layers.layers.averagePooling2d({ poolSize: 2 }),
        layers.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'tanh' }),
        layers.layers.globalMaxPooling2d({}),
        layers.layers.dense({ units: 5, activation: 'softmax' }),
      ],
    });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      }),
    );
    model.dispose();
    await expectAgreement(tf.io.fromMemory(saved!), [3, 17, 15, 2]);
  });
});
