import type { TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { SHARDS } from '../shards.ts';
import { NotRecordableError } from '../steps/recording.ts';
import { hasShape, type Kernel, type KernelCall, type Tensors } from './kernel.ts';
import { MaxPoolGradient } from './max-pool-gradient.ts';

/** Names of kernels that TF.js has not; `dropout`, `AdamOptimizer`, `crossEntropy` and `reluGradient` call them. */
export const DROPOUT_KERNEL = 'LayerprintDropout';
export const ADAM_KERNEL = 'LayerprintAdam';
export const CROSS_ENTROPY_KERNEL = 'LayerprintCrossEntropy';
export const RELU_GRADIENT_KERNEL = 'LayerprintReluGradient';

/** Which numbers dropout drops, and how many. An input `later`, if there is one, is added to `step`. */
export interface DropoutAttributes {
  rate: number;
  seed: number;
  step: number;
}

/** Numbers of every step of Adam; what changes from one to the next, 1 − β₁ᵗ and 1 − β₂ᵗ, is an input. */
export interface AdamAttributes {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

type AdamTensors = Tensors<'value' | 'gradient' | 'moment1' | 'moment2' | 'corrections'>;

function computeDropout(
  call: KernelCall<Tensors<'x'> & { later?: TensorInfo }, DropoutAttributes>,
): TensorInfo {
  const { x, later } = call.inputs;
  const { rate, seed, step } = call.attrs;
  assertFit('dropout', { x });
  if (later !== undefined) assertFit('dropout', { later });
  if (later === undefined && call.backend.runner.recording !== undefined) {
    throw new NotRecordableError(
      'gives dropout a number for the step',
      'It would drop the same in every run: give a scalar that is an input of the step.',
    );
  }
  util.assert(rate >= 0 && rate < 1, () => `dropout: the rate is ${rate}, not from 0 to below 1.`);
  return call.backend.makeFloats(x.shape, (out) => {
    const from = call.backend.addressOf(x);
    const least = Math.ceil(rate * 2 ** 32);
    const at = later === undefined ? 0 : call.backend.addressOf(later);
    const numbers = [util.sizeFromShape(x.shape), seed, step, at, least, 1 / (1 - rate)] as const;
    call.backend.runner.run('dropout', 0, from, out, ...numbers);
  });
}

/** @throws {Error} Where a tensor is not float32, or has not the shape of the first. */
function assertFit(operation: string, tensors: Record<string, TensorInfo>): void {
  const [first, ...rest] = Object.entries(tensors);
  const [firstName, { shape }] = first!;
  for (const [name, { dtype }] of [first!, ...rest]) {
    util.assert(dtype === 'float32', () => `${operation}: ${name} is ${dtype}, not float32.`);
  }
  for (const [name, tensor] of rest) {
    const shapes = `${name} has the shape [${tensor.shape}], and ${firstName} [${shape}]`;
    util.assert(hasShape(tensor, shape), () => `${operation}: ${shapes}.`);
  }
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

/** In place where nobody else sees the numbers, giving nothing; otherwise the new value and moments. */
function computeAdam(call: KernelCall<AdamTensors, AdamAttributes>): TensorInfo[] {
  const { backend, inputs } = call;
  const { value, gradient, moment1, moment2, corrections } = inputs;
  const { learningRate, beta1, beta2, epsilon } = call.attrs;
  assertFit('Adam', { value, gradient, moment1, moment2 });
  assertFit('Adam', { corrections });
  const old = [value, moment1, moment2];
  const isInPlace = old.every((tensor) => backend.isExclusive(tensor));
  const from = [value, gradient, moment1, moment2].map((tensor) => backend.addressOf(tensor));
  const made = isInPlace ? old : old.map(({ shape }) => backend.makeFloats(shape, () => {}));
  const to = made.map((tensor) => backend.addressOf(tensor));
  const sizes = [util.sizeFromShape(value.shape), learningRate, beta1, beta2, 1 - beta1, 1 - beta2];
  const numbers = [...from, ...to, ...sizes, epsilon, backend.addressOf(corrections)];
  backend.runner.run('adamStep', 0, ...numbers);
  return isInPlace ? [] : made;
}

function computeCrossEntropy(call: KernelCall<Tensors<'logits' | 'labels'>>): TensorInfo[] {
  const { logits, labels } = call.inputs;
  const [rows, columns] = logits.shape as [number, number];
  const fits = logits.shape.length === 2 && hasShape(labels, [rows]) && columns > 0;
  assertFit('crossEntropy', { logits });
  assertFit('crossEntropy', { labels });
  util.assert(fits, () => {
    return `crossEntropy: labels of shape [${labels.shape}] do not fit logits of shape [${logits.shape}].`;
  });
  const shapes = [[rows], [rows], [rows, columns]];
  return fillTensors(call.backend, 'crossEntropy', [logits, labels], shapes, [rows, columns]);
}

function computeReluGradient(call: KernelCall<Tensors<'dy' | 'y'>>): TensorInfo[] {
  const { inputs, backend } = call;
  const { dy, y } = inputs;
  assertFit('reluGradient', { y, dy });
  util.assert(
    y.shape.length >= 2,
    () => `reluGradient: y has the shape [${y.shape}], without rows.`,
  );
  const [batch, ...rest] = y.shape as [number, ...number[]];
  const columns = rest.pop()!;
  const { runner } = backend;
  const dz = backend.makeFloats(y.shape, () => {});
  const sums = backend.makeFloats([columns], (total) => {
    runner.borrow(SHARDS * columns * 4, (parts) => {
      const [output, to] = [backend.blockOf(y), backend.addressOf(dz)];
      const waiting = backend.lazyOf(dy);
      if (waiting instanceof MaxPoolGradient && waiting.joinsRelu(output)) {
        waiting.computeWithRelu(to, parts);
      } else {
        const addresses = [backend.addressOf(dy), output.address, to, parts] as const;
        const sizes = [batch, util.sizeFromShape(rest), columns] as const;
        runner.run('reluGradientSums', 0, ...addresses, ...sizes);
      }
      runner.call('addShards', parts, SHARDS, columns, total);
    });
  });
  return [dz, sums];
}

/** Kernels for training that TF.js composes of many. */
export const trainingKernels: Kernel[] = [
  { kernelName: DROPOUT_KERNEL, kernelFunc: computeDropout as unknown as Kernel['kernelFunc'] },
  {
    kernelName: CROSS_ENTROPY_KERNEL,
    kernelFunc: computeCrossEntropy as unknown as Kernel['kernelFunc'],
  },
  {
    kernelName: RELU_GRADIENT_KERNEL,
    kernelFunc: computeReluGradient as unknown as Kernel['kernelFunc'],
  },
  { kernelName: ADAM_KERNEL, kernelFunc: computeAdam as unknown as Kernel['kernelFunc'] },
];
