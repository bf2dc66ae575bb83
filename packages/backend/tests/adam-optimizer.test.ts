import { AdamOptimizer, type AdamOptions, type AdamState } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { relativeError } from './both-backends.ts';
import { makeNumbers } from './numbers.ts';

const NAME = 'adam-test';

beforeEach(async () => {
  await tf.setBackend('layerprint');
});

interface Adam {
  value: ArrayLike<number>;
  first: ArrayLike<number>;
  second: ArrayLike<number>;
}

/** Adam in double precision, algorithm 1 of Kingma and Ba (arXiv 1412.6980), for fixed gradients. */
function referenceAdam(
  start: Float32Array,
  gradients: Float32Array[],
  { learningRate, beta1, beta2, epsilon }: Required<AdamOptions>,
): Adam {
  const value = Float64Array.from(start);
  const first = new Float64Array(start.length);
  const second = new Float64Array(start.length);
  gradients.forEach((gradient, index) => {
    const [correction1, correction2] = [1 - beta1 ** (index + 1), 1 - beta2 ** (index + 1)];
    gradient.forEach((slope, i) => {
      first[i] = beta1 * first[i]! + (1 - beta1) * slope;
      second[i] = beta2 * second[i]! + (1 - beta2) * slope * slope;
      const size = Math.sqrt(second[i] / correction2) + epsilon;
      value[i]! -= (learningRate * first[i]) / correction1 / size;
    });
  });
  return { value, first, second };
}

/** The same by our optimizer. */
function runAdam(start: Float32Array, gradients: Float32Array[], options: AdamOptions): Adam {
  const variable = tf.variable(tf.tensor1d(start), true, NAME);
  const optimizer = new AdamOptimizer(options);
  for (const gradient of gradients) {
    const tensor = tf.tensor1d(gradient);
    optimizer.applyGradients({ [NAME]: tensor });
    tensor.dispose();
  }
  const { first, second } = optimizer.saveState().moments[NAME]!;
  const result = { value: variable.dataSync<'float32'>(), first, second };
  optimizer.dispose();
  variable.dispose();
  return result;
}

describe('AdamOptimizer', () => {
  it('agrees with double precision for any size, gradients and hyperparameters', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(1e-6, 1e-3, 1, 1e3),
        fc.record({
          learningRate: fc.constantFrom(1e-4, 1e-3, 0.1),
          beta1: fc.constantFrom(0, 0.5, 0.9),
          beta2: fc.constantFrom(0.9, 0.99, 0.999),
          epsilon: fc.constantFrom(1e-8, 1e-7, 1e-3),
        }),
        (size, steps, scale, options) => {
          const start = makeNumbers(size, 1);
          const gradients = Array.from({ length: steps }, (_, step) =>
            makeNumbers(size, step + 2).map((number) => number * scale),
          );
          const actual = runAdam(start, gradients, options);
          const expected = referenceAdam(start, gradients, options);
          for (const part of ['value', 'first', 'second'] as const) {
            const numbers = actual[part] as Float32Array;
            expect(relativeError(numbers, expected[part]), part).toBeLessThan(1e-5);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('leaves a variable where it is while its gradients are zero', () => {
    const start = makeNumbers(9, 1);
    const zeros = new Float32Array(9);
    expect(runAdam(start, [zeros, zeros], {}).value).toEqual(start);
  });

  /** Minimises a quadratic from the same start; `act` may do something before each step. */
  function minimise(
    makeOptimizer: () => tf.Optimizer,
    steps: number,
    act: (step: number, optimizer: tf.Optimizer) => tf.Optimizer = (_, optimizer) => optimizer,
  ): Float32Array {
    const target = tf.tensor1d(makeNumbers(37, 2));
    const x = tf.variable(tf.tensor1d(makeNumbers(37, 1)), true, NAME);
    let optimizer = makeOptimizer();
    for (let step = 0; step < steps; step++) {
      optimizer = act(step, optimizer);
      optimizer.minimize(() => tf.sum<tf.Scalar>(tf.square(tf.sub(x, target))));
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
