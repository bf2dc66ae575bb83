import * as tf from '@tensorflow/tfjs-layers';
import type { ImageKind } from '@layerprint/core/images';

/**
 * Puts the article's network together:
 *
 * ```
 * [h, w, c] → 2 × conv2d → pool → 2 × conv2d → pool → 2 × conv2d → dense_1 → dropout → flatten → dense_2
 * ```
 *
 * All convolutions are 3 × 3 with 16 filters, same padding and a ReLU. `dense_1` works on the channel
 * axis, before the flattening, as in the article.
 */
export function stackArticle(
  dropoutRate: number,
  { image, classNames }: ImageKind,
): tf.LayersModel {
  const { conv2d, maxPooling2d, dense, dropout, flatten } = tf.layers;
  const kernelInitializer = 'glorotUniform';
  const convolve = (name: string): tf.layers.Layer =>
    conv2d({
      name,
      filters: 16,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer,
    });
  const pool = (name: string): tf.layers.Layer => maxPooling2d({ name, poolSize: 2 });
  const layers = [
    convolve('conv2d_1'),
    convolve('conv2d_2'),
    pool('pool_1'),
    convolve('conv2d_3'),
    convolve('conv2d_4'),
    pool('pool_2'),
    convolve('conv2d_5'),
    convolve('conv2d_6'),
    dense({ name: 'dense_1', units: 64, activation: 'relu', kernelInitializer }),
    dropout({ name: 'dropout_1', rate: dropoutRate }),
    flatten({ name: 'flatten_1' }),
    dense({
      name: 'dense_2',
      units: classNames.length,
      activation: 'softmax',
      kernelInitializer,
    }),
  ];
  const input = tf.input({ name: 'input', shape: [image.height, image.width, image.channels] });
  const output = layers.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, input);
  return tf.model({ name: 'layerprint', inputs: input, outputs: output });
}
