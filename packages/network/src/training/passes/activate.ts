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

const CURVES: Readonly<Record<Activation, Curve>> = {
  linear: { forward: (input) => tf.clone(input), backward: (dy) => tf.clone(dy) },
  relu: { forward: tf.relu, backward: (dy, output) => tf.mul(dy, tf.step(output)) },
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
  return CURVES[activation].forward(input);
}

/** Computes the gradient of what went into an activation. */
export function deactivate(activation: Activation, dy: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return CURVES[activation].backward(dy, output);
}

/** Computes the gradient of what went into an activation, and its sums by channels: the gradient of a bias. */
export function passBack(
  activation: Activation,
  dy: tf.Tensor,
  output: tf.Tensor,
): { dz: tf.Tensor; sums: tf.Tensor } {
  if (activation === 'relu') return reluGradient(dy, output);
  const dz = activation === 'linear' ? dy : deactivate(activation, dy, output);
  return { dz, sums: tf.sum(toRows(dz), 0) };
}
