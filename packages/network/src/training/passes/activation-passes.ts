import * as tf from '@tensorflow/tfjs-core';
import type { LayerOf } from '@layerprint/core/schemas/layer';
import type { LayerPass } from '../layer-pass.ts';
import {
  activate,
  deactivate,
  deactivateInward,
  isInward,
  type InwardActivation,
} from './activate.ts';

/** An activation as a layer of its own. A softmax is left to the loss, which is exact only on logits. */
export function makeActivationPass({ activation }: LayerOf<'activation'>): LayerPass {
  const curve = activation === 'softmax' ? 'linear' : activation;
  return {
    forward: (input) => activate(curve, input),
    backward: ({ input, output, dy }) => [
      isInward(curve) ? deactivateInward(dy, input) : deactivate(curve, dy, output),
    ],
  };
}

/** Puts an activation behind a layer without one; what is between is computed again for its gradient. */
export function activateBehind(activation: InwardActivation, pass: LayerPass): LayerPass {
  return {
    forward: (input, weights, draw) => activate(activation, pass.forward(input, weights, draw)),
    backward(step) {
      const output = pass.forward(step.input, step.weights, step.draw);
      return pass.backward({ ...step, output, dy: deactivateInward(step.dy, output) });
    },
  };
}

/** A ReLU that lets a share of what is below zero through. */
export function makeLeakyReluPass({ slope }: LayerOf<'leaky-relu'>): LayerPass {
  /** `slope` times what is not below zero, in a kernel that a recorded step can repeat; with the other sign. */
  const shrink = (tensor: tf.Tensor): tf.Tensor => tf.leakyRelu(tf.neg(tf.relu(tensor)), slope);
  return {
    forward: (input) => tf.leakyRelu(input, slope),
    backward({ input, dy }) {
      const whole = tf.mul(dy, tf.step(input));
      const rest = tf.sub(dy, whole);
      return [tf.add(tf.sub(whole, shrink(rest)), shrink(tf.neg(rest)))];
    },
  };
}
