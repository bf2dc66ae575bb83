import { type LayerprintBackend, reluGradient } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

type Image = [number, number, number, number];

/** Numbers of which about half are zero, as behind ReLU, on few levels, so that many are equal. */
function makeActivations(shape: number[], seed: number): tf.Tensor {
  const numbers = makeNumbers(tf.util.sizeFromShape(shape), seed);
  return tf.tensor(
    numbers.map((number) => Math.max(0, Math.round(number * 3))),
    shape,
  );
}

const makeGradient = (shape: number[]): tf.Tensor =>
  tf.tensor(makeNumbers(tf.util.sizeFromShape(shape), 9), shape);

const rows = (tensor: tf.Tensor): tf.Tensor2D => tf.reshape(tensor, [-1, tensor.shape.at(-1)!]);

/** By kernels that TF.js has. */
function compose(dy: tf.Tensor, y: tf.Tensor): tf.Tensor[] {
  const dz = tf.mul(dy, tf.step(y));
  return [dz, tf.sum(rows(dz), 0)];
}

function fuse(dy: tf.Tensor, y: tf.Tensor): tf.Tensor[] {
  const { dz, sums } = reluGradient(dy, y);
  return [dz, sums];
}

/** The gradient of `maxPool`, which waits on our backend. */
function poolGradient(input: tf.Tensor, window: number, stride: number): tf.Tensor {
  const attributes = { filterSize: window, strides: stride, pad: 'valid' };
  const output = tf.maxPool(input as tf.Tensor4D, window, stride, 'valid');
  const dy = makeGradient(output.shape);
  return tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, attributes);
}

async function expectAgreement(ours: () => tf.Tensor[], theirs: () => tf.Tensor[]): Promise<void> {
  const [dz, sums] = await runOn('layerprint', ours);
  const [expectedDz, expectedSums] = await runOn('cpu', theirs);
  // Where windows overlap, TF.js adds their gradients in another order.
  expect(relativeError(dz!, expectedDz!)).toBeLessThan(1e-6);
  expect(relativeError(sums!, expectedSums!)).toBeLessThan(1e-5);
}

/** The kernels that `act` runs on our backend. */
async function listKernels(act: () => void): Promise<string[]> {
  await tf.setBackend('layerprint');
  const { runner } = tf.backend() as unknown as LayerprintBackend;
  const run: string[] = [];
  runner.observer = (kernel) => run.push(kernel);
  tf.tidy(act);
  runner.observer = undefined;
  return run;
}

const size = fc.integer({ min: 1, max: 12 });

describe('reluGradient', () => {
  it('is what TF.js’s kernels give for any rows and columns', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.integer({ min: 0, max: 20 }), size, fc.integer({ min: 1, max: 40 })),
        async (shape) => {
          const on = (compute: typeof fuse) => () =>
            compute(makeGradient(shape), makeActivations(shape, 1));
          await expectAgreement(on(fuse), on(compose));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is the same behind max pooling of the same output, whatever the window', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[fc.integer({ min: 1, max: 10 }), size, size, fc.constantFrom(3, 4, 16, 20)],
        fc.constantFrom([2, 2], [2, 1], [3, 2], [1, 1]),
        async (batch, height, width, channels, [window, stride]) => {
          const shape: Image = [batch, height + 2, width + 2, channels];
          const on = (compute: typeof fuse) => () => {
            const y = makeActivations(shape, 1);
            return compute(poolGradient(y, window, stride), y);
          };
          await expectAgreement(on(fuse), on(compose));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('makes one pass of the two behind max pooling, and two where another output was pooled', async () => {
    const shape: Image = [8, 4, 4, 16];
    const behind = await listKernels(() => {
      const y = makeActivations(shape, 1);
      fuse(poolGradient(y, 2, 2), y);
    });
    expect(behind).toEqual(['maxPool', 'maxPoolReluGradientSums', 'addShards']);
    const beside = await listKernels(() => {
      fuse(poolGradient(makeActivations(shape, 1), 2, 2), makeActivations(shape, 2));
    });
    expect(beside).toEqual(['maxPool', 'maxPoolGradient', 'reluGradientSums', 'addShards']);
  });

  it('lets nothing through where the output is zero or not a number', async () => {
    const [dz, sums] = await runOn('layerprint', () =>
      fuse(tf.tensor2d([[1, Infinity, NaN, 4]]), tf.tensor2d([[0, -1, NaN, 2]])),
    );
    expect([...dz!]).toEqual([0, 0, 0, 4]);
    expect([...sums!]).toEqual([0, 0, 0, 4]);
  });

  it.each([
    [[2, 3], [3, 2], 'dy has the shape [2,3], and y [3,2]'],
    [[3], [3], 'without rows'],
  ])('refuses dy of shape %j with y of shape %j', async (dy, y, message) => {
    const compute = (): tf.Tensor[] => fuse(makeGradient(dy), makeActivations(y, 1));
    await expect(runOn('layerprint', compute)).rejects.toThrow(message);
  });
});
