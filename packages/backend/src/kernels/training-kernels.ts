import type { TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { type KernelCall, type Kernel, type Tensors } from './kernel.ts';

/** Names of kernels that TF.js has not; `dropout`, `AdamOptimizer` and `crossEntropy` call them. */
export const DROPOUT_KERNEL = 'LayerprintDropout';
export const ADAM_KERNEL = 'LayerprintAdam';
export const CROSS_ENTROPY_KERNEL = 'LayerprintCrossEntropy';

/** Which numbers dropout drops, and how many. */
export interface DropoutAttributes {
  rate: number;
  seed: number;
  step: number;
}

/** Numbers of one step of Adam; `correction1` is 1 − β₁ᵗ and `correction2` is 1 − β₂ᵗ. */
export interface AdamAttributes {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  correction1: number;
  correction2: number;
}

type AdamTensors = Tensors<'value' | 'gradient' | 'moment1' | 'moment2'>;

function computeDropout(call: KernelCall<Tensors<'x'>, DropoutAttributes>): TensorInfo {
  const { x } = call.inputs;
  const { rate, seed, step } = call.attrs;
  return call.backend.makeFloats(x.shape, (out) => {
    const from = call.backend.addressOf(x);
    const least = Math.ceil(rate * 2 ** 32);
    const numbers = [util.sizeFromShape(x.shape), seed, step, least, 1 / (1 - rate)] as const;
    call.backend.runner.run('dropout', 0, from, out, ...numbers);
  });
}

/** Runs a kernel that fills several tensors at once: addresses of `inputs`, of what it makes, then `numbers`. */
function fillTensors(
  backend: LayerprintBackend,
  kernel: string,
  inputs: TensorInfo[],
  shapes: number[][],
  numbers: number[],
): TensorInfo[] {
  const from = inputs.map((tensor) => backend.addressOf(tensor));
  const made = shapes.map((shape) => backend.makeFloats(shape, () => {}));
  const to = made.map((tensor) => backend.addressOf(tensor));
  backend.runner.run(kernel, 0, ...from, ...to, ...numbers);
  return made;
}

function computeAdam(call: KernelCall<AdamTensors, AdamAttributes>): TensorInfo[] {
  const { value, gradient, moment1, moment2 } = call.inputs;
  const { learningRate, beta1, beta2, epsilon, correction1, correction2 } = call.attrs;
  const { shape } = value;
  return fillTensors(
    call.backend,
    'adamStep',
    [value, gradient, moment1, moment2],
    [shape, shape, shape],
    [
      ...[util.sizeFromShape(shape), learningRate, beta1, beta2, 1 - beta1, 1 - beta2],
      ...[epsilon, correction1, correction2],
    ],
  );
}

function computeCrossEntropy(call: KernelCall<Tensors<'logits' | 'labels'>>): TensorInfo[] {
  const { logits, labels } = call.inputs;
  const [rows, columns] = logits.shape as [number, number];
  const shapes = [[rows], [rows], [rows, columns]];
  return fillTensors(call.backend, 'crossEntropy', [logits, labels], shapes, [rows, columns]);
}

/** Kernels for training that TF.js composes of many. */
export const trainingKernels: Kernel[] = [
  { kernelName: DROPOUT_KERNEL, kernelFunc: computeDropout as unknown as Kernel['kernelFunc'] },
  {
    kernelName: CROSS_ENTROPY_KERNEL,
    kernelFunc: computeCrossEntropy as unknown as Kernel['kernelFunc'],
  },
  { kernelName: ADAM_KERNEL, kernelFunc: computeAdam as unknown as Kernel['kernelFunc'] },
];
