import * as tf from '@tensorflow/tfjs-core';
import {
  model as createModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { IMAGE_BYTES, IMAGE_CHANNELS, IMAGE_SIZE } from '@layerprint/core/images';

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
 * @param pixels Bytes, `[images, 32, 32, 3]`.
 * @param layers Names of the layers wanted, in the order wanted.
 */
export async function computeActivations(
  model: LayersModel,
  pixels: Uint8Array,
  layers: readonly string[],
): Promise<LayerOutput[]> {
  const outputs = layers.map((name) => model.getLayer(name).output as SymbolicTensor);
  const slices = createModel({ inputs: model.inputs, outputs });
  const images = pixels.length / IMAGE_BYTES;
  const tensors = tf.tidy(() => {
    const scaled = new Float32Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) scaled[i] = pixels[i]! / 255;
    const input = tf.tensor4d(scaled, [images, IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS]);
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

/** Copies images out of many, in the order of `indices`: bytes, `[indices, 32, 32, 3]`. */
export function gatherImages(pixels: Uint8Array, indices: ArrayLike<number>): Uint8Array {
  const gathered = new Uint8Array(indices.length * IMAGE_BYTES);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * IMAGE_BYTES;
    gathered.set(pixels.subarray(start, start + IMAGE_BYTES), i * IMAGE_BYTES);
  }
  return gathered;
}
