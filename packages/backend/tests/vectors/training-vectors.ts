import {
  AdamOptimizer,
  crossEntropy,
  dropout,
  recordStep,
  reluGradient,
} from '@layerprint/backend';
// Registers TF.js's gradients.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { makeNumbers, makeTensor } from '../numbers.ts';
import { type KernelVectors, runKernel } from './vector.ts';

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

/** Three runs of a recorded step over a batch that the shards divide, in which a thread keeps a shard. */
function runRecordedStep(): tf.Tensor[] {
  const filter = tf.variable(makeTensor([3, 3, 4, 8], 1), true, 'recorded-vector');
  const optimizer = new AdamOptimizer({ learningRate: 0.01 });
  const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const step = recordStep<'x' | 'draw' | 'corrections', 'kept'>(({ x, draw, corrections }) => {
    const y = tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as unknown as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    });
    const kept = dropout(y, 0.4, 7, draw as tf.Scalar);
    const dy = tf.mul(kept, tf.step(y));
    const filterShape = filter.shape;
    const gradient = runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape });
    optimizer.applyGradients({ 'recorded-vector': gradient }, corrections);
    return { kept };
  });
  const results = [1, 2, 3].map((run) => {
    const { kept } = step.run({
      x: { values: makeNumbers(16 * 9 * 7 * 4, run), shape: [16, 9, 7, 4] },
      draw: { values: Float32Array.of(run), shape: [] },
      corrections: { values: optimizer.countStep(), shape: [2] },
    });
    return tf.tensor1d(kept);
  });
  results.push(tf.reshape(tf.clone(filter), [-1]));
  step.dispose();
  optimizer.dispose();
  filter.dispose();
  return results;
}

/** Two runs of a recorded step of bytes, of which the second goes by the plan. */
function runStepOfBytes(): tf.Tensor[] {
  const step = recordStep<'x', 'y'>(({ x }) => ({ y: tf.square(x) }));
  const results = [1, 2].map((run) => {
    const values = Uint8Array.from(makeNumbers(53, run), (x) => (x + 1) * 127);
    return tf.tensor1d(step.run({ x: { values, shape: [53] } }).y);
  });
  step.dispose();
  return results;
}

/** What TF.js has no kernel for, and its loss with the gradient. */
export const trainingVectors: KernelVectors = {
  dropout: () => [dropout(makeTensor([13, 31], 1), 0.4, 7, 11)],
  Adam: optimise,
  'a recorded step': runRecordedStep,
  'a recorded step of bytes': runStepOfBytes,
  'ReLU gradient with its sums': () => {
    const { dz, sums } = reluGradient(makeTensor([11, 3, 21], 1), makeTensor([11, 3, 21], 2));
    return [dz, sums];
  },
  'ReLU gradient behind max pooling': () => {
    const y = tf.relu(makeTensor<tf.Rank.R4>([11, 6, 4, 20], 1));
    const output = tf.maxPool(y, 2, 2, 'valid');
    const inputs = { dy: makeTensor([11, 3, 2, 20], 2), input: y, output };
    const dy = runKernel(tf.MaxPoolGrad, inputs, { filterSize: 2, strides: 2, pad: 'valid' });
    const { dz, sums } = reluGradient(dy, y);
    return [dz, sums];
  },
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
