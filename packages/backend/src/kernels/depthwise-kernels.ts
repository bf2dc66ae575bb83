import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  backend_util,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  FusedDepthwiseConv2D,
  util,
} from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import { SHARDS } from '../shards.ts';
import type { ConvolutionAttributes } from './convolution-shape.ts';
import {
  activate,
  addBias,
  type FusedActivation,
  type FusedTensors,
  isActivation,
} from './fused-activation.ts';
import { areFloats, defineKernel, hasShape, hasSizes, type Tensors } from './kernel.ts';

type Attributes = Omit<ConvolutionAttributes, 'dataFormat'>;

/** Depthwise convolution and its gradients, NHWC. */
export const depthwiseKernels = [
  defineKernel<Tensors<'x' | 'filter'>, Attributes>(
    DepthwiseConv2dNative,
    ({ inputs: { x, filter }, attrs, backend }) => {
      const info = describeDepthwise(x.shape, filter.shape, attrs);
      if (info === undefined || !areFloats(x, filter)) return undefined;
      return backend.makeFloats(info.outShape, (y) =>
        run(backend, 'depthwise', info, x, filter, y),
      );
    },
  ),

  defineKernel<Tensors<'x' | 'filter'> & FusedTensors, Attributes & FusedActivation>(
    FusedDepthwiseConv2D,
    ({ inputs, attrs, backend }) => {
      const { x, filter } = inputs;
      const info = describeDepthwise(x.shape, filter.shape, attrs);
      const isKnown = isActivation(attrs, inputs) && areFloats(x, filter);
      if (info === undefined || !isKnown) return undefined;
      const y = backend.makeFloats(info.outShape, (out) =>
        run(backend, 'depthwise', info, x, filter, out),
      );
      return activate(backend, addBias(backend, y, inputs), attrs, inputs);
    },
  ),

  defineKernel<Tensors<'dy' | 'filter'>, Attributes & { inputShape: number[] }>(
    DepthwiseConv2dNativeBackpropInput,
    ({ inputs: { dy, filter }, attrs, backend }) => {
      const info = describeDepthwise(attrs.inputShape, filter.shape, attrs);
      const fits = info !== undefined && hasShape(dy, info.outShape) && areFloats(dy, filter);
      if (!fits) return undefined;
      return backend.makeFloats(attrs.inputShape, (dx) => {
        run(backend, 'depthwiseInputGradient', info, dy, filter, dx);
      });
    },
  ),

  defineKernel<Tensors<'x' | 'dy'>, Attributes & { filterShape: number[] }>(
    DepthwiseConv2dNativeBackpropFilter,
    ({ inputs: { x, dy }, attrs, backend }) => {
      const info = describeDepthwise(x.shape, attrs.filterShape, attrs);
      const fits = info !== undefined && hasShape(dy, info.outShape) && areFloats(x, dy);
      if (!fits) return undefined;
      const count = util.sizeFromShape(attrs.filterShape);
      return backend.makeFloats(attrs.filterShape, (gradient) => {
        backend.runner.borrow(SHARDS * count * 4, (sums) => {
          run(backend, 'depthwiseFilterSums', info, x, dy, sums);
          backend.runner.call('addShards', sums, SHARDS, count, gradient);
        });
      });
    },
  ),
];

/** Describes a depthwise convolution; undefined where operands do not fit or a size is not to be had. */
function describeDepthwise(
  inputShape: number[],
  filterShape: number[],
  { strides, dilations, pad, dimRoundingMode }: Attributes,
): backend_util.Conv2DInfo | undefined {
  const areImages = inputShape.length === 4 && filterShape.length === 4;
  const steps = dilations ?? [1, 1];
  const isOne = areImages && backend_util.eitherStridesOrDilationsAreOne(strides, steps);
  if (!isOne || inputShape[3] !== filterShape[2]) return undefined;
  const info = backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    steps,
    pad,
    dimRoundingMode,
    true,
  );
  return hasSizes(info) ? info : undefined;
}

function run(
  backend: LayerprintBackend,
  kernel: string,
  info: backend_util.Conv2DInfo,
  a: TensorInfo,
  b: TensorInfo,
  out: number,
): void {
  const multiplier = info.outChannels / info.inChannels;
  const image = info.inHeight * info.inWidth * info.outChannels * 4;
  backend.runner.run(
    kernel,
    multiplier === 1 ? 0 : image,
    ...[backend.addressOf(a), backend.addressOf(b), out],
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, multiplier],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.dilationHeight, info.dilationWidth, info.padInfo.top, info.padInfo.left],
    ...[info.outHeight, info.outWidth],
  );
}
