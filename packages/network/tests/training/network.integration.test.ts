import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.ts';
import { createRandom } from '@layerprint/core/random';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel } from '../../src/model/build-model.ts';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { makeParameterTensors, setParameters } from '../../src/model/parameters.ts';
import type { Batch } from '../../src/training/batch.ts';
import { buildNetwork, NETWORKS } from '../model/random-networks.ts';
import {
  computeGradient,
  readNetwork,
  scoreImages,
  type Network,
  type Scores,
} from '../../src/training/network.ts';
import type { Score } from '../../src/training/steps.ts';

const IMAGES = 1;
const SEED = 3;

function drawBatch(): Batch {
  const random = createRandom(1, 'images');
  return {
    shape: [IMAGES, 32, 32, 3],
    pixels: Float32Array.from({ length: IMAGES * 3072 }, () => random.nextFloat()),
    labels: Uint8Array.of(6),
  };
}

/** A model whose biases are not zero, so that their gradients are put to the test too. */
function makeNetwork(dropoutRate = 0.5) {
  const model = buildModel({ recipe: { dropoutRate } }, CIFAR10);
  const network = readNetwork(model);
  const parameters = initialiseParameters(network.slots, 1);
  const random = createRandom(2, 'biases');
  parameters.forEach((value, i) => {
    if (value === 0) parameters[i] = 0.1 * random.nextFloat();
  });
  setParameters(model, parameters);
  return { model, network, parameters };
}

/** A batch as tensors. */
function load({ pixels, shape, labels }: Batch): [tf.Tensor, tf.Tensor1D] {
  return [tf.tensor(pixels, [...shape]), tf.tensor1d(Float32Array.from(labels))];
}

/** How well a batch is classified, without dropout. */
function score(network: Network, weights: tf.Tensor[], batch: Batch): Score {
  const scored = tf.tidy(() => readScore(scoreImages(network, weights, ...load(batch))) as never);
  return scored;
}

function readScore({ losses, hits }: Scores): Score {
  const sum = (tensor: tf.Tensor): number =>
    tensor.dataSync<'float32'>().reduce((total, x) => total + x, 0);
  return { lossSum: sum(losses), correct: sum(hits) };
}

/** The loss and its gradient, as one vector, of parameters in one vector. */
function differentiate(network: Network, parameters: Float32Array, batch = drawBatch()) {
  return tf.tidy(() => {
    const weights = makeParameterTensors(network.slots, parameters);
    const draw = { seed: SEED, step: tf.scalar(1) };
    const passed = computeGradient(network, weights, ...load(batch), draw);
    const gradient = passed.gradients.flatMap((tensor) => [...tensor.dataSync<'float32'>()]);
    return {
      score: readScore(passed),
      gradient: Float32Array.from(gradient),
    } as unknown as tf.TensorContainer;
  }) as unknown as { score: Score; gradient: Float32Array };
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
    await useBackend('layerprint');
  });

  it("computes the loss and the gradient of TF.js's own layers on the CPU backend", async () => {
    await useBackend('cpu');
    const expected = differentiateModel(makeNetwork().model, batch);
    await useBackend('layerprint');
    const { network, parameters } = makeNetwork(0);
    const { score, gradient } = differentiate(network, parameters);
    expect(score.lossSum / IMAGES).toBeCloseTo(expected.loss, 5);
    const worst = expected.gradient.map((value, i) => Math.abs(value - gradient[i]!));
    expect(worst).toHaveLength(54_106);
    expect(Math.max(...worst)).toBeLessThan(1e-5);
    expect(Math.max(...expected.gradient)).toBeGreaterThan(0.01);
  });

  it('agrees with finite differences of its loss under dropout', () => {
    const { network, parameters } = makeNetwork();
    const { gradient } = differentiate(network, parameters);
    for (const { name, start, end } of network.slots) {
      const slope = gradient.subarray(start, end);
      const norm = Math.hypot(...slope);
      const lossAt = (distance: number): number => {
        const moved = parameters.slice();
        slope.forEach((value, i) => (moved[start + i]! += (distance * value) / norm));
        return differentiate(network, moved).score.lossSum / IMAGES;
      };
      // Small: the loss has a kink wherever a ReLU or a maximum changes sides.
      const step = 2e-4;
      const difference = (lossAt(step) - lossAt(-step)) / (2 * step);
      expect(Math.abs(difference / norm - 1), name).toBeLessThan(0.05);
    }
  });

  it('scores without dropout as with a rate of zero, and otherwise with one of a half', () => {
    const { network, parameters } = makeNetwork(0);
    const weights = makeParameterTensors(network.slots, parameters);
    const scored = score(network, weights, batch);
    expect(scored).toEqual(differentiate(network, parameters).score);
    expect(scored).not.toEqual(differentiate(makeNetwork(0.5).network, parameters).score);
    tf.dispose(weights);
  });

  it('computes the loss and the gradient of TF.js’s own layers in networks of any windows', async () => {
    await useBackend('cpu');
    const random = createRandom(7, 'values');
    fc.assert(
      fc.property(NETWORKS, (choice) => {
        const model = buildNetwork({ ...choice, rate: 0 });
        const network = readNetwork(model);
        const draw = (length: number) =>
          // Small: TF.js takes the logarithm of a softmax, which has to stay above zero.
          Float32Array.from({ length }, () => 0.3 * (random.nextFloat() - 0.3));
        const parameters = draw(model.countParams());
        setParameters(model, parameters);
        const shape = [1, ...choice.image, 1] as const;
        const images: Batch = {
          shape,
          pixels: draw(choice.image[0] * choice.image[1]),
          labels: Uint8Array.of(random.nextBelow(10)),
        };
        const expected = differentiateModel(model, images);
        const { score, gradient } = differentiate(network, parameters, images);
        expect(score.lossSum).toBeCloseTo(expected.loss, 4);
        const worst = expected.gradient.map((value, i) => Math.abs(value - gradient[i]!));
        const largest = Math.max(...expected.gradient.map(Math.abs));
        expect(worst).toHaveLength(parameters.length);
        expect(Math.max(...worst)).toBeLessThanOrEqual(1e-4 * Math.max(largest, 1));
        model.dispose();
      }),
      { numRuns: 25 },
    );
    await useBackend('layerprint');
  });

  it('predicts what the saved model predicts', () => {
    const { model, network, parameters } = makeNetwork();
    const weights = makeParameterTensors(network.slots, parameters);
    const { lossSum } = score(network, weights, batch);
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
    const weights = makeParameterTensors(network.slots, parameters);
    const before = tf.memory().numTensors;
    differentiate(network, parameters);
    score(network, weights, batch);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(weights);
  });
});
