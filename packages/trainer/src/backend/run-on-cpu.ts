import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { runKernelOn } from './compose-kernels.ts';

/**
 * Runs TF.js's own JavaScript kernel on tensors of the WebAssembly backend: slow and right, for the
 * cases that a kernel here does not take.
 */
export function runOnCpu(
  backend: BackendWasm,
  kernelName: string,
  inputs: NamedTensorInfoMap,
  attributes: NamedAttrMap,
): TensorInfo {
  const cpu = new MathBackendCPU();
  const copies = Object.entries(inputs).map(([name, tensor]) => {
    const { shape, dtype, dataId } = tensor!;
    return [name, cpu.makeTensorInfo(shape, dtype, backend.readSync(dataId))];
  });
  const copied = Object.fromEntries(copies) as Record<string, TensorInfo>;
  const { dataId, shape, dtype } = runKernelOn(cpu, 'cpu', kernelName, copied, attributes);
  return backend.makeOutput(shape, dtype, undefined, cpu.readSync(dataId));
}
