import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

/**
 * Trains a small CNN by TF.js's public API on the backend that is set.
 *
 * @returns {Promise<{ backend: string, losses: number[], weights: string }>} The loss of each epoch, and every
 *   weight's bits.
 */
export async function train() {
  const kernelInitializer = (seed) => layers.initializers.glorotUniform({ seed });
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({
        inputShape: [12, 12, 3],
        filters: 8,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: kernelInitializer(1),
      }),
      layers.layers.maxPooling2d({ poolSize: 2 }),
      layers.layers.flatten(),
      layers.layers.dense({
        units: 4,
        activation: 'softmax',
        kernelInitializer: kernelInitializer(2),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
  const images = tf.randomUniform([48, 12, 12, 3], 0, 1, 'float32', 3);
  const labels = tf.oneHot(
    Array.from({ length: 48 }, (_, i) => i % 4),
    4,
  );
  const { history } = await model.fit(images, labels, { epochs: 3, batchSize: 16, shuffle: false });
  const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
  return { backend: tf.getBackend(), losses: history.loss, weights: JSON.stringify(weights) };
}
