import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { LayerprintBackend } from './backend.ts';
import type { RunnerOptions } from './kernel-runner.ts';
import { batchNormKernels } from './kernels/batch-norm-kernels.ts';
import { convolutionKernels } from './kernels/convolution-kernels.ts';
import { depthwiseKernels } from './kernels/depthwise-kernels.ts';
import { elementwiseKernels } from './kernels/elementwise-kernels.ts';
import { runOnCpu } from './kernels/kernel.ts';
import { matmulKernels } from './kernels/matmul-kernels.ts';
import { poolKernels } from './kernels/pool-kernels.ts';
import { reductionKernels } from './kernels/reduction-kernels.ts';
import { shapeKernels } from './kernels/shape-kernels.ts';
import { trainingKernels } from './kernels/training-kernels.ts';

/** The name for `tf.setBackend`. */
export const BACKEND_NAME = 'layerprint';

const KERNELS = [
  ...convolutionKernels,
  ...depthwiseKernels,
  ...matmulKernels,
  ...poolKernels,
  ...batchNormKernels,
  ...elementwiseKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...trainingKernels,
];

/** The names of the kernels that are ours; every other one that is registered is TF.js's CPU version. */
export function listOwnKernels(): string[] {
  return KERNELS.map(({ kernelName }) => kernelName);
}

/**
 * Registers the backend with TF.js: our kernels, and for every other kernel TF.js's CPU version.
 *
 * @param module The compiled kernels, `dist/kernels.wasm`.
 * @param options Memory and threads; one thread by default. No result depends on them.
 */
export function registerLayerprint(module: WebAssembly.Module, options?: RunnerOptions): void {
  if ((tf.findBackendFactory(BACKEND_NAME) as unknown) != null) return;
  const ours = new Set(listOwnKernels());
  for (const kernel of KERNELS) tf.registerKernel({ ...kernel, backendName: BACKEND_NAME });
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (ours.has(kernelName)) continue;
    const kernelFunc = (call: unknown): tf.TensorInfo => runOnCpu(kernelName, call);
    tf.registerKernel({ kernelName, backendName: BACKEND_NAME, kernelFunc });
  }
  tf.registerBackend(BACKEND_NAME, () => new LayerprintBackend(module, options));
}
