import type { KernelRunner } from '../kernel-runner.ts';
import { SHARDS } from '../shards.ts';
import {
  type ConvolutionShape,
  directScratchBytes,
  isWinograd,
  padToVectors,
  transposeShape,
} from './convolution-shape.ts';

const WINOGRAD_POINTS = 36;
const WINOGRAD_TEMPORARY_BYTES = 36 * 16;

/**
 * What a convolution reads and writes, all addresses, and whether ReLU follows; `bias` is 0 for none. The largest
 * values of the output's windows of 2×2 go to `pooled`, if that is not 0.
 */
interface Operands {
  x: number;
  filter: number;
  bias: number;
  y: number;
  relu: boolean;
  pooled: number;
}

/** Convolves `x` with `filter` into `y`. */
export function convolve(runner: KernelRunner, shape: ConvolutionShape, operands: Operands): void {
  const { channels, filters, filterHeight, filterWidth } = shape;
  if (isWinograd(shape)) {
    convolveByWinograd(runner, shape, operands);
    return;
  }
  if (filters % 4 === 0) {
    convolveDirectly(runner, shape, [1, 1], operands);
  } else {
    const taps = filterHeight * filterWidth * channels;
    const row = padToVectors(filters) * 4;
    runner.borrow((taps + 1) * row, (filter) => {
      const bias = operands.bias && filter + taps * row;
      runner.call('padRows', operands.filter, filter, row, taps, filters);
      if (bias !== 0) runner.call('padRows', operands.bias, bias, row, 1, filters);
      convolveDirectly(runner, shape, [1, 1], { ...operands, filter, bias });
    });
  }
  poolOutput(runner, shape, operands);
}

/** Pools what was convolved, where that was asked for. */
function poolOutput(runner: KernelRunner, shape: ConvolutionShape, { y, pooled }: Operands): void {
  if (pooled === 0) return;
  const { batch, outHeight, outWidth, filters } = shape;
  const image = [batch, outHeight, outWidth, filters] as const;
  const windows = [2, 2, 2, 2, 1, 1, 0, 0, outHeight / 2, outWidth / 2] as const;
  runner.run('maxPool', 0, y, pooled, ...image, ...windows);
}

/** The gradient of a convolution's input: the output's gradient convolved with the turned filter. */
export function convolveInputGradient(
  runner: KernelRunner,
  shape: ConvolutionShape,
  dy: number,
  filter: number,
  dx: number,
): void {
  const taps = shape.filterHeight * shape.filterWidth;
  const row = padToVectors(shape.channels) * 4;
  const adjoint = transposeShape(shape);
  runner.borrow(taps * shape.filters * row, (flipped) => {
    const operands = { x: dy, filter: flipped, bias: 0, y: dx, relu: false, pooled: 0 };
    runner.call('flipFilter', filter, flipped, row, taps, shape.channels, shape.filters);
    if (isWinograd(shape) && isWinograd(adjoint)) {
      convolveByWinograd(runner, adjoint, operands);
    } else {
      convolveDirectly(runner, adjoint, [shape.strideY, shape.strideX], operands);
    }
  });
}

