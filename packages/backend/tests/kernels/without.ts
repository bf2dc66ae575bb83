import * as tf from '@tensorflow/tfjs-core';

/** Runs without kernels of TF.js's CPU backend, to which a kernel of ours could fall back. */
export async function without<T>(kernels: string[], run: () => Promise<T>): Promise<T> {
  const taken = kernels.map((name) => tf.getKernel(name, 'cpu'));
  for (const name of kernels) tf.unregisterKernel(name, 'cpu');
  try {
    return await run();
  } finally {
    for (const kernel of taken) tf.registerKernel(kernel);
  }
}
