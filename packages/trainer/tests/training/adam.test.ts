import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { createRandom } from '../../src/dataset/random.ts';
import { startAdam, stepAdam } from '../../src/training/adam.ts';

const SETTINGS = {
  name: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
} as const;
const SIZE = 50;

const random = createRandom(1, 'gradients');
const draw = (): Float32Array =>
  Float32Array.from({ length: SIZE }, () => 2 * random.nextFloat() - 1);

describe('stepAdam', () => {
  beforeAll(async () => {
    await selectBackend('cpu');
  });

  it("follows TF.js's own Adam", () => {
    const parameters = draw();
    const state = startAdam(SIZE);
    const variable = tf.variable(tf.tensor1d(parameters.slice()), true, 'parameters');
    const { learningRate, beta1, beta2, epsilon } = SETTINGS;
    const reference = tf.train.adam(learningRate, beta1, beta2, epsilon);
    for (let step = 0; step < 40; step++) {
      const gradient = draw();
      stepAdam(SETTINGS, state, parameters, gradient);
      reference.applyGradients([{ name: 'parameters', tensor: tf.tensor1d(gradient) }]);
      const expected = variable.dataSync();
      const worst = parameters.map((value, i) => Math.abs(value - expected[i]!));
      expect(Math.max(...worst)).toBeLessThan(2e-6);
    }
  });

  it('moves every parameter by the learning rate in its first step, against the gradient', () => {
    const parameters = new Float32Array(SIZE);
    const gradient = draw();
    stepAdam(SETTINGS, startAdam(SIZE), parameters, gradient);
    gradient.forEach((slope, i) => {
      expect(parameters[i]).toBeCloseTo(-0.001 * Math.sign(slope), 6);
    });
  });

  it('leaves parameters without a gradient where they are', () => {
    const parameters = draw();
    const before = parameters.slice();
    const state = startAdam(SIZE);
    stepAdam(SETTINGS, state, parameters, new Float32Array(SIZE));
    expect(parameters).toEqual(before);
    expect([state.beta1Power, state.beta2Power]).toEqual([0.9, 0.999]);
  });
});
