import { readFileSync } from 'node:fs';
import { type LayerprintBackend, OutOfMemoryError, registerLayerprint } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTensor } from './numbers.ts';
import { runKernel } from './vectors/vector.ts';

const MEBIBYTE = 2 ** 20;
const LIMIT_BYTES = 8 * MEBIBYTE;

/** Numbers in a mebibyte. */
const LENGTH = MEBIBYTE / 4;

let backend: LayerprintBackend;

beforeAll(async () => {
  tf.enableProdMode();
  const kernels = readFileSync(new URL('../dist/kernels.wasm', import.meta.url));
  registerLayerprint(new WebAssembly.Module(kernels), { limitBytes: LIMIT_BYTES });
  await tf.setBackend('layerprint');
  backend = tf.backend() as unknown as LayerprintBackend;
});

/** Makes tensors of `bytes` bytes until memory runs out, and gives them. */
function fillMemory(bytes: number): tf.Tensor[] {
  const tensors: tf.Tensor[] = [];
  expect(() => {
    for (;;) tensors.push(tf.tidy(() => tf.neg(tf.zeros([bytes / 4]))));
  }).toThrow(OutOfMemoryError);
  return tensors;
}

/**
 * The gradient of a convolution's filter behind ReLU and max pooling. It is taken kernel by kernel: TF.js's
 * gradient tape would keep what it saved for the way back when a kernel throws, on any backend.
 */
function computeGradient(batch: number): Float32Array {
  const convolution = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const pool = { filterSize: 2, strides: 2, pad: 'same' };
  return tf.tidy(() => {
    const x = makeTensor<tf.Rank.R4>([batch, 16, 16, 4], 1);
    const filter = makeTensor<tf.Rank.R4>([3, 3, 4, 8], 2);
    const sum = runKernel(tf.Conv2D, { x, filter }, convolution);
    const input = tf.relu(sum);
    const output = runKernel(tf.MaxPool, { x: input }, pool);
    const poolGradient = runKernel(tf.MaxPoolGrad, { dy: output, input, output }, pool);
    const dy = tf.mul(poolGradient, tf.step(sum));
    const attributes = { ...convolution, filterShape: filter.shape };
    return runKernel(tf.Conv2DBackpropFilter, { x, dy }, attributes).dataSync<'float32'>();
  });
}

describe('when memory runs out', () => {
  it('says how much was asked for, how much is taken, and what to do', () => {
    expect(() => tf.tidy(() => tf.square(tf.zeros([10 * LENGTH])))).toThrow(
      /needs 10485760 bytes, but \d+ of the 8388608 bytes .* smaller batches/s,
    );
  });

  it('takes nothing for what failed', () => {
    const [bytes, tensors] = [backend.runner.heap.usedBytes, tf.memory().numTensors];
    for (let i = 0; i < 20; i++) {
      tf.dispose(tf.tidy(() => tf.square(tf.zeros([3 * LENGTH]))));
      expect(() => tf.tidy(() => tf.square(tf.zeros([5 * LENGTH])))).toThrow(OutOfMemoryError);
    }
    expect(backend.runner.heap.usedBytes).toBe(bytes);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('takes nothing for a result whose temporary copies find no room', () => {
    const multiply = (inner: number, activation: 'linear' | 'relu'): void =>
      tf.tidy(() => {
        const a = makeTensor<tf.Rank.R2>([64, inner], 1);
        const b = makeTensor<tf.Rank.R2>([1024, inner], 2);
        if (activation === 'linear') tf.matMul(a, b, false, true).dataSync();
        else tf.fused.matMul({ a, b, transposeB: true, activation });
      });
    // Threads keep the scratch memory that they once needed.
    multiply(8, 'linear');
    const [bytes, tensors] = [backend.runner.heap.usedBytes, tf.memory().numTensors];
    expect(() => multiply(1024, 'linear')).toThrow(OutOfMemoryError);
    expect(() => multiply(1024, 'relu')).toThrow(OutOfMemoryError);
    expect(backend.runner.heap.usedBytes).toBe(bytes);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('has all of its memory again once tensors are disposed of, for tensors of any size', () => {
    for (const bytes of [MEBIBYTE, MEBIBYTE / 8, 2 * MEBIBYTE, MEBIBYTE / 2]) {
      const tensors = fillMemory(bytes);
      expect(tensors.length * bytes).toBeGreaterThan(LIMIT_BYTES - 2 * bytes - MEBIBYTE);
      tf.dispose(tensors);
    }
  });

  it('goes on with a smaller batch', () => {
    const before = computeGradient(3);
    const [bytes, tensors] = [backend.runner.heap.usedBytes, tf.memory().numTensors];
    // The larger the batch, the earlier the kernel that has no memory.
    for (const batch of [320, 370, 420, 500, 700, 1500]) {
      expect(() => computeGradient(batch)).toThrow(OutOfMemoryError);
      expect(computeGradient(3)).toEqual(before);
    }
    expect(backend.runner.heap.usedBytes).toBe(bytes);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
