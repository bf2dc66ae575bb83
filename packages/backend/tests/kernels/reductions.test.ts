import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';
import { expectCarried } from './expect-carried.ts';

const anyShape = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
const anyRows = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));

/** Sums in double precision over the axes chosen, of any array. */
function referenceSum(numbers: Float32Array, shape: number[], axes: number[]): Float64Array {
  const kept = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const sums = new Float64Array(tf.util.sizeFromShape(kept));
  const strides = tf.util.computeStrides(kept);
  numbers.forEach((number, index) => {
    const at = tf.util.indexToLoc(index, shape.length, tf.util.computeStrides(shape));
    const to = at.map((position, axis) => (axes.includes(axis) ? 0 : position));
    sums[tf.util.locToIndex(to, shape.length, strides)]! += number;
  });
  return sums;
}

/** Softmax of each row in double precision. */
function referenceSoftmax(logits: Float32Array, columns: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += columns) {
    const row = logits.subarray(start, start + columns);
    const greatest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const powers = Array.from(row, (logit) => Math.exp(logit - greatest));
    const sum = powers.reduce((total, power) => total + power, 0);
    powers.forEach((power, column) => (result[start + column] = power / sum));
  }
  return result;
}

describe('sums', () => {
  it('and means over any axes agree with double precision', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyShape,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        async (shape, chosen, keepDims) => {
          const axes = shape.map((_, axis) => axis).filter((axis) => chosen[axis]);
          const numbers = makeNumbers(tf.util.sizeFromShape(shape), 1).map((number) => number + 1);
          const [sums, means] = await runOn('layerprint', () => {
            const x = tf.tensor(numbers, shape);
            return [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims)];
          });
          const expected = referenceSum(numbers, shape, axes);
          const count = numbers.length / expected.length;
          expect(relativeError(sums!, expected)).toBeLessThan(1e-5);
          expect(
            relativeError(
              means!,
              expected.map((sum) => sum / count),
            ),
          ).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([NaN, Infinity, -Infinity, 1e-40])('carry %d as TF.js does', async (value) => {
    const numbers = new Float32Array(5 * 6 * 7).fill(value === 1e-40 ? 1e-40 : 1);
    numbers[100] = value;
    const compute = (): tf.Tensor[] => {
      const x = tf.tensor(numbers, [5, 6, 7]);
      return [tf.sum(x, [0, 1]), tf.sum(x, [2]), tf.sum(x)];
    };
    expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
  });
});

describe('softmax', () => {
  it('and its logarithm agree with double precision, for large logits too', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.constantFrom(1, 10, 300), async ([rows, columns], scale) => {
        const logits = makeNumbers(rows * columns, 1).map((number) => number * scale);
        const [softmax, logarithm] = await runOn('layerprint', () => {
          const x = tf.tensor2d(logits, [rows, columns]);
          return [tf.softmax(x), tf.logSoftmax(x)];
        });
        const expected = referenceSoftmax(logits, columns);
        expect(relativeError(softmax!, expected)).toBeLessThan(1e-5);
        const logarithms = expected.map(Math.log);
        if (logarithms.every(Number.isFinite))
          expect(relativeError(logarithm!, logarithms)).toBeLessThan(1e-5);
      }),
      { numRuns: 100 },
    );
  });

  it('carries infinities and NaN as TF.js does', async () => {
    const rows = [
      [-Infinity, 0, 1],
      [-Infinity, -Infinity, -Infinity],
      [Infinity, 0, 1],
      [NaN, 0, 1],
      [3.4e38, -3.4e38, 0],
      [1e-40, 0, -1e-40],
    ];
    const compute = (): tf.Tensor[] => [tf.softmax(tf.tensor2d(rows))];
    const [actual] = await runOn('layerprint', compute);
    const [expected] = await runOn('cpu', compute);
    expectCarried(actual!, expected!, 1e-6);
  });
});
