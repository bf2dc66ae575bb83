import { registerLayerprintInNode } from '@layerprint/backend/node';
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';

// TF.js's CPU backend otherwise advertises its Node backend on the console.
tf.enableProdMode();
registerLayerprintInNode();

/** The numbers that `compute` gives on a backend, one array a tensor; disposes of everything it makes. */
export async function runOn(
  backend: 'layerprint' | 'cpu',
  compute: () => tf.Tensor | tf.Tensor[],
): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  return tf.tidy(() => [compute()].flat().map((tensor) => Float32Array.from(tensor.dataSync())));
}

/** The largest difference between arrays, relative to the largest number expected. */
export function relativeError(actual: Float32Array, expected: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  if (actual.length !== expected.length || Number.isNaN(difference)) return Infinity;
  return difference === 0 ? 0 : difference / largest;
}
