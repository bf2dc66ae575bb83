import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  it(
    'gives TF.js’s answer or TF.js’s error, whatever the shapes',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyCall, async (call) => {
          const expected = await runCall('cpu', call);
          const actual = await runCall('layerprint', call);
          const difference = compareOutcomes(actual, expected, (v) => RELATIVE_ERROR * largest(v));
          expect(difference, JSON.stringify(call)).toBeUndefined();
        }),
        { numRuns: 500 },
      );
    },
  );
});
