import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';
import { expectCarried } from './expect-carried.ts';

const size = fc.integer({ min: 1, max: 40 });

interface Dense {
  batch: number;
  inputs: number;
  outputs: number;
}

interface Operands {
  x: Float32Array;
  weights: Float32Array;
  bias: Float32Array;
  dy: Float32Array;
}

function makeOperands({ batch, inputs, outputs }: Dense): Operands {
  return {
    x: makeNumbers(batch * inputs, 1),
    weights: makeNumbers(inputs * outputs, 2),
    bias: makeNumbers(outputs, 3),
    dy: makeNumbers(batch * outputs, 4),
  };
}

/** relu(x · w + b) and the gradients of x, w and b, by TF.js's public operations. */
function computeDense({ batch, inputs, outputs }: Dense, operands: Operands): tf.Tensor[] {
  const { value, grads } = tf.valueAndGrads((x, weights, bias) =>
    tf.relu(tf.add(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D), bias)),
  )(
    [
      tf.tensor2d(operands.x, [batch, inputs]),
      tf.tensor2d(operands.weights, [inputs, outputs]),
      tf.tensor1d(operands.bias),
    ],
    tf.tensor2d(operands.dy, [batch, outputs]),
  );
  return [value, ...grads];
}

/** The same in double precision, by its definition; ReLU's gradient is taken where `y` is above zero. */
function referenceDense(
  { batch, inputs, outputs }: Dense,
  { x, weights, bias, dy }: Operands,
  y: Float32Array,
): Float64Array[] {
  const value = new Float64Array(batch * outputs);
  const dx = new Float64Array(x.length);
  const dWeights = new Float64Array(weights.length);
  const dBias = new Float64Array(bias.length);
  for (let row = 0; row < batch; row++)
    for (let column = 0; column < outputs; column++) {
      const at = row * outputs + column;
      let sum = bias[column]!;
      const slope = y[at]! > 0 ? dy[at]! : 0;
      for (let i = 0; i < inputs; i++) {
        sum += x[row * inputs + i]! * weights[i * outputs + column]!;
        dx[row * inputs + i]! += slope * weights[i * outputs + column]!;
        dWeights[i * outputs + column]! += slope * x[row * inputs + i]!;
      }
      value[at] = Math.max(0, sum);
      dBias[column]! += slope;
    }
  return [value, dx, dWeights, dBias];
}

describe('a dense layer', () => {
  it('and its gradients agree with double precision for any sizes', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, size, async (batch, inputs, outputs) => {
        const dense = { batch, inputs, outputs };
        const operands = makeOperands(dense);
        const results = await runOn('layerprint', () => computeDense(dense, operands));
        referenceDense(dense, operands, results[0]!).forEach((expected, i) => {
          expect(relativeError(results[i]!, expected)).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each([NaN, Infinity, -Infinity])('carries %d as TF.js does', async (value) => {
    const dense = { batch: 5, inputs: 7, outputs: 6 };
    for (const operand of ['x', 'weights', 'bias', 'dy'] as const) {
      const operands = makeOperands(dense);
      operands[operand][3] = value;
      const compute = (): tf.Tensor[] => computeDense(dense, operands);
      const actual = await runOn('layerprint', compute);
      const expected = await runOn('cpu', compute);
      actual.forEach((numbers, i) => expectCarried(numbers, expected[i]!, 1e-5));
    }
  });

  it('keeps denormals', async () => {
    const dense = { batch: 3, inputs: 5, outputs: 9 };
    const operands = makeOperands(dense);
    const tiny = (numbers: Float32Array): Float32Array => numbers.map((number) => number * 1e-39);
    const whole = operands.weights.map((number) => Math.round(number * 3));
    const changed = { ...operands, weights: whole, x: tiny(operands.x), bias: tiny(operands.bias) };
    const compute = (): tf.Tensor => computeDense(dense, changed)[0]!;
    const [actual] = await runOn('layerprint', compute);
    const [expected] = await runOn('cpu', compute);
    expect(actual!.some((number) => number > 0)).toBe(true);
    expect(actual).toEqual(expected);
  });
});
