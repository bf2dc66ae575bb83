import { reluGradient } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';

import type { Activation } from '@layerprint/core/schemas/layer';

import { toRows } from './rows.ts';

/*
 * All in kernels that a recorded step can repeat: none of them makes a tensor of a number.
 */

/** What is done with every value for itself, and the gradient of what went in, out of what came out. */
interface Curve {
  readonly forward: (input: tf.Tensor) => tf.Tensor;
  readonly backward: (dy: tf.Tensor, output: tf.Tensor) => tf.Tensor;
}

/** An activation whose gradient does not follow from what came out of it. */
export type InwardActivation = 'swish';
/** All others. */
type OutwardActivation = Exclude<Activation, InwardActivation>;

/** Whether the gradient of an activation needs what went into it. */
export function isInward(activation: Activation | 'softmax'): activation is InwardActivation {
  return activation === 'swish';
}

/** Of SELU (Klambauer et al., arXiv 1706.02515), as TF.js has them. */
const SELU_SCALE = 1.0507009873554805;
const SELU_LIMIT = 1.7580993408473768;

const CURVES: Readonly<Record<OutwardActivation, Curve>> = {
  linear: { forward: (input) => tf.clone(input), backward: (dy) => tf.clone(dy) },
  relu: { forward: tf.relu, backward: (dy, output) => tf.mul(dy, tf.step(output)) },
  relu6: {
    forward(input) {
      const most = tf.add(tf.sub(input, input), makeRow(input, 6));
      return select(tf.greater(input, most), most, tf.relu(input));
    },
    backward: (dy, output) =>
      tf.mul(tf.mul(dy, tf.step(output)), tf.step(tf.sub(makeRow(output, 6), output))),
  },
  selu: {
    // Both parts are taken without a sign, since that is how a kernel multiplies by a number.
    forward(input) {
      const below = tf.relu(tf.neg(tf.elu(input)));
      return tf.sub(multiply(tf.relu(input), SELU_SCALE), multiply(below, SELU_LIMIT));
    },
    backward(dy, output) {
      const zero = tf.sub(output, output);
      const above = tf.add(zero, makeRow(output, SELU_SCALE));
      const below = tf.add(output, makeRow(output, SELU_LIMIT));
      return tf.mul(dy, select(tf.greater(output, zero), above, below));
    },
  },
  elu: {
    forward: tf.elu,
    backward: (dy, output) => tf.engine().runKernel(tf.EluGrad, { dy, y: output }),
  },
  tanh: {
    forward: tf.tanh,
    backward: (dy, output) => tf.sub(dy, tf.mul(dy, tf.square(output))),
  },
  sigmoid: {
    forward: tf.sigmoid,
    backward: (dy, output) => tf.mul(dy, tf.sub(output, tf.square(output))),
  },
  // The slope is the sigmoid of what went in, which is 1 − exp(−y).
  softplus: {
    forward: tf.softplus,
    backward: (dy, output) => tf.sub(dy, tf.mul(dy, tf.exp(tf.neg(output)))),
  },
};

/** The activations that TF.js's kernels compute on the way out. */
export type FusedActivation = 'relu' | 'linear';

/** What a kernel computes on its way out of an activation, and what is left to {@link activate}. */
export function fuse(activation: Activation): FusedActivation {
  return activation === 'relu' ? 'relu' : 'linear';
}

/** Applies an activation to what a kernel gave that was told of it by {@link fuse}. */
export function activateFused(activation: Activation, output: tf.Tensor): tf.Tensor {
  return fuse(activation) === activation ? output : activate(activation, output);
}

/** Applies an activation to every value. */
export function activate(activation: Activation, input: tf.Tensor): tf.Tensor {
  if (isInward(activation)) return tf.mul(input, tf.sigmoid(input));
  return CURVES[activation].forward(input);
}

/**
 * Computes the gradient of what went into an activation.
 *
 * @param output What came out of it.
 */
export function deactivate(
  activation: OutwardActivation,
  dy: tf.Tensor,
  output: tf.Tensor,
): tf.Tensor {
  return CURVES[activation].backward(dy, output);
}

/** Computes the gradient of what went into an activation that needs it. */
export function deactivateInward(dy: tf.Tensor, input: tf.Tensor): tf.Tensor {
  const share = tf.sigmoid(input);
  const value = tf.mul(input, share);
  return tf.mul(dy, tf.sub(tf.add(share, value), tf.mul(value, share)));
}

/** `tf.where`, without its copy of the condition, which a recorded step cannot repeat. */
function select(condition: tf.Tensor, t: tf.Tensor, e: tf.Tensor): tf.Tensor {
  return tf.engine().runKernel(tf.Select, { condition, t, e });
}

/** A positive number times what is not below zero. */
function multiply(tensor: tf.Tensor, factor: number): tf.Tensor {
  return tf.neg(tf.leakyRelu(tf.neg(tensor), factor));
}

/** A positive number as often as a tensor has channels. */
function makeRow(tensor: tf.Tensor, value: number): tf.Tensor {
  const sums = tf.sum(toRows(tensor), 0);
  return multiply(tf.exp(tf.sub(sums, sums)), value);
}

/**
 * Computes the gradient of what went into an activation, and its sums by channels: the gradient of a bias.
 *
 * @throws {RangeError} For an inward one, which stands behind a layer as a pass of its own.
 */
export function passBack(
  activation: Activation,
  dy: tf.Tensor,
  output: tf.Tensor,
): { dz: tf.Tensor; sums: tf.Tensor } {
  if (activation === 'relu') return reluGradient(dy, output);
  if (isInward(activation)) throw new RangeError(`${activation} needs what went into it.`);
  const dz = activation === 'linear' ? dy : deactivate(activation, dy, output);
  return { dz, sums: tf.sum(toRows(dz), 0) };
}
