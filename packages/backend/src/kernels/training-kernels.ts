import type { TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
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

function computeAdam(call: KernelCall<AdamTensors, AdamAttributes>): TensorInfo[] {
  const { inputs, attrs, backend } = call;
  const { value, gradient, moment1, moment2 } = inputs;
  const from = [value, gradient, moment1, moment2].map((tensor) => backend.addressOf(tensor));
  const made = [value, moment1, moment2].map(({ shape }) => backend.makeFloats(shape, () => {}));
  const to = made.map((tensor) => backend.addressOf(tensor));
  const { learningRate, beta1, beta2, epsilon } = attrs;
  const rates = [learningRate, beta1, beta2, 1 - beta1, 1 - beta2, epsilon] as const;
  const count = util.sizeFromShape(value.shape);
  const { correction1, correction2 } = attrs;
  backend.runner.run('adamStep', 0, ...from, ...to, count, ...rates, correction1, correction2);
  return made;
}

function computeCrossEntropy(call: KernelCall<Tensors<'logits' | 'labels'>>): TensorInfo[] {
  const { inputs, backend } = call;
  const [rows, columns] = inputs.logits.shape as [number, number];
  const from = [inputs.logits, inputs.labels].map((tensor) => backend.addressOf(tensor));
  const made = [[rows], [rows], [rows, columns]].map((shape) =>
    backend.makeFloats(shape, () => {}),
  );
  const to = made.map((tensor) => backend.addressOf(tensor));
  backend.runner.run('crossEntropy', 0, ...from, ...to, rows, columns);
  return made;
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
