import { crossEntropy } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { expectCarried } from './kernels/expect-carried.ts';
import { makeNumbers } from './numbers.ts';

const size = fc.integer({ min: 1, max: 30 });

/** Losses, hits and the gradient of the mean loss in double precision, by their definition. */
function referenceCrossEntropy(logits: Float32Array, labels: number[]): Float64Array[] {
  const columns = logits.length / labels.length;
  const gradient = new Float64Array(logits.length);
  const losses = new Float64Array(labels.length);
  const hits = new Float64Array(labels.length);
  labels.forEach((label, row) => {
    const start = row * columns;
    const numbers = logits.subarray(start, start + columns);
    const greatest = Math.max(...numbers);
    const sum = numbers.reduce((total, logit) => total + Math.exp(logit - greatest), 0);
    losses[row] = Math.log(sum) + greatest - numbers[label]!;
    hits[row] = numbers.indexOf(greatest) === label ? 1 : 0;
    numbers.forEach((logit, column) => {
      const probability = Math.exp(logit - greatest) / sum;
      gradient[start + column] = (probability - (column === label ? 1 : 0)) / labels.length;
    });
  });
  return [losses, hits, gradient];
}

function compute(logits: Float32Array, labels: number[]): tf.Tensor[] {
  const shape: [number, number] = [labels.length, logits.length / labels.length];
  const { losses, hits, gradient } = crossEntropy(tf.tensor2d(logits, shape), tf.tensor1d(labels));
  return [losses, hits, gradient];
}

describe('crossEntropy', () => {
  it('agrees with double precision for any sizes, equal and large logits too', async () => {
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.constantFrom(0, 1, 30, 1000),
        async (rows, columns, scale) => {
          const logits = makeNumbers(rows * columns, 1).map((number) => Math.round(number * scale));
          const labels = Array.from({ length: rows }, (_, row) => (row * 7) % columns);
          const [losses, hits, gradient] = await runOn('layerprint', () => compute(logits, labels));
          const expected = referenceCrossEntropy(logits, labels);
          expect(relativeError(losses!, expected[0]!)).toBeLessThan(1e-5);
          expect(Float64Array.from(hits!)).toEqual(expected[1]);
          expect(relativeError(gradient!, expected[2]!)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('gives the gradient that TF.js’s loss has', async () => {
    const logits = makeNumbers(7 * 10, 1).map((number) => number * 5);
    const labels = [3, 0, 9, 9, 1, 2, 4];
    const [, , gradient] = await runOn('layerprint', () => compute(logits, labels));
    const [expected] = await runOn('cpu', () => {
      const oneHot = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
      return tf.grad((x) => tf.losses.softmaxCrossEntropy(oneHot, x))(tf.tensor2d(logits, [7, 10]));
    });
    expect(relativeError(gradient!, expected!)).toBeLessThan(1e-5);
  });

  it('makes a NaN among the logits a NaN of that row’s loss and gradient alone', async () => {
    const logits = Float32Array.of(1, NaN, 2, 1, 0, 2);
    const [losses, , gradient] = await runOn('layerprint', () => compute(logits, [0, 0]));
    const [expected, , expectedGradient] = referenceCrossEntropy(logits, [0, 0]);
    expectCarried(losses!, Float32Array.from(expected!), 1e-6);
    expectCarried(gradient!, Float32Array.from(expectedGradient!), 1e-6);
  });

  it.each([-1, 3, 1e9, NaN])('reads no logit for a label that is no class: %d', async (label) => {
    const [losses, hits, gradient] = await runOn('layerprint', () =>
      compute(Float32Array.of(1, 2, 3, 4, 5, 6), [label, 2]),
    );
    const [expected] = referenceCrossEntropy(Float32Array.of(4, 5, 6), [2]);
    expect(losses![0]).toBeNaN();
    expect(losses![1]).toBeCloseTo(expected![0]!, 5);
    expect([...hits!]).toEqual([0, 1]);
    expect(gradient!.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [[2, 3], [3]],
    [
      [2, 3],
      [2, 1],
    ],
    [[6], [6]],
    [[2, 0], [2]],
  ])('refuses logits of shape %j with labels of shape %j', async (logits, labels) => {
    const compute = (): tf.Tensor =>
      crossEntropy(
        tf.zeros<tf.Rank>(logits) as tf.Tensor2D,
        tf.zeros<tf.Rank>(labels) as tf.Tensor1D,
      ).losses;
    await expect(runOn('layerprint', compute)).rejects.toThrow('crossEntropy: labels of shape');
  });
});
