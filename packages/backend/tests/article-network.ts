import { AdamOptimizer, dropout } from '@layerprint/backend';
// Registers TF.js's gradients.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';

/** Input and output channels of the six 3×3 convolutions; the image is halved after the second and fourth. */
const CONVOLUTIONS = [
  [3, 16],
  [16, 16],
  [16, 16],
  [16, 16],
  [16, 16],
  [16, 16],
] as const;

/** The article's network in training. */
export interface TrainingNetwork {
  readonly variables: readonly tf.Variable[];
  /** Takes one step and gives the loss before it. */
  readonly step: () => number;
}

/**
 * Makes the article's network with random weights and images, as a user of TF.js would write it: public
 * operations, the gradient tape, an optimizer.
 */
export function makeTrainingNetwork(batch: number): TrainingNetwork {
  let seed = 0;
  const makeVariable = (shape: number[]): tf.Variable => {
    const fanIn = tf.util.sizeFromShape(shape) / shape.at(-1)!;
    const deviation = Math.sqrt(1 / fanIn);
    return tf.variable(tf.randomUniform(shape, -deviation, deviation, 'float32', ++seed));
  };
  const makeLayer = (...shape: number[]): [tf.Variable, tf.Variable] => [
    makeVariable(shape),
    tf.variable(tf.zeros([shape.at(-1)!])),
  ];
  const filters = CONVOLUTIONS.map(([from, to]) => makeLayer(3, 3, from, to));
  const channelDense = makeLayer(16, 64);
  const classDense = makeLayer(4096, 10);
  const images = tf.randomUniform<tf.Rank.R4>([batch, 32, 32, 3], 0, 1, 'float32', ++seed);
  const labels = tf.oneHot(tf.mod(tf.range(0, batch, 1, 'int32'), tf.scalar(10, 'int32')), 10);
  const optimizer = new AdamOptimizer();
  let drawn = 0;

  const variables = [...filters, channelDense, classDense].flat();

  const computeLoss = (): tf.Scalar => {
    let x: tf.Tensor4D = images;
    filters.forEach(([filter, bias], index) => {
      x = tf.relu(tf.add(tf.conv2d(x, filter as tf.Tensor4D, 1, 'same'), bias));
      if (index === 1 || index === 3) x = tf.maxPool(x, 2, 2, 'same');
    });
    const pixels = tf.matMul(tf.reshape(x, [-1, 16]), channelDense[0]);
    const dense = tf.relu(tf.add(pixels, channelDense[1]));
    const dropped = dropout(tf.reshape(dense, [batch, 4096]), 0.5, 1, drawn++);
    const logits = tf.add(tf.matMul(dropped, classDense[0] as tf.Tensor2D), classDense[1]);
    return tf.losses.softmaxCrossEntropy(labels, logits);
  };
  const step = (): number =>
    tf.tidy(() => optimizer.minimize(computeLoss, true)!.dataSync<'float32'>()[0]!);
  return { variables, step };
}
