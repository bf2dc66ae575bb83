import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import './any-call/by-one-thread.ts';
import { anyCall, type Call, type Operand } from './any-call/calls.ts';
import { inScope } from './any-call/in-scope.ts';
import {
  compareOutcomes,
  largest,
  litterMemory,
  observe,
  type Outcome,
} from './any-call/outcome.ts';
import './both-backends.ts';
import { makeNumbers } from './numbers.ts';

/** Winograd's error is the largest of ours. */
const RELATIVE_ERROR = 1e-4;

const floats = (...shape: number[]): Operand => ({ shape, dtype: 'float32' });
/** What once read numbers that are not an operand's. */
const READ_TOO_FAR: Call[] = [
  {
    kernel: 'Conv2D',
    inputs: { x: floats(1, 2, 2, 1), filter: floats(5, 5, 1, 2) },
    attributes: { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 },
  },
  {
    kernel: 'Conv2DBackpropInput',
    inputs: { dy: floats(1, 8, 8, 8), filter: floats(8, 8, 8, 8) },
    attributes: { strides: 1, pad: 'same', dataFormat: 'NHWC', inputShape: [1, 4, 4, 8] },
  },
  {
    kernel: 'BatchMatMul',
    inputs: { a: floats(2, 3), b: floats(4, 2) },
    attributes: { transposeA: false, transposeB: false },
  },
  { kernel: 'Softmax', inputs: { logits: floats() }, attributes: { dim: -1 } },
  { kernel: 'Reshape', inputs: { x: floats(0) }, attributes: { shape: [2, 3] } },
];

function makeOperand({ shape, dtype }: Operand, seed: number): tf.Tensor {
  const numbers = makeNumbers(tf.util.sizeFromShape(shape), seed).map((x) => Math.round(x * 8) / 4);
  if (dtype === 'float32') return tf.tensor(numbers, shape);
  return tf.tensor(
    dtype === 'bool' ? numbers.map((x) => Number(x > 0)) : numbers.map(Math.trunc),
    shape,
    dtype,
  );
}

async function runCall(backend: string, { kernel, inputs, attributes }: Call): Promise<Outcome> {
  await tf.setBackend(backend);
  return inScope(() => {
    if (backend === 'layerprint') litterMemory();
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, operand], i) => [name, makeOperand(operand, i + 1)]),
    );
    return observe(() => tf.engine().runKernel(kernel, tensors, attributes as tf.NamedAttrMap));
  });
}

describe('every kernel', () => {
  it('gives TF.js’s answer or TF.js’s error, whatever the shapes', async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, async (call) => {
        const expected = await runCall('cpu', call);
        const actual = await runCall('layerprint', call);
        const difference = compareOutcomes(actual, expected, (v) => RELATIVE_ERROR * largest(v));
        expect(difference, JSON.stringify(call)).toBeUndefined();
      }),
      { numRuns: 500, examples: READ_TOO_FAR.map((call) => [call]) },
    );
  });
});