/** The gradient of a convolution's filter, summed over each shard and then over the shards in order. */
export function convolveFilterGradient(
  runner: KernelRunner,
  shape: ConvolutionShape,
  x: number,
  dy: number,
  gradient: number,
): void {
  const { batch, height, width, channels, filters, filterHeight, filterWidth } = shape;
  const { padTop, padLeft, outHeight, outWidth } = shape;
  const image = [batch, height, width, channels, filters] as const;
  const steps = [shape.strideY, shape.strideX, shape.dilationY, shape.dilationX] as const;
  const taps = [filterHeight, filterWidth, ...steps] as const;
  const pads = [padTop, padLeft, outHeight, outWidth] as const;
  const rows = filterHeight * filterWidth * channels;
  if (isWinograd(shape)) {
    const padded = padToVectors(channels);
    const count = WINOGRAD_POINTS * padded * filters;
    const scratch = runner.call('winogradScratchBytes', channels, filters, width, outWidth);
    const bytes = (SHARDS * count + count + 9 * padded * filters) * 4 + WINOGRAD_TEMPORARY_BYTES;
    runner.borrow(bytes, (sums) => {
      const total = sums + SHARDS * count * 4;
      const temporary = total + count * 4;
      const wide = temporary + WINOGRAD_TEMPORARY_BYTES;
      runner.run('winogradFilterSums', scratch, x, dy, sums, ...image, ...pads);
      runner.call('addShards', sums, SHARDS, count, total);
      runner.call('winogradFilterGradient', total, wide, temporary, padded * filters);
      const [from, to] = [padded * filters * 4, channels * filters * 4];
      runner.call('copyRows', wide, from, gradient, to, 9, channels * filters);
    });
  } else {
    const padded = padToVectors(filters);
    const count = rows * padded;
    runner.borrow((SHARDS + 1) * count * 4, (sums) => {
      const total = sums + SHARDS * count * 4;
      const scratch = directScratchBytes(shape);
      runner.run('convolutionFilterSums', scratch, x, dy, sums, ...image, ...taps, ...pads);
      runner.call('addShards', sums, SHARDS, count, total);
      runner.call('copyRows', total, padded * 4, gradient, filters * 4, rows, filters);
    });
  }
  if (runner.call('areFinite', gradient, rows * filters) === 0) {
    const numbers = [x, dy, gradient, ...image, ...taps, ...pads] as const;
    runner.run('convolutionFilterGradientCarefully', 0, ...numbers);
  }
}

/** Convolves with whole vectors of filters; carefully where an infinity or a NaN comes up. */
function convolveByWinograd(
  runner: KernelRunner,
  shape: ConvolutionShape,
  operands: Operands,
): void {
  const { x, filter, bias, y, relu, pooled } = operands;
  const { batch, height, width, channels, filters } = shape;
  const { padTop, padLeft, outHeight, outWidth } = shape;
  const padded = padToVectors(channels);
  const pairs = padded * filters;
  const scratch = runner.call('winogradScratchBytes', channels, filters, width, outWidth);
  runner.borrow((WINOGRAD_POINTS + 9) * pairs * 4 + WINOGRAD_TEMPORARY_BYTES, (u) => {
    const temporary = u + WINOGRAD_POINTS * pairs * 4;
    const wide = temporary + WINOGRAD_TEMPORARY_BYTES;
    if (padded !== channels) {
      runner.call('padRows', filter, wide, pairs * 4, 9, channels * filters);
    }
    runner.call('winogradFilter', padded === channels ? filter : wide, u, temporary, pairs);
    const image = [batch, height, width, channels, filters] as const;
    const pads = [padTop, padLeft, outHeight, outWidth] as const;
    const addresses = [x, u, bias, y, runner.alarmAddress] as const;
    runner.run('winogradConvolve', scratch, ...addresses, ...image, ...pads, Number(relu), pooled);
  });
  if (runner.takeAlarm()) {
    const numbers = numberDirectly(shape, [1, 1], operands);
    runner.run('convolveCarefully', filters * 4, ...numbers);
    poolOutput(runner, shape, operands);
  }
}

/** Convolves with a filter and a bias whose rows are whole vectors; carefully where a weight is not finite. */
function convolveDirectly(
  runner: KernelRunner,
  shape: ConvolutionShape,
  spread: readonly [number, number],
  operands: Operands,
): void {
  const weights = shape.filterHeight * shape.filterWidth * shape.channels;
  const count = weights * padToVectors(shape.filters);
  const numbers = numberDirectly(shape, spread, operands);
  const isFinite = runner.call('areFinite', operands.filter, count) === 1;
  const kernel = isFinite ? 'convolve' : 'convolveCarefully';
  runner.run(kernel, directScratchBytes(shape), ...numbers);
}

/** The numbers that a direct convolution takes. */
function numberDirectly(
  shape: ConvolutionShape,
  spread: readonly [number, number],
  { x, filter, bias, y, relu }: Operands,
): number[] {
  const { batch, height, width, channels, filters, filterHeight, filterWidth } = shape;
  const { strideY, strideX, dilationY, dilationX } = shape;
  const { padTop, padLeft, outHeight, outWidth } = shape;
  return [
    ...[x, filter, bias, y, batch, height, width, channels, filters, filterHeight, filterWidth],
    ...[strideY, strideX, dilationY, dilationX, ...spread],
    ...[padTop, padLeft, outHeight, outWidth, Number(relu)],
  ];
}
