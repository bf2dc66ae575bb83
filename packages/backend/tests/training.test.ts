import {
  AdamOptimizer,
  type AdamState,
  dropout,
  type LayerprintBackend,
} from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { relativeError, runOn } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

beforeEach(async () => {
  await tf.setBackend('layerprint');
});

describe('AdamOptimizer', () => {
  /** Minimises a quadratic from the same start; `act` may do something before each step. */
  function minimise(
    makeOptimizer: () => tf.Optimizer,
    steps: number,
    act: (step: number, optimizer: tf.Optimizer) => tf.Optimizer = (_, optimizer) => optimizer,
  ): Float32Array {
    const target = tf.tensor1d(makeNumbers(37, 2));
    const x = tf.variable(tf.tensor1d(makeNumbers(37, 1)), true, 'adam-test');
    let optimizer = makeOptimizer();
    for (let step = 0; step < steps; step++) {
      optimizer = act(step, optimizer);
      optimizer.minimize(() => tf.sum(tf.square(tf.sub(x, target))) as tf.Scalar);
    }
    const numbers = x.dataSync<'float32'>();
    tf.dispose([x, target]);
    optimizer.dispose();
    return numbers;
  }

  it('takes the steps of TF.js’s Adam', () => {
    const ours = minimise(() => new AdamOptimizer({ learningRate: 0.01 }), 50);
    const theirs = minimise(() => tf.train.adam(0.01), 50);
    expect(relativeError(ours, theirs)).toBeLessThan(1e-5);
  });

  it('goes on from a saved state with the same bits', () => {
    const straight = minimise(() => new AdamOptimizer(), 20);
    const resumed = minimise(
      () => new AdamOptimizer(),
      20,
      (step, optimizer) => {
        if (step !== 7) return optimizer;
        const state = (optimizer as AdamOptimizer).saveState();
        const copy = new AdamOptimizer();
        copy.restoreState(JSON.parse(JSON.stringify(state, toArray), fromArray) as AdamState);
        optimizer.dispose();
        return copy;
      },
    );
    expect(resumed).toEqual(straight);
  });

  const toArray = (_: string, value: unknown): unknown =>
    value instanceof Float32Array ? [...value] : value;
  const fromArray = (_: string, value: unknown): unknown =>
    Array.isArray(value) ? Float32Array.from(value as number[]) : value;
});

describe('dropout', () => {
  const draw = (rate: number, seed: number, step: number): Promise<Float32Array[]> =>
    runOn('layerprint', () => dropout(tf.ones([100_003]), rate, seed, step));

  it('keeps the share asked for, scaled so that the mean stays', async () => {
    for (const rate of [0, 0.2, 0.5, 0.9]) {
      const [numbers] = await draw(rate, 1, 1);
      const kept = numbers!.filter((number) => number !== 0);
      expect(kept.length / numbers!.length).toBeCloseTo(1 - rate, 2);
      expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
    }
  });

  it('draws by seed and step, independently of each other', async () => {
    const [[first], [again], [otherStep], [otherSeed]] = await Promise.all([
      draw(0.5, 1, 1),
      draw(0.5, 1, 1),
      draw(0.5, 1, 2),
      draw(0.5, 2, 1),
    ]);
    expect(again).toEqual(first);
    for (const other of [otherStep!, otherSeed!]) {
      const agreeing = first!.filter((number, index) => number === other[index]).length;
      expect(agreeing / first!.length).toBeCloseTo(0.5, 2);
    }
  });

  it('passes the gradient where it passed the number', async () => {
    const [forward, backward] = await runOn('layerprint', () => {
      const x = tf.ones([1000]);
      const apply = (tensor: tf.Tensor): tf.Tensor => dropout(tensor, 0.3, 5, 6);
      return [apply(x), tf.grad(apply)(x)];
    });
    expect(backward).toEqual(forward);
  });
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

  it('leaves no memory taken after 10,000 steps', { timeout: 120_000 }, () => {
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
        return tf.mean(tf.maxPool(y, 2, 2, 'same')) as tf.Scalar;
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
