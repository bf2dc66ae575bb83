import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError, runOn } from '../both-backends.ts';
import { makeNumbers } from '../numbers.ts';

const SPECIAL = [0, -0, 1, -1, NaN, Infinity, -Infinity, 1e-40, -1e-40, 3.4e38, -3.4e38, 0.5];

const UNARY = {
  neg: tf.neg,
  square: tf.square,
  sqrt: tf.sqrt,
  relu: tf.relu,
  relu6: tf.relu6,
  step: tf.step,
};
const CURVED = {
  exp: tf.exp,
  log: tf.log,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  elu: tf.elu,
  rsqrt: tf.rsqrt,
  leakyRelu: (x: tf.Tensor): tf.Tensor => tf.leakyRelu(x, 0.3),
};
const BINARY = { add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div, prelu: tf.prelu };

describe('elementwise operations', () => {
  it.each(Object.entries(UNARY))(
    '%s has the bits of TF.js, special values too',
    async (_, apply) => {
      const compute = (): tf.Tensor => apply(tf.tensor1d(SPECIAL));
      expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
    },
  );

  it.each(Object.entries(BINARY))(
    '%s has the bits of TF.js, special values too',
    async (_, apply) => {
      const columns = SPECIAL.flatMap(() => SPECIAL);
      const rows = SPECIAL.flatMap((value) => SPECIAL.map(() => value));
      const compute = (): tf.Tensor => apply(tf.tensor1d(rows), tf.tensor1d(columns));
      expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
    },
  );

  it.each(Object.entries(BINARY))('%s broadcasts as TF.js does', async (_, apply) => {
    const dimension = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(dimension, fc.boolean(), fc.boolean()), { maxLength: 4 }),
        fc.nat(4),
        async (dimensions, dropped) => {
          const a = dimensions.map(([length, isOne]) => (isOne ? 1 : length));
          const b = dimensions.map(([length, , isOne]) => (isOne ? 1 : length)).slice(dropped);
          const compute = (): tf.Tensor =>
            apply(
              tf.tensor(makeNumbers(tf.util.sizeFromShape(a), 1), a),
              tf.tensor(makeNumbers(tf.util.sizeFromShape(b), 2), b),
            );
          expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('the gradient of ReLU in one pass has the bits of the two kernels, special values too', async () => {
    const compute = (): tf.Tensor => {
      const x = tf.tensor1d(SPECIAL.flatMap(() => SPECIAL));
      const dy = tf.tensor1d(SPECIAL.flatMap((value) => SPECIAL.map(() => value)));
      return tf.grad((tensor) => tf.relu(tensor))(x, dy);
    };
    expect(await runOn('layerprint', compute)).toEqual(await runOn('cpu', compute));
  });

  it.each(Object.entries(CURVED))('%s agrees with TF.js', async (_, apply) => {
    const compute = (): tf.Tensor => apply(tf.tensor1d([...SPECIAL, ...makeNumbers(500, 1)]));
    const [actual] = await runOn('layerprint', compute);
    const [expected] = await runOn('cpu', compute);
    actual!.forEach((value, index) => {
      const reference = expected![index]!;
      if (Number.isFinite(reference)) {
        expect(Math.abs(value - reference)).toBeLessThanOrEqual(1e-6 * Math.abs(reference));
      } else expect(value).toBe(reference);
    });
  });

  const { exp, tanh, sigmoid, softplus, elu, leakyRelu } = CURVED;
  it.each(Object.entries({ exp, tanh, sigmoid, softplus, elu, leakyRelu }))(
    'the gradient of %s is its difference quotient, and TF.js’s',
    async (_, apply) => {
      const x = makeNumbers(203, 1).map((number) => number * 4);
      const STEP = 1e-2;
      const [gradient, above, below] = await runOn('layerprint', () => {
        const slopes = tf.grad((tensor) => apply(tensor))(tf.tensor1d(x));
        return [slopes, apply(tf.add(x, STEP)), apply(tf.sub(x, STEP))];
      });
      gradient!.forEach((slope, i) => {
        const isKink = apply === leakyRelu && Math.abs(x[i]!) <= STEP;
        const quotient = (above![i]! - below![i]!) / (2 * STEP);
        if (!isKink) expect(Math.abs(slope - quotient)).toBeLessThan(2e-3 * Math.max(1, quotient));
      });
      const compute = (): tf.Tensor => tf.grad((tensor) => apply(tensor))(tf.tensor1d(x));
      const [expected] = await runOn('cpu', compute);
      expect(relativeError(gradient!, expected!)).toBeLessThan(1e-6);
    },
  );
});
