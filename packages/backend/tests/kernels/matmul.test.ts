import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';

const size = fc.integer({ min: 1, max: 40 });

/** The product in double precision; `at` reads a matrix by row and column. */
function multiply(
  [rows, inner, columns]: [number, number, number],
  a: (row: number, i: number) => number,
  b: (i: number, column: number) => number,
): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, index) => {
    let sum = 0;
    for (let i = 0; i < inner; i++)
      sum += a(Math.floor(index / columns), i) * b(i, index % columns);
    return sum;
  });
}

describe('matrix product', () => {
  it('agrees with double precision for any sizes and transposes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(size, size, size),
        fc.boolean(),
        fc.boolean(),
        async ([rows, inner, columns], transposeA, transposeB) => {
          const [a, b] = [makeNumbers(rows * inner, 1), makeNumbers(inner * columns, 2)];
          const [product] = await runOn('layerprint', () =>
            tf.matMul(
              tf.tensor2d(a, transposeA ? [inner, rows] : [rows, inner]),
              tf.tensor2d(b, transposeB ? [columns, inner] : [inner, columns]),
              transposeA,
              transposeB,
            ),
          );
          const expected = multiply(
            [rows, inner, columns],
            (row, i) => a[transposeA ? i * rows + row : row * inner + i]!,
            (i, column) => b[transposeB ? column * inner + i : i * columns + column]!,
          );
          expect(relativeError(product!, expected)).toBeLessThan(1e-5);
        },
      ),
    );
  });

  it.each([1, 33, 256, 257])(
    'gives the same bits for a transposed matrix of %d long rows',
    async (inner) => {
      const [rows, columns] = [1100, 10];
      const [a, b] = [makeNumbers(rows * inner, 1), makeNumbers(inner * columns, 2)];
      const [product, expected] = await runOn('layerprint', () => {
        const [left, right] = [tf.tensor2d(a, [inner, rows]), tf.tensor2d(b, [inner, columns])];
        return [tf.matMul(left, right, true), tf.matMul(tf.transpose(left), right)];
      });
      expect(product).toEqual(expected);
    },
  );

  it('multiplies batches, broadcasts them, and fuses a bias as TF.js does', async () => {
    const compute = (): tf.Tensor[] => {
      const a = tf.tensor3d(makeNumbers(3 * 5 * 6, 1), [3, 5, 6]);
      const b = tf.tensor3d(makeNumbers(3 * 6 * 7, 2), [3, 6, 7]);
      const one = tf.tensor3d(makeNumbers(6 * 7, 3), [1, 6, 7]);
      const bias = tf.tensor1d(makeNumbers(7, 4));
      const left = tf.tensor2d(makeNumbers(30, 5), [5, 6]);
      const right = tf.tensor2d(makeNumbers(42, 6), [6, 7]);
      return [
        tf.matMul(a, b),
        tf.matMul(a, one),
        tf.fused.matMul({ a: left, b: right, bias, activation: 'relu' }),
        tf.relu(tf.add(tf.matMul(left, right), bias)),
        tf.fused.matMul({ a: left, b: right, bias, activation: 'elu' }),
      ];
    };
    const actual = await runOn('layerprint', compute);
    const expected = await runOn('cpu', compute);
    actual.forEach((numbers, index) => {
      expect(relativeError(numbers, expected[index]!)).toBeLessThan(1e-5);
    });
  });
});
