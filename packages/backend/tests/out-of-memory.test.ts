import { readFileSync } from 'node:fs';
import {
  AdamOptimizer,
  type LayerprintBackend,
  OutOfMemoryError,
  registerLayerprint,
} from '@layerprint/backend';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTensor } from './numbers.ts';

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

/** One step of a convolution’s training on a batch; the loss before it. */
function train(batch: number): number {
  const filter = tf.variable(makeTensor<tf.Rank.R4>([3, 3, 4, 8], 1), true, 'out-of-memory');
  const optimizer = new AdamOptimizer();
  try {
    return tf.tidy(() => {
      const images = makeTensor<tf.Rank.R4>([batch, 16, 16, 4], 2);
      const computeLoss = (): tf.Scalar =>
        tf.mean(tf.maxPool(tf.relu(tf.conv2d(images, filter, 1, 'same')), 2, 2, 'same'));
      return optimizer.minimize(computeLoss, true)!.dataSync<'float32'>()[0]!;
    });
  } finally {
    filter.dispose();
    optimizer.dispose();
  }
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
      expect(() => tf.tidy(() => tf.square(tf.zeros([3 * LENGTH])))).not.toThrow();
      expect(() => tf.tidy(() => tf.square(tf.zeros([5 * LENGTH])))).toThrow(OutOfMemoryError);
    }
    expect(backend.runner.heap.usedBytes).toBe(bytes);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('has all of its memory again once tensors are disposed of, for tensors of any size', () => {
    for (const bytes of [MEBIBYTE, MEBIBYTE / 8, 3 * MEBIBYTE, MEBIBYTE / 2]) {
      const tensors = fillMemory(bytes);
      expect(tensors.length * bytes).toBeGreaterThan(LIMIT_BYTES - 2 * bytes - MEBIBYTE);
      tf.dispose(tensors);
    }
  });

  it('goes on training with a smaller batch', () => {
    const before = train(3);
    const bytes = backend.runner.heap.usedBytes;
    for (let i = 0; i < 5; i++) {
      expect(() => train(4000)).toThrow(OutOfMemoryError);
      expect(() => train(300)).toThrow(OutOfMemoryError);
      expect(train(3)).toBe(before);
    }
    expect(backend.runner.heap.usedBytes).toBe(bytes);
  });
});
