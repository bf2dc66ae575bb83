import type { FilterSums } from '@layerprint/core';
import type { LayerOutput } from '@layerprint/network/activations';
import * as tf from '@tensorflow/tfjs-core';

/** Images whose every two are compared with each other. The estimate is unbiased for any number; each costs as many products. */
export const MINIBATCH = 50;
/** Values that one product of matrices adds up in float32; what comes of it is added up in float64. */
const PORTION = 1024;

/** What is added up of a layer of one model over a batch of images, image by image. */
export interface SummedMaps {
  readonly shape: readonly [images: number, places: number, filters: number];
  readonly values: Float32Array;
  /** The same; whoever asked for it disposes of it. */
  readonly maps: tf.Tensor3D;
  /** Of each image. */
  readonly sums: readonly FilterSums[];
  /** By minibatch: the dot product of every two images, `[images, images]`. */
  readonly grams: readonly Float64Array[];
}

/**
 * Adds up what a layer gives for a batch of images.
 *
 * All products are TF.js's, which are fast; each is over so few values that float32 does for it. A filter's
 * squares are summed as its products with others are, so that it correlates with itself to exactly 1.
 */
export async function sumMaps({ shape, values }: LayerOutput): Promise<SummedMaps> {
  const [height, width, filters] = shape as [number, number, number];
  const places = height * width;
  const images = values.length / (places * filters);
  const maps = tf.tensor3d(values, [images, places, filters]);
  const squares = await multiplyMaps(maps, maps);
  const ones = tf.ones<tf.Rank.R3>([images, places, 1]);
  const totals = await multiplyMaps(ones, maps);
  ones.dispose();
  return {
    shape: [images, places, filters],
    values,
    maps,
    sums: Array.from({ length: images }, (_, image) => ({
      values: Float64Array.from(totals.subarray(image * filters, (image + 1) * filters)),
      squares: Float64Array.from(
        { length: filters },
        (__, filter) => squares[(image * filters + filter) * filters + filter]!,
      ),
    })),
    grams: await multiplyImages(values, images),
  };
}

/** The products of every filter of one with every filter of the other, summed over the places of each image: `[images, one, other]`. */
export async function multiplyMaps(one: tf.Tensor3D, other: tf.Tensor3D): Promise<Float32Array> {
  return read(tf.matMul(one, other, true));
}

/** The dot products of every two images of a minibatch. */
async function multiplyImages(values: Float32Array, images: number): Promise<Float64Array[]> {
  const whole = Math.floor(images / MINIBATCH) * MINIBATCH;
  const size = values.length / images;
  return [
    ...(await multiplyMinibatches(values.subarray(0, whole * size), MINIBATCH, size)),
    ...(await multiplyMinibatches(values.subarray(whole * size), images - whole, size)),
  ];
}

async function multiplyMinibatches(
  values: Float32Array,
  images: number,
  size: number,
): Promise<Float64Array[]> {
  if (values.length === 0) return [];
  const portions = Math.ceil(size / PORTION);
  const length = Math.ceil(size / portions);
  const count = values.length / (images * size);
  // The same portion of all images of a minibatch side by side; where the last is shorter, zeros add nothing.
  const laid = new Float32Array(count * portions * images * length);
  for (let image = 0; image < count * images; image++) {
    const batch = Math.floor(image / images);
    for (let portion = 0; portion < portions; portion++) {
      const from = image * size + portion * length;
      const to = (batch * portions + portion) * images + (image % images);
      laid.set(values.subarray(from, Math.min(from + length, (image + 1) * size)), to * length);
    }
  }
  const rows = tf.tensor3d(laid, [count * portions, images, length]);
  const products = await read(tf.matMul(rows, rows, false, true));
  rows.dispose();
  return Array.from({ length: count }, (_, batch) => {
    const gram = new Float64Array(images * images);
    for (let portion = 0; portion < portions; portion++) {
      const from = (batch * portions + portion) * gram.length;
      for (let i = 0; i < gram.length; i++) gram[i]! += products[from + i]!;
    }
    return gram;
  });
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}
