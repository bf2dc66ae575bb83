import * as tf from '@tensorflow/tfjs-core';
import {
  ADAM_KERNEL,
  type AdamAttributes,
  CROSS_ENTROPY_KERNEL,
  DROPOUT_KERNEL,
  type DropoutAttributes,
  RELU_GRADIENT_KERNEL,
} from './kernels/training-kernels.ts';

type Arrays = Record<string, Float32Array>;
type Compute = (inputs: Arrays, attributes: object, shapes: Record<string, number[]>) => Output[];

interface Output {
  shape: number[];
  values: Float32Array;
}

/**
 * Gives another backend of TF.js the kernels that are our own (dropout, Adam, cross-entropy, ReLU's gradient), in plain
 * JavaScript, so that the same training code runs on it. Dropout draws the same numbers as ours; the others
 * round otherwise.
 */
export function registerPortableKernels(backendName: string): void {
  for (const [kernelName, compute] of Object.entries(KERNELS)) {
    if ((tf.getKernel(kernelName, backendName) as unknown) != null) continue;
    tf.registerKernel({ kernelName, backendName, kernelFunc: makeKernel(compute) });
  }
}

const KERNELS: Record<string, Compute> = {
  [DROPOUT_KERNEL]: (inputs, attributes, shapes) => [
    { shape: shapes['x']!, values: dropNumbers(inputs, attributes as DropoutAttributes) },
  ],
  [ADAM_KERNEL]: (inputs, attributes, shapes) =>
    stepAdam(inputs, attributes as AdamAttributes).map((values) => ({
      shape: shapes['value']!,
      values,
    })),
  [CROSS_ENTROPY_KERNEL]: ({ logits, labels }, _, shapes) => {
    const { losses, hits, gradient } = scoreRows(logits!, labels!);
    return [
      { shape: shapes['labels']!, values: losses },
      { shape: shapes['labels']!, values: hits },
      { shape: shapes['logits']!, values: gradient },
    ];
  },
  [RELU_GRADIENT_KERNEL]: ({ dy, y }, _, shapes) => {
    const columns = shapes['y']!.at(-1)!;
    const dz = dy!.map((slope, i) => (y![i]! > 0 ? slope : 0));
    const sums = new Float32Array(columns);
    dz.forEach((slope, i) => {
      sums[i % columns]! += slope;
    });
    return [
      { shape: shapes['y']!, values: dz },
      { shape: [columns], values: sums },
    ];
  },
};

function makeKernel(compute: Compute): tf.KernelFunc {
  return ({ inputs, backend: unknownBackend, attrs }) => {
    const backend = unknownBackend as tf.KernelBackend;
    const tensors = Object.entries(inputs as Record<string, tf.TensorInfo>);
    const read = ({ dataId }: tf.TensorInfo): Float32Array =>
      backend.readSync(dataId) as Float32Array;
    const arrays = Object.fromEntries(tensors.map(([name, tensor]) => [name, read(tensor)]));
    const shapes = Object.fromEntries(tensors.map(([name, { shape }]) => [name, shape]));
    const made = compute(arrays, attrs ?? {}, shapes).map(({ shape, values }) => {
      const dataId = backend.write(values, shape, 'float32');
      return { dataId, shape, dtype: 'float32' as const };
    });
    return made.length === 1 ? made[0]! : made;
  };
}

/** See `scatter` in assembly/dropout.ts. */
function scatter(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

function dropNumbers(inputs: Arrays, { rate, seed, step }: DropoutAttributes): Float32Array {
  const key = scatter(scatter(seed) ^ (step + (inputs['later']?.[0] ?? 0)));
  const least = Math.ceil(rate * 2 ** 32);
  const scale = Math.fround(1 / (1 - rate));
  return inputs['x']!.map((value, i) => (scatter(scatter(i) ^ key) >= least ? value * scale : 0));
}

function stepAdam(inputs: Arrays, attributes: AdamAttributes): Float32Array[] {
  const { learningRate, beta1, beta2, epsilon } = attributes;
  const [correction1, correction2] = inputs['corrections'] as unknown as [number, number];
  const [value, moment1, moment2] = [inputs['value']!, inputs['moment1']!, inputs['moment2']!];
  const made = [value.slice(), moment1.slice(), moment2.slice()];
  inputs['gradient']!.forEach((slope, i) => {
    const first = beta1 * moment1[i]! + (1 - beta1) * slope;
    const second = beta2 * moment2[i]! + (1 - beta2) * slope * slope;
    const step = first / correction1 / (Math.sqrt(second / correction2) + epsilon);
    made[0]![i] = value[i]! - learningRate * step;
    made[1]![i] = first;
    made[2]![i] = second;
  });
  return made;
}

function scoreRows(logits: Float32Array, labels: Float32Array) {
  const rows = labels.length;
  const columns = logits.length / rows;
  const losses = new Float32Array(rows);
  const hits = new Float32Array(rows);
  const gradient = new Float32Array(logits.length);
  labels.forEach((label, row) => {
    const scores = logits.subarray(row * columns, (row + 1) * columns);
    let largest = 0;
    scores.forEach((score, i) => {
      if (score > scores[largest]!) largest = i;
    });
    const powers = Array.from(scores, (score) => Math.exp(score - scores[largest]!));
    const sum = powers.reduce((total, power) => total + power);
    losses[row] = Math.log(sum) + scores[largest]! - scores[label]!;
    hits[row] = largest === label ? 1 : 0;
    powers.forEach((power, i) => {
      gradient[row * columns + i] = (power / sum - (i === label ? 1 : 0)) / rows;
    });
  });
  return { losses, hits, gradient };
}
