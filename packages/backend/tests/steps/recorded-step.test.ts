import {
  AdamOptimizer,
  crossEntropy,
  dropout,
  type LayerprintBackend,
  recordStep,
  registerPortableKernels,
} from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';

const INPUT = { values: makeNumbers(24, 1), shape: [4, 6] };

/** Runs a step of one input twice and gives what came out of each. */
function runTwice(compute: (x: tf.Tensor) => tf.Tensor, input = INPUT): Float32Array[] {
  const step = recordStep<'x', 'y'>(({ x }) => ({ y: compute(x) }));
  try {
    return [step.run({ x: input }).y, step.run({ x: input }).y];
  } finally {
    step.dispose();
  }
}

beforeEach(async () => {
  await tf.setBackend('layerprint');
});

describe('a recorded step', () => {
  it('computes on new inputs without being called again', () => {
    let calls = 0;
    const step = recordStep<'x', 'y'>(({ x }) => {
      calls += 1;
      return { y: tf.square(tf.neg(x)) };
    });
    for (let seed = 0; seed < 4; seed++) {
      const values = makeNumbers(24, seed);
      const { y } = step.run({ x: { values, shape: [4, 6] } });
      expect(y).toEqual(values.map((value) => value * value));
    }
    expect(calls).toBe(1);
    step.dispose();
  });

  it('takes every byte for itself divided by 255 in single precision, in every run', () => {
    const step = recordStep<'x', 'y'>(({ x }) => ({ y: tf.relu(x) }));
    for (const length of [256, 1, 15, 16, 17, 23, 256, 1, 15, 16, 17, 23]) {
      const values = Uint8Array.from({ length }, (_, i) => 255 - i);
      const { y } = step.run({ x: { values, shape: [length] } });
      expect(y).toEqual(Float32Array.from(values, (byte) => byte / 255));
    }
    step.dispose();
  });

  it('is recorded once for every shape of its inputs', () => {
    const shapes: string[] = [];
    const step = recordStep<'x', 'y'>(({ x }) => {
      shapes.push(x.shape.join());
      return { y: tf.relu(x) };
    });
    for (const rows of [2, 3, 2, 3, 2]) {
      const values = makeNumbers(rows * 5, rows);
      const { y } = step.run({ x: { values, shape: [rows, 5] } });
      expect(y).toEqual(values.map((value) => Math.max(0, value)));
    }
    expect(shapes).toEqual(['2,5', '3,5']);
    step.dispose();
  });

  it('follows a variable that was assigned, also where its old numbers live on', () => {
    const variable = tf.variable(tf.tensor1d([1, 2, 3]));
    const old = tf.clone(variable);
    const step = recordStep<'x', 'y'>(({ x }) => ({ y: tf.add(x, variable) }));
    const run = (): number[] => [
      ...step.run({ x: { values: Float32Array.of(10, 10, 10), shape: [3] } }).y,
    ];
    expect([run(), run()]).toEqual([
      [11, 12, 13],
      [11, 12, 13],
    ]);
    tf.tidy(() => variable.assign(tf.tensor1d([4, 5, 6])));
    expect([run(), run()]).toEqual([
      [14, 15, 16],
      [14, 15, 16],
    ]);
    expect([...old.dataSync()]).toEqual([1, 2, 3]);
    step.dispose();
    tf.dispose([variable, old]);
  });

  it('changes a variable in place, and no copy of it that someone has', () => {
    const variable = tf.variable(tf.tensor1d([1, 2]), true, 'recorded-in-place');
    const optimizer = new AdamOptimizer({ learningRate: 0.5 });
    const step = recordStep<'gradient' | 'corrections', never>(({ gradient, corrections }) => {
      optimizer.applyGradients({ 'recorded-in-place': gradient }, corrections);
      return {};
    });
    const expected: number[][] = [];
    const copies: tf.Tensor[] = [];
    for (let i = 0; i < 6; i++) {
      const gradient = { values: Float32Array.of(1, -1), shape: [2] };
      step.run({ gradient, corrections: { values: optimizer.countStep(), shape: [2] } });
      if (i % 2 === 0) copies.push(tf.clone(variable));
      if (i % 2 === 0) expected.push([...variable.dataSync()]);
    }
    expect(copies.map((copy) => [...copy.dataSync()])).toEqual(expected);
    expect(expected[2]![0]).toBeCloseTo(1 - 5 * 0.5, 5);
    step.dispose();
    optimizer.dispose();
    tf.dispose([variable, ...copies]);
  });

  it('gives back all memory that it had', () => {
    const { heap } = (tf.backend() as unknown as LayerprintBackend).runner;
    runTwice((x) => tf.softmax(tf.relu(x)));
    const [bytes, tensors] = [heap.usedBytes, tf.memory().numTensors];
    runTwice((x) => tf.softmax(tf.relu(x)));
    expect(() => runTwice((x) => tf.sin(x))).toThrow();
    expect([heap.usedBytes, tf.memory().numTensors]).toEqual([bytes, tensors]);
  });

  it('is taken as ever on another backend', async () => {
    const score = (): Float32Array[] => {
      const step = recordStep<'x' | 'labels', 'losses'>(({ x, labels }) => {
        const { losses } = crossEntropy(x as tf.Tensor2D, labels as tf.Tensor1D);
        return { losses };
      });
      const labels = { values: Float32Array.of(0, 5, 2, 3), shape: [4] };
      return [1, 2].map(() => step.run({ x: INPUT, labels }).losses);
    };
    const ours = score();
    registerPortableKernels('cpu');
    await tf.setBackend('cpu');
    score().forEach((losses, run) => {
      losses.forEach((loss, i) => expect(loss).toBeCloseTo(ours[run]![i]!, 5));
    });
  });

  it('refuses an input that has not the numbers of its shape', () => {
    const step = recordStep<'x', 'y'>(({ x }) => ({ y: tf.relu(x) }));
    expect(() => step.run({ x: { values: new Float32Array(5), shape: [2, 3] } })).toThrow(
      'The input x has 5 numbers, not the 6 of [2,3].',
    );
  });
});

