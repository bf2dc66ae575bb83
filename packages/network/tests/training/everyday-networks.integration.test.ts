import * as tf from '@tensorflow/tfjs-core';
import { layers as tfLayers, type LayersModel } from '@tensorflow/tfjs-layers';
import { createRandom } from '@layerprint/core/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { makeParameterTensors, setParameters } from '../../src/model/parameters.ts';
import type { Batch } from '../../src/training/batch.ts';
import { computeGradient, readNetwork, scoreImages } from '../../src/training/network.ts';
import { makeSteps } from '../../src/training/steps.ts';
import {
  disposeTraining,
  readParameters,
  startTraining,
} from '../../src/training/training-state.ts';
import { registerThreads } from '../register-threads.ts';
import { useBackend } from '../use-backend.ts';
import { buildEveryday, EVERYDAY_NETWORKS, IMAGE, stackBehindImage } from './everyday-networks.ts';

const IMAGES = 6;
const random = createRandom(3, 'values of a test');
const draw = (length: number, scale = 1): Float32Array =>
  Float32Array.from({ length }, () => scale * (2 * random.nextFloat() - 1));
const shape = [IMAGES, ...IMAGE] as const;
const BATCH: Batch = {
  shape,
  pixels: draw(IMAGES * 240),
  labels: Uint8Array.from({ length: IMAGES }, () => random.nextBelow(10)),
};
const load = (): [tf.Tensor, tf.Tensor1D] => [
  tf.tensor(BATCH.pixels, [...BATCH.shape]),
  tf.tensor1d(Float32Array.from(BATCH.labels)),
];
const PLAN = {
  choice: { seed: 4 },
  recipe: { optimizer: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } },
} as never;

/** Values that are nowhere what they start as; moving variances stay above zero. */
function drawParameters(model: LayersModel): Float32Array {
  const { slots } = readNetwork(model);
  const parameters = initialiseParameters(slots, 1);
  return parameters.map((value, i) => {
    const slot = slots.find(({ start, end }) => start <= i && i < end)!;
    return slot.name.endsWith('moving_variance')
      ? 1 + random.nextFloat()
      : value + draw(1, 0.1)[0]!;
  });
}

/** TF.js's own loss, gradients by weight and moving averages after a step that trains. */
function differentiateModel(model: LayersModel) {
  return tf.tidy(() => {
    const [images] = load();
    const targets = tf.oneHot(tf.tensor1d([...BATCH.labels], 'int32'), 10);
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(() => {
      const answers = model.apply(images, { training: true }) as tf.Tensor;
      return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.log(answers)), 1)));
    }, variables);
    const averages = model.nonTrainableWeights.map((weight) => [...weight.read().dataSync()]);
    const gradients = variables.map(({ name }) => [...grads[name]!.dataSync()]);
    return { loss: value.dataSync()[0]!, gradients, averages } as never;
  }) as unknown as { loss: number; gradients: number[][]; averages: number[][] };
}

function differentiate(model: LayersModel, parameters: Float32Array) {
  const network = readNetwork(model);
  return tf.tidy(() => {
    const weights = makeParameterTensors(network.slots, parameters);
    const passed = computeGradient(network, weights, ...load(), { seed: 1, step: tf.scalar(1) });
    const loss = passed.losses.dataSync<'float32'>().reduce((sum, x) => sum + x, 0) / IMAGES;
    return { loss, gradients: passed.gradients.map((tensor) => [...tensor.dataSync()]) } as never;
  }) as unknown as { loss: number; gradients: number[][] };
}

function expectClose(found: number[][], expected: number[][], names: readonly string[]): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((values, i) => {
    const worst = Math.max(...values.map((value, j) => Math.abs(value - found[i]![j]!)));
    const largest = Math.max(...values.map(Math.abs), 1e-3);
    expect(found[i]!.length, names[i]).toBe(values.length);
    expect(worst / largest, names[i]).toBeLessThan(2e-4);
  });
}

/** Compares the losses of a network of our passes with what the model of TF.js answers. */
function expectSameAnswers(model: LayersModel): void {
  const parameters = drawParameters(model);
  setParameters(model, parameters);
  const network = readNetwork(model);
  const [losses, answers] = tf.tidy(() => {
    const weights = makeParameterTensors(network.slots, parameters);
    const scored = scoreImages(network, weights, ...load()).losses.dataSync();
    return [scored, (model.predict(load()[0]) as tf.Tensor).dataSync()] as never;
  }) as unknown as [Float32Array, Float32Array];
  BATCH.labels.forEach((label, i) => {
    expect(losses[i]).toBeCloseTo(-Math.log(answers[10 * i + label]!), 4);
  });
}

