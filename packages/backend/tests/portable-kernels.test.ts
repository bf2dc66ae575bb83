import {
  AdamOptimizer,
  crossEntropy,
  dropout,
  registerPortableKernels,
  reluGradient,
} from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

beforeAll(() => registerPortableKernels('cpu'));

/** Runs the same operations on our backend and on TF.js's CPU backend. */
async function runOnBoth(compute: () => tf.Tensor[]): Promise<[Float32Array[], Float32Array[]]> {
  return [await runOn('layerprint', compute), await runOn('cpu', compute)];
}

describe('on another backend', () => {
  it('dropout draws the same numbers', async () => {
    const x = makeNumbers(1003, 1);
    const [ours, theirs] = await runOnBoth(() => [dropout(tf.tensor1d(x), 0.3, 4_000_000_007, 9)]);
    expect(theirs).toEqual(ours);
    expect(theirs[0]!.filter((value) => value === 0).length).toBeGreaterThan(200);
  });

  it('ReLU’s gradient agrees, and its sums but for rounding', async () => {
    const [ours, theirs] = await runOnBoth(() => {
      const [dy, y] = [tf.tensor2d(makeNumbers(990, 1), [99, 10]), makeNumbers(990, 2)];
      const { dz, sums } = reluGradient(dy, tf.relu(tf.tensor2d(y, [99, 10])));
      return [dz, sums];
    });
    expect(theirs[0]).toEqual(ours[0]);
    expect(relativeError(theirs[1]!, ours[1]!)).toBeLessThan(1e-5);
  });

  it('Adam and cross-entropy agree but for rounding', async () => {
    const [ours, theirs] = await runOnBoth(() => {
      const variable = tf.variable(tf.tensor1d(makeNumbers(90, 1)));
      const optimizer = new AdamOptimizer({ learningRate: 0.01 });
      for (let step = 0; step < 5; step++) {
        optimizer.applyGradients({ [variable.name]: tf.tensor1d(makeNumbers(90, step + 2)) });
      }
      const logits = tf.reshape<tf.Rank.R2>(tf.mul(variable, 9), [9, 10]);
      const labels = tf.tensor1d([0, 1, 2, 3, 4, 5, 6, 7, 8], 'float32');
      const results = [tf.clone(variable), ...Object.values(crossEntropy(logits, labels))];
      variable.dispose();
      optimizer.dispose();
      return results as tf.Tensor[];
    });
    expect(ours).toHaveLength(4);
    ours.forEach((numbers, i) => expect(relativeError(theirs[i]!, numbers)).toBeLessThan(1e-5));
  });
});
