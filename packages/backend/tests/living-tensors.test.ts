import type { LayerprintBackend } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relativeError } from './both-backends.ts';
import { makeTensor } from './numbers.ts';

const OTHER = 'layerprint-2';

/** What `observe` gives on TF.js's CPU backend and on ours, each begun without a tensor. */
async function observeBoth<T>(observe: () => T | Promise<T>): Promise<[cpu: T, ours: T]> {
  const results: T[] = [];
  for (const backend of ['cpu', 'layerprint']) {
    await tf.setBackend(backend);
    expect(tf.memory().numTensors).toBe(0);
    results.push(await observe());
    expect(tf.memory()).toMatchObject({ numTensors: 0, numDataBuffers: 0, numBytes: 0 });
  }
  return results as [T, T];
}

function count(): object {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes };
}

/** A convolution, its bias and its ReLU, which wait for each other, and a cast that shares its numbers. */
function makeTensors(): tf.Tensor[] {
  const image = makeTensor<tf.Rank.R4>([2, 5, 5, 3], 1);
  const filter = makeTensor<tf.Rank.R4>([3, 3, 3, 4], 2);
  const product = tf.conv2d(image, filter, 1, 'same');
  const sum = tf.add(product, makeTensor<tf.Rank.R1>([4], 3));
  const whole = tf.tensor1d([1, -2, 16_777_217], 'int32');
  const cast = tf.cast(whole, 'float32');
  return [image, product, sum, tf.relu(sum), tf.reshape(sum, [-1]), whole, cast, tf.neg(cast)];
}

describe('tensors', () => {
  it('are counted as on TF.js’s CPU backend while they are made, shared and disposed of', async () => {
    const [cpu, ours] = await observeBoth(() => {
      const counts = [];
      const kept = tf.tidy(() => {
        const made = makeTensors();
        counts.push(count());
        return made.slice(2);
      });
      counts.push(count());
      while (kept.length > 0) {
        kept.pop()!.dispose();
        counts.push(count());
      }
      return counts;
    });
    expect(ours).toEqual(cpu);
  });

  it('can be disposed of twice, and are not to be read then', async () => {
    const [cpu, ours] = await observeBoth(() => {
      const x = tf.tensor1d([1, 2, 3]);
      const twin = tf.clone(x);
      x.dispose();
      x.dispose();
      expect(() => x.dataSync()).toThrow('disposed');
      const numbers = [...twin.dataSync()];
      tf.dispose([twin, twin]);
      return { numbers, count: count() };
    });
    expect(ours).toEqual(cpu);
  });

  it('of whole numbers stay whole when a cast of theirs was computed with', async () => {
    const [cpu, ours] = await observeBoth(() => {
      const whole = tf.tensor1d([1, -2, 16_777_217], 'int32');
      const truth = tf.tensor1d([true, false], 'bool');
      const casts = [tf.cast(whole, 'float32'), tf.cast(truth, 'float32')];
      const used = casts.map((cast) => tf.neg(cast));
      const numbers = [whole, truth, ...used].map((tensor) => tensor.dataSync());
      tf.dispose([whole, truth, ...casts, ...used]);
      return numbers;
    });
    expect(ours).toEqual(cpu);
  });

  it('are profiled as on TF.js’s CPU backend', async () => {
    const [cpu, ours] = await observeBoth(async () => {
      const { newBytes, newTensors, peakBytes, kernels } = await tf.profile(() => {
        tf.tidy(() => void makeTensors());
      });
      const calls = kernels.map(({ kernelTimeMs, ...call }) => {
        expect(kernelTimeMs).toBeTypeOf('number');
        return { ...call, extraInfo: undefined };
      });
      return { newBytes, newTensors, peakBytes, calls };
    });
    expect(ours).toEqual(cpu);
  });

  it('move to another backend and back while they live, also those that wait', async () => {
    await tf.setBackend('cpu');
    const expected = tf.tidy(() => makeTensors().map((tensor) => [...tensor.dataSync()]));
    await tf.setBackend('layerprint');
    const { runner } = tf.backend() as unknown as LayerprintBackend;
    const before = runner.heap.usedBytes;
    const made = tf.tidy(() => makeTensors());
    await tf.setBackend('cpu');
    const doubled = made.map((tensor) => tf.add(tensor, tensor));
    await tf.setBackend('layerprint');
    const difference = made.map((tensor, i) => tf.sub(doubled[i]!, tensor));
    for (const tensors of [made, difference]) {
      tensors.forEach((tensor, i) => {
        const numbers = Float32Array.from(tensor.dataSync());
        expect(relativeError(numbers, expected[i]!)).toBeLessThan(1e-5);
      });
    }
    expect(made.map(({ dtype }) => dtype)).toEqual(difference.map(({ dtype }) => dtype));
    tf.dispose([made, doubled, difference]);
    expect(runner.heap.usedBytes).toBe(before);
  });
});

describe('two backends of ours', () => {
  beforeEach(() => {
    tf.registerBackend(OTHER, tf.findBackendFactory('layerprint'));
    tf.copyRegisteredKernels('layerprint', OTHER);
  });

  afterEach(async () => {
    await tf.setBackend('layerprint');
    tf.removeBackend(OTHER);
  });

  it('compute beside each other, each with tensors of both', async () => {
    await tf.setBackend('layerprint');
    const a = tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])));
    await tf.setBackend(OTHER);
    const b = tf.tidy(() => tf.matMul(tf.ones([2, 4]), tf.ones([4, 2])));
    expect(tf.memory()).toMatchObject({ numDataBuffers: 2, numTensors: 2, numBytes: 32 });
    for (const backend of ['layerprint', OTHER, 'layerprint']) {
      await tf.setBackend(backend);
      const sum = tf.tidy(() => [...tf.add(a, b).dataSync()]);
      expect(sum).toEqual([7, 7, 7, 7]);
      expect([...a.dataSync(), ...(await b.data())]).toEqual([3, 3, 3, 3, 4, 4, 4, 4]);
    }
    tf.dispose([a, b]);
    expect(tf.memory()).toMatchObject({ numDataBuffers: 0, numTensors: 0, numBytes: 0 });
  });
});
