import * as tf from '@tensorflow/tfjs-core';
import {
  model as createModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';

/** What one layer gives for some images. */
export interface LayerOutput {
  readonly layer: string;
  /** Of one image: `[h, w, c]` or `[n]`. */
  readonly shape: readonly number[];
  /** `[images, ...shape]`. */
  readonly values: Float32Array;
}

/**
 * Computes what layers make of images: one model over the same layers gives the output of each in a
 * single predict, without dropout.
 *
 * @param pixels Bytes, `[images, height, width, channels]`, of the size that the model takes.
 * @param layers Names of the layers wanted, in the order wanted.
 */
export async function computeActivations(
  model: LayersModel,
  pixels: Uint8Array,
  layers: readonly string[],
): Promise<LayerOutput[]> {
  const outputs = layers.map((name) => model.getLayer(name).output as SymbolicTensor);
  const slices = createModel({ inputs: model.inputs, outputs });
  const [, ...shape] = model.inputs[0]!.shape as [null, number, number, number];
  const images = pixels.length / tf.util.sizeFromShape(shape);
  const tensors = tf.tidy(() => {
    const scaled = new Float32Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) scaled[i] = pixels[i]! / 255;
    const input = tf.tensor4d(scaled, [images, ...shape]);
    return [slices.predict(input, { batchSize: images })].flat();
  });
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  tf.dispose(tensors);
  return layers.map((layer, i) => ({
    layer,
    shape: tensors[i]!.shape.slice(1),
    values: values[i]!,
  }));
}
