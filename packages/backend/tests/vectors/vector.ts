import * as tf from '@tensorflow/tfjs-core';

/** Computations on fixed inputs, by a name that says which kernel they run. */
export type KernelVectors = Record<string, () => tf.Tensor[]>;

/** Runs one kernel by TF.js's name for it, without what the public operation does around it. */
export function runKernel(name: string, inputs: object, attributes: object = {}): tf.Tensor {
  return tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap);
}
