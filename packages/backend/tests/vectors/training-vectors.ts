import { AdamOptimizer, crossEntropy, dropout } from '@layerprint/backend';
// Registers TF.js's gradients.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { makeTensor } from '../numbers.ts';
import type { KernelVectors } from './vector.ts';

/** Three steps of Adam on numbers of very different gradients, one of them zero. */
function optimise(): tf.Tensor[] {
  const variable = tf.variable(makeTensor([45], 1), true, 'adam-vector');
  const optimizer = new AdamOptimizer({ learningRate: 0.01 });
  for (let step = 0; step < 3; step++) {
    const gradient = tf.mul(makeTensor([45], step), tf.range(0, 45));
    optimizer.applyGradients({ 'adam-vector': gradient });
  }
  const { first, second } = optimizer.saveState().moments['adam-vector']!;
  const results = [tf.clone(variable), tf.tensor1d(first), tf.tensor1d(second)];
  optimizer.dispose();
  variable.dispose();
  return results;
}

/** What TF.js has no kernel for, and its loss with the gradient. */
export const trainingVectors: KernelVectors = {
  dropout: () => [dropout(makeTensor([13, 31], 1), 0.4, 7, 11)],
  Adam: optimise,
  crossEntropy: () => {
    const logits = tf.mul<tf.Tensor2D>(makeTensor([13, 10], 1), 30);
    const labels = tf.tensor1d([3, 0, 9, 9, 1, 2, 4, 8, 7, 6, 5, 0, 3]);
    const { losses, hits, gradient } = crossEntropy(logits, labels);
    return [losses, hits, gradient];
  },
  'softmax cross-entropy of TF.js and its gradient': () => {
    const labels = tf.oneHot(tf.tensor1d([3, 0, 9, 9, 1], 'int32'), 10);
    const { value, grad } = tf.valueAndGrad((logits) =>
      tf.losses.softmaxCrossEntropy(labels, logits),
    )(makeTensor([5, 10], 1));
    return [value, grad];
  },
};
