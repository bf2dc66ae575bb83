import * as tf from '@tensorflow/tfjs-core';
import { hashNumbers } from './hash-numbers.ts';
import { kernelVectors } from './vectors/kernel-vectors.ts';

/** Hashes what each test vector gives on the current backend; see {@link kernelVectors}. */
export async function hashKernels(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [name, compute] of Object.entries(kernelVectors)) {
    const results = tf.tidy(() => compute().map((tensor) => tensor.dataSync<'float32'>()));
    hashes[name] = await hashNumbers(results);
  }
  return hashes;
}
