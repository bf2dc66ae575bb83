import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { createRandom } from '../../src/dataset/random.ts';
import { buildModel } from '../../src/model/build-model.ts';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { makeParameterTensors, setParameters } from '../../src/model/parameters.ts';
import type { Batch } from '../../src/training/batch.ts';
import { drawDropoutMask } from '../../src/training/dropout.ts';
import { computeGradient, readNetwork, scoreBatch, sizeOf } from '../../src/training/network.ts';

const IMAGES = 1;
const MASK_SIZE = IMAGES * 8 * 8 * 64;

function drawBatch(): Batch {
  const random = createRandom(1, 'images');
  return {
    shape: [IMAGES, 32, 32, 3],
    pixels: Float32Array.from({ length: IMAGES * 3072 }, () => random.nextFloat()),
    labels: Uint8Array.of(6),
  };
}

/** A model whose biases are not zero, so that their gradients are put to the test too. */
function makeNetwork() {
  const model = buildModel(0.5);
  const network = readNetwork(model);
  const parameters = initialiseParameters(network.slots, 1);
  const random = createRandom(2, 'biases');
  parameters.forEach((value, i) => {
    if (value === 0) parameters[i] = 0.1 * random.nextFloat();
  });
  setParameters(model, parameters);
  return { model, network, parameters };
}

/** The gradient as TF.js's own tape computes it from TF.js's own layers, without dropout. */
function differentiateModel(
  model: LayersModel,
  batch: Batch,
): { loss: number; gradient: number[] } {
  return tf.tidy(() => {
    const images = tf.tensor(batch.pixels, [...batch.shape]);
    const targets = tf.oneHot(tf.tensor1d([...batch.labels], 'int32'), 10);
    const variables = model.weights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(() => {
      const probabilities = model.apply(images) as tf.Tensor;
      return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.log(probabilities)), 1)));
    }, variables);
    const gradient = variables.flatMap(({ name }) => [...grads[name]!.dataSync()]);
    return { loss: value.dataSync()[0]!, gradient };
  });
}

describe('the training network', () => {
  const batch = drawBatch();
  beforeAll(async () => {
    await selectBackend('wasm');
  });

  it("computes the loss and the gradient of TF.js's own layers on the CPU backend", async () => {
    await selectBackend('cpu');
    const expected = differentiateModel(makeNetwork().model, batch);
    await selectBackend('wasm');
    const { network, parameters } = makeNetwork();
    const gradient = new Float32Array(sizeOf(network));
    const mask = new Float32Array(MASK_SIZE).fill(1);
    const score = computeGradient(network, parameters, batch, mask, gradient);
    expect(score.lossSum / IMAGES).toBeCloseTo(expected.loss, 5);
    const worst = expected.gradient.map((value, i) => Math.abs(value - gradient[i]!));
    expect(worst).toHaveLength(54_106);
    expect(Math.max(...worst)).toBeLessThan(1e-5);
    expect(Math.max(...expected.gradient)).toBeGreaterThan(0.01);
  });

  it('agrees with finite differences of its loss under dropout', () => {
    const { network, parameters } = makeNetwork();
    const mask = drawDropoutMask(createRandom(3, 'mask'), 0.5, MASK_SIZE);
    const gradient = new Float32Array(sizeOf(network));
    const ignored = new Float32Array(sizeOf(network));
    computeGradient(network, parameters, batch, mask, gradient);
    for (const { name, start, end } of network.slots) {
      const slope = gradient.subarray(start, end);
      const norm = Math.hypot(...slope);
      const lossAt = (distance: number): number => {
        const moved = parameters.slice();
        slope.forEach((value, i) => (moved[start + i]! += (distance * value) / norm));
        return computeGradient(network, moved, batch, mask, ignored).lossSum / IMAGES;
      };
      // Small: the loss has a kink wherever a ReLU or a maximum changes sides.
      const step = 2e-4;
      const difference = (lossAt(step) - lossAt(-step)) / (2 * step);
      expect(Math.abs(difference / norm - 1), name).toBeLessThan(0.05);
    }
  });

  it('scores without dropout as with a mask of ones', () => {
    const { network, parameters } = makeNetwork();
    const mask = new Float32Array(MASK_SIZE).fill(1);
    const gradient = new Float32Array(sizeOf(network));
    const weights = makeParameterTensors(network.slots, parameters);
    const score = scoreBatch(network, weights, batch);
    expect(score).toEqual(computeGradient(network, parameters, batch, mask, gradient));
    tf.dispose(weights);
  });

  it('predicts what the saved model predicts', () => {
    const { model, network, parameters } = makeNetwork();
    const weights = makeParameterTensors(network.slots, parameters);
    const { lossSum } = scoreBatch(network, weights, batch);
    const probabilities = tf.tidy(() =>
      (model.predict(tf.tensor(batch.pixels, [...batch.shape])) as tf.Tensor).dataSync(),
    );
    const losses = [...batch.labels].map((label, i) => -Math.log(probabilities[10 * i + label]!));
    expect(lossSum).toBeCloseTo(
      losses.reduce((sum, loss) => sum + loss),
      5,
    );
    tf.dispose(weights);
  });

  it('leaves no tensor behind', () => {
    const { network, parameters } = makeNetwork();
    const before = tf.memory().numTensors;
    const mask = new Float32Array(MASK_SIZE).fill(1);
    computeGradient(network, parameters, batch, mask, new Float32Array(sizeOf(network)));
    expect(tf.memory().numTensors).toBe(before);
  });
});
