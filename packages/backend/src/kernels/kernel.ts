import type { backend_util, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { getKernel, util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { NotRecordableError } from '../steps/recording.ts';

/** The tensors that a kernel of TF.js takes, by name. */
export type Tensors<Name extends string> = Record<Name, TensorInfo>;

/** What TF.js hands a kernel. */
export interface KernelCall<Inputs, Attributes = object> {
  inputs: Inputs;
  attrs: Attributes;
  backend: LayerprintBackend;
}

/** Everything of a kernel but the backend's name, which is given when it is registered. */
export type Kernel = Omit<KernelConfig, 'backendName'>;

/**
 * Makes a kernel from a function that returns `undefined` for what it does not support; TF.js's CPU
 * kernel of the same name then does the work.
 */
export function defineKernel<Inputs, Attributes = object>(
  kernelName: string,
  compute: (call: KernelCall<Inputs, Attributes>) => TensorInfo | undefined,
): Kernel {
  const kernelFunc = (call: unknown): TensorInfo =>
    compute(call as KernelCall<Inputs, Attributes>) ?? runOnCpu(kernelName, call);
  return { kernelName, kernelFunc };
}

/** Runs TF.js's CPU kernel on this backend's tensors. */
export function runOnCpu(kernelName: string, call: unknown): TensorInfo {
  const { inputs, backend } = call as KernelCall<
    Record<string, TensorInfo | TensorInfo[] | null | undefined>
  >;
  if (backend.runner.recording !== undefined) {
    throw new NotRecordableError(
      `runs ${kernelName} on TF.js's CPU kernel`,
      'Compute it before or after the step, or of operands that our kernels take: see KERNELS.md.',
    );
  }
  // The CPU kernel takes views of memory. Computing a tensor may move memory, so that comes first.
  for (const input of Object.values(inputs).flat()) {
    if (input != null && backend.lazyOf(input) !== undefined) backend.blockOf(input);
  }
  const { kernelFunc } = getKernel(kernelName, 'cpu');
  return kernelFunc(call as Parameters<typeof kernelFunc>[0]) as TensorInfo;
}

/**
 * Whether every size that TF.js computed of a window over images is a whole number of at least 1. Only then do they
 * describe memory to the kernels, which check nothing: one may also be zero, negative or broken, where operands
 * do not fit.
 */
export function hasSizes(info: backend_util.Conv2DInfo): boolean {
  const { top, left } = info.padInfo;
  const sizes = [
    ...[...info.inShape, ...info.outShape, info.filterHeight, info.filterWidth],
    ...[info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth],
  ];
  const isWhole = [top, left, ...sizes].every((size) => Number.isSafeInteger(size));
  return isWhole && sizes.every((size) => size >= 1);
}

/** Whether a tensor has this very shape. */
export function hasShape(tensor: TensorInfo, shape: number[]): boolean {
  return util.arraysEqual(tensor.shape, shape);
}

/** Whether every tensor is float32, the type that our kernels compute with. */
export function areFloats(...tensors: (TensorInfo | null | undefined)[]): boolean {
  return tensors.every((tensor) => tensor == null || tensor.dtype === 'float32');
}
