import * as tf from '@tensorflow/tfjs-core';
import type { LayerOf } from '@layerprint/core/schemas/layer';
import type { LayerPass } from '../layer-pass.ts';
import { activate, deactivate } from './activate.ts';

/** An activation as a layer of its own. A softmax is left to the loss, which is exact only on logits. */
export function makeActivationPass({ activation }: LayerOf<'activation'>): LayerPass {
  const curve = activation === 'softmax' ? 'linear' : activation;
  return {
    forward: (input) => activate(curve, input),
    backward: ({ output, dy }) => [deactivate(curve, dy, output)],
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