describe.each(EVERYDAY_NETWORKS)('a network of everyday layers, %s,', (name) => {
  let backends: string[];
  beforeAll(async () => {
    await useBackend('layerprint');
    backends = [1, 2, 3].map(registerThreads);
  });

  it('has the loss and the gradients of TF.js’s own tape and CPU backend', async () => {
    await useBackend('cpu');
    const own = buildEveryday(name);
    const parameters = drawParameters(own);
    setParameters(own, parameters);
    const expected = differentiateModel(own);
    await useBackend('layerprint');
    const found = differentiate(buildEveryday(name), parameters);
    const names = own.trainableWeights.map(({ originalName }) => originalName);
    expect(found.loss).toBeCloseTo(expected.loss, 4);
    expectClose(found.gradients, expected.gradients, names);
  });

  it('answers as the saved model does', async () => {
    await useBackend('layerprint');
    expectSameAnswers(buildEveryday(name));
  });

  it('trains to the same bits by any number of threads, and as on TF.js’s CPU backend', async () => {
    const results: number[][] = [];
    for (const backend of [...backends, 'cpu']) {
      await tf.setBackend(backend);
      const network = readNetwork(buildEveryday(name));
      const state = startTraining(network, PLAN);
      const before = tf.memory().numTensors;
      const steps = makeSteps(network, state, 4);
      const scores = [1, 2, 3].flatMap(() => {
        const trained = steps.train(BATCH);
        return [trained.lossSum, steps.validate(BATCH).lossSum];
      });
      steps.dispose();
      // The optimizer's moments are all that a training adds.
      const moments = 2 * state.variables.filter(({ trainable }) => trainable).length;
      expect(tf.memory().numTensors).toBe(before + moments);
      results.push([...scores, ...readParameters(state)]);
      disposeTraining(state);
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]!.every(Number.isFinite)).toBe(true);
    results[0]!.slice(0, 6).forEach((score, i) => expect(results[3]![i]).toBeCloseTo(score, 2));
    expect(results[0]![4]).toBeLessThan(results[0]![0]!);
  });
});

it('a batch normalisation keeps the moving averages that TF.js keeps', async () => {
  await useBackend('cpu');
  const own = buildEveryday('batch normalisation');
  const network = readNetwork(own);
  const initial = initialiseParameters(network.slots, 4);
  setParameters(own, initial);
  const { averages } = differentiateModel(own);
  await useBackend('layerprint');
  const ours = readNetwork(buildEveryday('batch normalisation'));
  const state = startTraining(ours, PLAN);
  const steps = makeSteps(ours, state, 4);
  steps.train(BATCH);
  const kept = state.variables.filter(({ trainable }) => !trainable);
  expect(kept).toHaveLength(4);
  expectClose(
    kept.map((variable) => [...variable.dataSync()]),
    averages,
    kept.map(({ name }) => name),
  );
  steps.dispose();
  disposeTraining(state);
});

describe('a dilation', () => {
  const build = () =>
    stackBehindImage([
      tfLayers.conv2d({
        filters: 3,
        kernelSize: [3, 2],
        dilationRate: 2,
        padding: 'same',
        activation: 'tanh',
        kernelInitializer: 'glorotUniform',
      }),
      tfLayers.separableConv2d({
        filters: 4,
        kernelSize: 2,
        dilationRate: [3, 3],
        activation: 'elu',
      }),
      tfLayers.conv2d({ filters: 10, kernelSize: 1, kernelInitializer: 'glorotUniform' }),
      tfLayers.globalAveragePooling2d({}),
      tfLayers.softmax(),
    ]);

  it('has gradients that agree with finite differences, which TF.js’s tape refuses', async () => {
    await useBackend('layerprint');
    const model = build();
    const network = readNetwork(model);
    const parameters = drawParameters(model);
    const { gradients } = differentiate(model, parameters);
    network.slots.forEach(({ name, start }, slot) => {
      const slope = gradients[slot]!;
      const norm = Math.hypot(...slope);
      const lossAt = (distance: number): number => {
        const moved = parameters.slice();
        slope.forEach((value, i) => (moved[start + i]! += (distance * value) / norm));
        return differentiate(model, moved).loss;
      };
      const difference = (lossAt(1e-2) - lossAt(-1e-2)) / 2e-2;
      expect(Math.abs(difference / norm - 1), name).toBeLessThan(0.01);
    });
  });

  it('is answered with as by the saved model', async () => {
    await useBackend('layerprint');
    expectSameAnswers(build());
  });

  it('is refused by name on a backend that leaves it out of gradients', async () => {
    await useBackend('cpu');
    expect(() => readNetwork(build())).toThrow(
      /^The layer \S+ has a dilation, and the backend cpu/,
    );
  });
});
