import type { TensorInfo } from '@tensorflow/tfjs-core';
import { Add, Elu, LeakyRelu, Prelu, Relu, Relu6, Sigmoid } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { elementwiseKernels } from './elementwise-kernels.ts';
import type { Kernel } from './kernel.ts';

/** The tensors that TF.js fuses into a product, beside its factors. */
export interface FusedTensors {
  bias?: TensorInfo;
  preluActivationWeights?: TensorInfo;
}

/** The attributes of an activation that TF.js fuses into a product. */
export interface FusedActivation {
  activation?: string;
  leakyreluAlpha?: number;
}

/** The kernel of each activation that changes numbers. */
const KERNELS: Readonly<Record<string, string>> = {
  relu: Relu,
  relu6: Relu6,
  elu: Elu,
  prelu: Prelu,
  leakyrelu: LeakyRelu,
  sigmoid: Sigmoid,
};

/** Whether {@link activate} computes an activation; any other is TF.js's to refuse. */
export function isActivation(
  { activation = 'linear' }: FusedActivation,
  { preluActivationWeights }: FusedTensors,
): boolean {
  if (activation === 'prelu') return preluActivationWeights != null;
  return activation === 'linear' || Object.hasOwn(KERNELS, activation);
}

/** Adds a bias, if there is one, as TF.js broadcasts it; takes over `y`. */
export function addBias(
  backend: LayerprintBackend,
  y: TensorInfo,
  { bias }: FusedTensors,
): TensorInfo {
  return bias == null ? y : replace(backend, y, Add, { a: y, b: bias });
}

/** Applies an activation by the kernel that computes it alone; takes over `x`. */
export function activate(
  backend: LayerprintBackend,
  x: TensorInfo,
  { activation = 'linear', leakyreluAlpha }: FusedActivation,
  { preluActivationWeights: alpha }: FusedTensors,
): TensorInfo {
  const kernel = KERNELS[activation];
  if (kernel === undefined) return x;
  return replace(backend, x, kernel, { x, alpha }, { alpha: leakyreluAlpha });
}

/** Runs an elementwise kernel, and disposes of the tensor that its result stands for. */
function replace(
  backend: LayerprintBackend,
  old: TensorInfo,
  kernelName: string,
  inputs: Record<string, TensorInfo | undefined>,
  attrs: object = {},
): TensorInfo {
  const { kernelFunc } = elementwiseKernels.find((kernel) => kernel.kernelName === kernelName)!;
  try {
    const call: unknown = { inputs, attrs, backend };
    return kernelFunc(call as Parameters<Kernel['kernelFunc']>[0]) as TensorInfo;
  } finally {
    backend.disposeIntermediateTensorInfo(old);
  }
}