describe('a step that would be wrong the next time is refused by name', () => {
  const kept: tf.Tensor[] = [];

  const REFUSED: Record<string, [compute: (x: tf.Tensor) => tf.Tensor, message: string]> = {
    "a kernel of TF.js's": [(x) => tf.sin(x), "runs Sin on TF.js's CPU kernel"],
    'an operand that our kernel does not take': [
      (x) => tf.transpose(tf.reshape(x, [2, 2, 6]), [2, 1, 0]),
      "runs Transpose on TF.js's CPU kernel",
    ],
    'numbers that are read': [(x) => (x.dataSync(), tf.relu(x)), "reads a tensor's numbers"],
    'numbers that are read of what it made': [
      (x) => tf.add(x, tf.relu(x).arraySync()),
      "reads a tensor's numbers",
    ],
    'a tensor of numbers of JavaScript': [(x) => tf.mul(x, 2), 'numbers that JavaScript has'],
    'random numbers': [
      (x) => tf.add(x, tf.randomUniform(x.shape, 0, 1, 'float32', 1)),
      'numbers that JavaScript has',
    ],
    'a tensor that it keeps': [
      (x) => {
        kept.push(tf.keep(tf.square(x)));
        return tf.relu(x);
      },
      'keeps a tensor that it made',
    ],
    'dropout at one step': [(x) => dropout(x, 0.5, 1, 7), 'gives dropout a number for the step'],
    'a number that its plan cannot hold': [(x) => tf.leakyRelu(x, Infinity), 'leakyRelu'],
  };

  it.each(Object.entries(REFUSED))('%s', (_, [compute, message]) => {
    expect(() => runTwice(compute)).toThrow(
      expect.objectContaining({
        code: 'not-recordable',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
    tf.dispose(kept.splice(0));
  });

  it('a variable that is changed before a kernel that may meet an infinity', () => {
    const filter = tf.variable(tf.ones([3, 3, 4, 4]), true, 'changed-too-early');
    const optimizer = new AdamOptimizer();
    const step = recordStep<'x' | 'corrections', 'y'>(({ x, corrections }) => {
      optimizer.applyGradients({ 'changed-too-early': tf.square(filter) }, corrections);
      return { y: tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same') };
    });
    const x = { values: makeNumbers(256, 1), shape: [1, 8, 8, 4] };
    const run = (): unknown =>
      step.run({ x, corrections: { values: optimizer.countStep(), shape: [2] } });
    // The first step leaves the variable with numbers that nobody else sees.
    expect(() => [run(), run()]).toThrow('runs the kernel winogradConvolve after it has changed');
    step.dispose();
    optimizer.dispose();
    filter.dispose();
  });
});
