import * as tf from '@tensorflow/tfjs-core';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

const SPECIAL = [0, -0, Infinity, -Infinity, NaN, 1e-40, -1e-40, 3.4e38, -3.4e38, 1, -1];
const UNARY = [
  ...[tf.Relu, tf.Neg, tf.Square, tf.Sqrt, tf.Rsqrt, tf.Exp, tf.Log],
  ...[tf.Tanh, tf.Sigmoid, tf.Softplus, tf.Elu, tf.Relu6],
];
const BINARY = [tf.Add, tf.Sub, tf.Multiply, tf.RealDiv, tf.Greater];

/** Numbers of many sizes, and the special ones. */
function makeOperand(): tf.Tensor1D {
  const scales = [1e-30, 1e-3, 1, 80];
  const numbers = makeNumbers(203, 1).map((number, i) => number * scales[i % scales.length]!);
  return tf.tensor1d([...SPECIAL, ...numbers]);
}

/** A binary kernel on equal shapes, on a single number, on rows that repeat, and the other way round. */
function zip(kernel: string): tf.Tensor[] {
  const a = makeTensor([7, 3, 20], 1);
  const others = [makeTensor([7, 3, 20], 2), makeTensor([1], 3), makeTensor([20], 4)];
  const special = tf.tensor1d(SPECIAL.flatMap(() => SPECIAL));
  const repeated = tf.tensor1d(SPECIAL.flatMap((value) => SPECIAL.map(() => value)));
  return [
    ...others.map((b) => runKernel(kernel, { a, b })),
    ...others.map((b) => runKernel(kernel, { a: b, b: a })),
    runKernel(kernel, { a: makeTensor([11, 1, 7], 5), b: makeTensor([1, 7], 6) }),
    runKernel(kernel, { a: special, b: repeated }),
  ];
}

/** Operations on each number; those of one and two operands under TF.js's own names. */
export const elementwiseVectors: KernelVectors = {
  ...Object.fromEntries(UNARY.map((name) => [name, () => [runKernel(name, { x: makeOperand() })]])),
  ...Object.fromEntries(BINARY.map((name) => [name, () => zip(name)])),
  Step: () => [runKernel(tf.Step, { x: makeOperand() }, { alpha: 0 })],
  LeakyRelu: () => [runKernel(tf.LeakyRelu, { x: makeOperand() }, { alpha: 0.2 })],
  Prelu: () => [
    runKernel(tf.Prelu, { x: makeOperand(), alpha: makeTensor([1], 3) }),
    runKernel(tf.Prelu, { x: makeTensor([7, 3, 20], 1), alpha: makeTensor([20], 4) }),
  ],
  EluGrad: () => {
    const y = makeOperand();
    return [runKernel(tf.EluGrad, { dy: makeTensor(y.shape, 2), y })];
  },
  Select: () => {
    const t = makeOperand();
    const e = makeTensor(t.shape, 2);
    return [runKernel(tf.Select, { condition: tf.greater(t, e), t, e })];
  },
  'Multiply by Step, the gradient of ReLU': () => {
    const x = makeOperand();
    return [tf.mul(makeTensor(x.shape, 2), tf.step(x))];
  },
};
