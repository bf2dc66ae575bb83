import { getKernel } from '@tensorflow/tfjs-core';
import type { KernelBackend, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** Runs a kernel of the WebAssembly backend on tensors that no TF.js scope tracks. */
export type RunKernel = (
  kernelName: string,
  inputs: Record<string, TensorInfo>,
  attributes: object,
) => TensorInfo;

/**
 * Builds one kernel out of others: frees every intermediate result but the one that `compose` returns.
 *
 * A TF.js kernel works below the engine that frees the tensors of a `tidy`, so nothing else would.
 */
export function composeKernels(
  backend: BackendWasm,
  compose: (run: RunKernel) => TensorInfo,
): TensorInfo {
  const intermediates: TensorInfo[] = [];
  let result: TensorInfo | undefined;
  try {
    result = compose((kernelName, inputs, attributes) => {
      const output = runKernelOn(backend, 'wasm', kernelName, inputs, attributes);
      intermediates.push(output);
      return output;
    });
    return result;
  } finally {
    for (const { dataId } of intermediates) {
      if (dataId !== result?.dataId) backend.disposeData(dataId);
    }
  }
}

/** Runs the kernel that TF.js has registered for a backend, without the engine in between. */
export function runKernelOn(
  backend: KernelBackend,
  backendName: string,
  kernelName: string,
  inputs: Record<string, TensorInfo>,
  attributes: object,
): TensorInfo {
  const kernel = getKernel(kernelName, backendName);
  return kernel.kernelFunc({ inputs, backend, attrs: attributes as NamedAttrMap }) as TensorInfo;
}
