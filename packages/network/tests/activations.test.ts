import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeActivations } from '../src/activations.ts';
import { useBackend } from './use-backend.ts';
import { createRandom } from '@layerprint/core/random';
import { buildModel } from '../src/model/build-model.ts';
import { initialiseParameters } from '../src/model/initialise-parameters.ts';
import { layOutParameters, setParameters } from '../src/model/parameters.ts';
import { CIFAR10, gatherImages } from '@layerprint/core/images';
import { forwardNaively } from './forward-naively.ts';

let model: LayersModel;
const random = createRandom(5, 'images of a test');
const pixels = Uint8Array.from({ length: 3 * 3072 }, () => random.nextFloat() * 256);

beforeAll(async () => {
  await useBackend('layerprint');
  model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
  const parameters = initialiseParameters(layOutParameters(model), 3);
  // Biases start at zero, where a forgotten bias would not show.
  setParameters(
    model,
    parameters.map((value) => (value === 0 ? 0.2 * random.nextFloat() - 0.1 : value)),
  );
});

afterAll(() => {
  model.dispose();
});

describe('computeActivations', () => {
  test('gives what a plain computation of every layer gives', async () => {
    const names = model.layers.slice(1).map(({ name }) => name);
    const outputs = await computeActivations(model, pixels, names);
    for (const image of [0, 1, 2]) {
      const expected = forwardNaively(
        model,
        gatherImages({ shape: CIFAR10.image, pixels }, [image]),
      );
      expect([...expected.keys()]).toEqual(names);
      for (const { layer, values } of outputs) {
        const size = values.length / 3;
        const found = values.subarray(image * size, (image + 1) * size);
        const naive = expected.get(layer)!;
        expect(found.length, layer).toBe(naive.length);
        const distance = found.reduce((most, v, i) => Math.max(most, Math.abs(v - naive[i]!)), 0);
        expect(distance, layer).toBeLessThan(1e-5);
      }
    }
  });

  test('gives the shape of one image, the layers in the order asked for, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const outputs = await computeActivations(model, pixels, ['dense_2', 'pool_1']);
    expect(outputs.map(({ layer, shape }) => [layer, shape])).toEqual([
      ['dense_2', [10]],
      ['pool_1', [16, 16, 16]],
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
