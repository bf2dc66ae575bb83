import { crossEntropy } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import './both-backends.ts';

beforeEach(async () => {
  await tf.setBackend('layerprint');
});

/** Scores rows of logits; arrays of losses, hits and gradient. */
function score(logits: number[][], labels: number[]) {
  return tf.tidy(() => {
    const tensors = crossEntropy(tf.tensor2d(logits), tf.tensor1d(labels, 'float32'));
    const [losses, hits, gradient] = [tensors.losses, tensors.hits, tensors.gradient].map(
      (tensor) => [...tensor.dataSync<'float32'>()],
    ) as [number[], number[], number[]];
    return { losses, hits, gradient } as unknown as tf.TensorContainer;
  }) as unknown as { losses: number[]; hits: number[]; gradient: number[] };
}

/** The loss of one row in double precision. */
function lossOf(logits: number[], label: number): number {
  const largest = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return Math.log(sum) + largest - logits[label]!;
}

const rows = fc.array(
  fc.tuple(
    fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 10, maxLength: 10 }),
    fc.nat(9),
  ),
  { minLength: 1, maxLength: 20 },
);

describe('crossEntropy', () => {
  it('gives ln 10 for a network that knows nothing, and hits by the first of equal logits', () => {
    const zeros = Array.from({ length: 10 }, () => 0);
    const { losses, hits } = score([zeros, zeros], [0, 3]);
    expect(losses).toEqual([Math.fround(Math.log(10)), Math.fround(Math.log(10))]);
    expect(hits).toEqual([1, 0]);
  });

  it('agrees with double precision, and its gradient with finite differences of the mean', () => {
    fc.assert(
      fc.property(rows, (rows) => {
        const [logits, labels] = [rows.map(([row]) => row), rows.map(([, label]) => label)];
        const { losses, hits, gradient } = score(logits, labels);
        rows.forEach(([row, label], i) => {
          expect(Math.abs(losses[i]! - lossOf(row, label))).toBeLessThan(
            1e-6 * Math.max(1, losses[i]!),
          );
          expect(hits[i]).toBe(row.indexOf(Math.max(...row)) === label ? 1 : 0);
          row.forEach((logit, j) => {
            const lossAt = (value: number): number => lossOf(row.with(j, value), label);
            const slope = (lossAt(logit + 1e-4) - lossAt(logit - 1e-4)) / 2e-4 / rows.length;
            expect(gradient[i * 10 + j]).toBeCloseTo(slope, 6);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it('stays finite where a softmax would be 0 or 1', () => {
    expect(score([[1000, -1000, 0]], [0]).losses).toEqual([0]);
    expect(score([[1000, -1000, 0]], [1]).losses).toEqual([2000]);
  });

  it.each([NaN, Infinity])('does not hide a logit of %d', (value) => {
    expect(score([[0, value, 0]], [0]).losses[0]).not.toSatisfy(Number.isFinite);
  });
});
