import type { KernelRunner } from '../kernel-runner.ts';
import { SHARDS } from '../shards.ts';
import {
  type ConvolutionShape,
  directScratchBytes,
  isWinograd,
  padFilters,
} from './convolution-shape.ts';

const WINOGRAD_POINTS = 36;
const WINOGRAD_TEMPORARY_BYTES = 36 * 16;

/** Convolves `x` with `filter` into `y`, all addresses; `bias` is 0 for none. */
export function convolve(
  runner: KernelRunner,
  shape: ConvolutionShape,
  x: number,
  filter: number,
  bias: number,
  y: number,
  relu: boolean,
): void {
  const { channels, filters, filterHeight, filterWidth } = shape;
  if (isWinograd(shape)) {
    convolveByWinograd(runner, shape, x, filter, bias, y, relu);
  } else if (filters % 4 === 0) {
    convolveDirectly(runner, shape, [1, 1], x, filter, bias, y, relu);
  } else {
    const taps = filterHeight * filterWidth * channels;
    const row = padFilters(filters) * 4;
    runner.borrow(taps * row, (padded) => {
      runner.call('padRows', filter, padded, row, taps, filters);
      convolveDirectly(runner, shape, [1, 1], x, padded, bias, y, relu);
    });
  }
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
  const row = padFilters(shape.channels) * 4;
  const adjoint = describeAdjoint(shape);
  runner.borrow(taps * shape.filters * row, (flipped) => {
    runner.call('flipFilter', filter, flipped, row, taps, shape.channels, shape.filters);
    if (isWinograd(shape)) convolveByWinograd(runner, adjoint, dy, flipped, 0, dx, false);
    else {
      const spread = [shape.strideY, shape.strideX] as const;
      convolveDirectly(runner, adjoint, spread, dy, flipped, 0, dx, false);
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
  const pads = [padTop, padLeft, outHeight, outWidth] as const;
  const image = [batch, height, width, channels, filters] as const;
  if (isWinograd(shape)) {
    const count = WINOGRAD_POINTS * channels * filters;
    const scratch = runner.call('winogradScratchBytes', channels, filters);
    runner.borrow((SHARDS * count + count) * 4 + WINOGRAD_TEMPORARY_BYTES, (sums) => {
      const total = sums + SHARDS * count * 4;
      runner.run('winogradFilterSums', scratch, x, dy, sums, ...image, ...pads);
      runner.call('addShards', sums, SHARDS, count, total);
      const temporary = total + count * 4;
      runner.call('winogradFilterGradient', total, gradient, temporary, channels * filters);
    });
    return;
  }
  const rows = filterHeight * filterWidth * channels;
  const padded = padFilters(filters);
  const count = rows * padded;
  const steps = [shape.strideY, shape.strideX, shape.dilationY, shape.dilationX] as const;
  runner.borrow((SHARDS + 1) * count * 4, (sums) => {
    const total = sums + SHARDS * count * 4;
    const taps = [filterHeight, filterWidth, ...steps] as const;
    const scratch = directScratchBytes(shape);
    runner.run('convolutionFilterSums', scratch, x, dy, sums, ...image, ...taps, ...pads);
    runner.call('addShards', sums, SHARDS, count, total);
    runner.call('copyRows', total, padded * 4, gradient, filters * 4, rows, filters);
  });
}

/** The convolution of stride 1 that takes a gradient from a convolution's output to its input. */
function describeAdjoint(shape: ConvolutionShape): ConvolutionShape {
  return {
    ...shape,
    height: shape.outHeight,
    width: shape.outWidth,
    channels: shape.filters,
    filters: shape.channels,
    strideY: 1,
    strideX: 1,
    padTop: (shape.filterHeight - 1) * shape.dilationY - shape.padTop,
    padLeft: (shape.filterWidth - 1) * shape.dilationX - shape.padLeft,
    outHeight: shape.height,
    outWidth: shape.width,
  };
}

function convolveByWinograd(
  runner: KernelRunner,
  shape: ConvolutionShape,
  x: number,
  filter: number,
  bias: number,
  y: number,
  relu: boolean,
): void {
  const { batch, height, width, channels, filters } = shape;
  const { padTop, padLeft, outHeight, outWidth } = shape;
  const pairs = channels * filters;
  const scratch = runner.call('winogradScratchBytes', channels, filters);
  runner.borrow(WINOGRAD_POINTS * pairs * 4 + WINOGRAD_TEMPORARY_BYTES, (u) => {
    runner.call('winogradFilter', filter, u, u + WINOGRAD_POINTS * pairs * 4, pairs);
    const image = [batch, height, width, channels, filters] as const;
    const pads = [padTop, padLeft, outHeight, outWidth] as const;
    runner.run('winogradConvolve', scratch, x, u, bias, y, ...image, ...pads, Number(relu));
  });
}

function convolveDirectly(
  runner: KernelRunner,
  shape: ConvolutionShape,
  [spreadY, spreadX]: readonly [number, number],
  x: number,
  filter: number,
  bias: number,
  y: number,
  relu: boolean,
): void {
  const { batch, height, width, channels, filters, filterHeight, filterWidth } = shape;
  const { strideY, strideX, dilationY, dilationX } = shape;
  const { padTop, padLeft, outHeight, outWidth } = shape;
  const image = [batch, height, width, channels, filters, filterHeight, filterWidth] as const;
  const steps = [strideY, strideX, dilationY, dilationX, spreadY, spreadX] as const;
  const pads = [padTop, padLeft, outHeight, outWidth] as const;
  const scratch = directScratchBytes(shape);
  runner.run('convolve', scratch, x, filter, bias, y, ...image, ...steps, ...pads, Number(relu));
}
