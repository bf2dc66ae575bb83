import { backend_util } from '@tensorflow/tfjs-core';
import { hasSizes } from './kernel.ts';

/** The numbers that describe a convolution to the kernels, in the order of their arguments. */
export interface ConvolutionShape {
  batch: number;
  height: number;
  width: number;
  channels: number;
  filters: number;
  filterHeight: number;
  filterWidth: number;
  strideY: number;
  strideX: number;
  dilationY: number;
  dilationX: number;
  padTop: number;
  padLeft: number;
  outHeight: number;
  outWidth: number;
}

/** Attributes that Conv2D and its two gradients share. */
export interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Describes a convolution of an input `[batch, height, width, channels]`; undefined for NCHW, for groups, and where
 * a size is not to be had, as of a filter larger than the image it has to lie in.
 */
export function describeConvolution(
  inputShape: number[],
  filterShape: number[],
  attributes: ConvolutionAttributes,
): ConvolutionShape | undefined {
  const { strides, dilations = 1, pad, dimRoundingMode, dataFormat } = attributes;
  if (dataFormat === 'NCHW' || inputShape.length !== 4 || filterShape.length !== 4)
    return undefined;
  if (inputShape[3] !== filterShape[2]) return undefined;
  const info = backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  if (!hasSizes(info)) return undefined;
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    filters: info.outChannels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    dilationY: info.dilationHeight,
    dilationX: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
  };
}

/** The shape `[batch, height, width, filters]` of what a convolution gives. */
export function outputShape(shape: ConvolutionShape): number[] {
  return [shape.batch, shape.outHeight, shape.outWidth, shape.filters];
}

/** Whether Winograd's F(4×4, 3×3) applies: 3×3, stride 1, whole vectors of filters. */
export function isWinograd(shape: ConvolutionShape): boolean {
  return (
    shape.filterHeight === 3 &&
    shape.filterWidth === 3 &&
    shape.strideY === 1 &&
    shape.strideX === 1 &&
    shape.dilationY === 1 &&
    shape.dilationX === 1 &&
    shape.filters % 4 === 0
  );
}

/** The convolution of stride 1 that takes a gradient from a convolution's output to its input. */
export function transposeShape(shape: ConvolutionShape): ConvolutionShape {
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

/** Channels or filters rounded up to whole vectors. */
export function padToVectors(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Bytes that a direct convolution needs besides its operands: one padded image and one row of output. */
export function directScratchBytes(shape: ConvolutionShape): number {
  const rows = (shape.outHeight - 1) * shape.strideY + (shape.filterHeight - 1) * shape.dilationY;
  const columns = (shape.outWidth - 1) * shape.strideX + (shape.filterWidth - 1) * shape.dilationX;
  const window = (rows + 1) * (columns + 1) * shape.channels;
  return 4 * (window + shape.outWidth * padToVectors(shape.filters)) + 16;
}
