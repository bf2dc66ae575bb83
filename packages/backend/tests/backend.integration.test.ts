import { AdamOptimizer, type LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

beforeEach(async () => {
  await tf.setBackend('layerprint');
});

describe('the backend', () => {
  it('runs what it has no kernel for on TF.js’s CPU kernels', async () => {
    const compute = (): tf.Tensor[] => {
      const x = tf.tensor2d(makeNumbers(24, 1), [4, 6]);
      const product = tf.matMul(x, x, false, true);
      const spectrum = tf.spectral.rfft(x);
      return [
        tf.concat([tf.tanh(product), tf.reverse(product)], 1),
        tf.real(spectrum),
        tf.gather(x, tf.tensor1d([3, 0], 'int32')),
        tf.slice(tf.slice(x, [1, 0], [2, 6]), [0, 0], [1, 6]),
        tf.topk(x, 2).values,
      ];
    };
    const actual = await runOn('layerprint', compute);
    const expected = await runOn('cpu', compute);
    actual.forEach((numbers, i) => expect(relativeError(numbers, expected[i]!)).toBeLessThan(1e-5));
  });

  it('takes tensors from another backend', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor1d([1, 2, 3]);
    await tf.setBackend('layerprint');
    expect([...tf.square(x).dataSync()]).toEqual([1, 4, 9]);
    x.dispose();
  });

  it('keeps a slice when the tensor it was cut from is gone', () => {
    const x = tf.square(tf.tensor1d([1, 2, 3, 4]));
    const part = tf.slice(x, 1, 2);
    x.dispose();
    const other = tf.square(tf.tensor1d([9, 9, 9, 9]));
    expect([...part.dataSync()]).toEqual([4, 9]);
    tf.dispose([part, other]);
  });

  it('computes a product that waits when it is read, whatever became of its operands', () => {
    const x = tf.tensor2d(makeNumbers(12, 1), [3, 4]);
    const expected = tf.matMul(x, x, true).dataSync();
    const sum = tf.add(tf.matMul(x, x, true), [1, 2, 3, 4]);
    const relu = tf.relu(sum);
    x.dispose();
    const reused = tf.square(tf.ones([3, 4]));
    const before = expected.map((value, index) => value + 1 + (index % 4));
    expect(relativeError(sum.dataSync<'float32'>(), before)).toBeLessThan(1e-6);
    expect(relu.dataSync()).toEqual(sum.dataSync().map((value) => Math.max(0, value)));
    tf.dispose([sum, relu, reused]);
  });

  it('leaves no memory taken after 10,000 steps', () => {
    const { runner } = tf.backend() as unknown as LayerprintBackend;
    const filter: tf.Variable<tf.Rank.R4> = tf.variable(
      tf.tensor4d(makeNumbers(3 * 3 * 4 * 4, 1), [3, 3, 4, 4]),
    );
    const bias = tf.variable(tf.tensor1d(makeNumbers(4, 2)));
    const optimizer = new AdamOptimizer();
    const image = tf.tensor4d(makeNumbers(8 * 8 * 4, 3), [1, 8, 8, 4]);
    const step = (): void => {
      optimizer.minimize(() => {
        const y: tf.Tensor4D = tf.relu(tf.add(tf.conv2d(image, filter, 1, 'same'), bias));
        return tf.mean<tf.Scalar>(tf.maxPool(y, 2, 2, 'same'));
      });
    };
    for (let i = 0; i < 10; i++) step();
    const [bytes, tensors] = [runner.heap.usedBytes, tf.memory().numTensors];
    const size = runner.heap.memory.buffer.byteLength;
    for (let i = 0; i < 10_000; i++) step();
    expect(runner.heap.usedBytes).toBe(bytes);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(runner.heap.memory.buffer.byteLength).toBe(size);
    tf.dispose([filter, bias, image]);
    optimizer.dispose();
  });
});
