import {
  backend_util,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  PadV2,
  Reverse,
  Slice,
  Transpose,
} from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  KernelFunc,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { composeKernels } from './compose-kernels.ts';
import { runOnCpu } from './run-on-cpu.ts';

type Shape4D = [number, number, number, number];

const STRIDE_ONE = { strides: [1, 1], dataFormat: 'NHWC' };

/**
 * Computes the gradient of a convolution with respect to its filter, as one convolution.
 *
 * `dW[i, j, c, k] = Σ_{n,y,x} X[n, y·s + i, x·s + j, c] · dY[n, y, x, k]` is itself a convolution: the
 * output gradient is the filter, dilated by the stride `s`, and the batch is the channel axis that is
 * summed over. The input's channels are interleaved with its rows and the dilation of the rows raised by
 * as much, so that all of the gradient is the output of one image: XNNPACK works on four output pixels
 * at a time, and one image a channel would waste a quarter of that on 3 × 3 filters.
 *
 * Any stride and padding; a layout other than NHWC is left to TF.js's CPU kernel.
 *
 * inputs: `x` `[n, h, w, cin]`, `dy` `[n, h', w', cout]`; output `[kh, kw, cin, cout]`.
 */
export const convolveBackToFilter: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
  const attributes = attrs as unknown as Conv2DBackpropFilterAttrs;
  const wasm = backend as BackendWasm;
  if (attributes.dataFormat !== 'NHWC') return runOnCpu(wasm, Conv2DBackpropFilter, inputs, attrs!);

  const { strides, pad, dimRoundingMode, filterShape } = attributes;
  const shape = x.shape as Shape4D;
  const convolution = computeInfo(shape, filterShape, strides, pad, dimRoundingMode);
  const { batchSize, inChannels, outChannels, filterHeight, filterWidth, padInfo } = convolution;
  const { strideHeight, strideWidth } = convolution;
  const reachHeight = (convolution.outHeight - 1) * strideHeight + filterHeight;
  const reachWidth = (convolution.outWidth - 1) * strideWidth + filterWidth;
  const padBottom = Math.max(0, reachHeight - convolution.inHeight - padInfo.top);
  const padRight = Math.max(0, reachWidth - convolution.inWidth - padInfo.left);
  const height = convolution.inHeight + padInfo.top + padBottom;
  const width = convolution.inWidth + padInfo.left + padRight;

  return composeKernels(wasm, (run) => {
    const paddings = [
      [0, 0],
      [padInfo.top, padBottom],
      [padInfo.left, padRight],
      [0, 0],
    ];
    const padded = run(PadV2, { x }, { paddings, constantValue: 0 });
    const image = run(Transpose, { x: padded }, { perm: [1, 3, 2, 0] });
    const filter = run(Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
    const gradient = run(
      Conv2D,
      { x: { ...image, shape: [1, height * inChannels, width, batchSize] }, filter },
      { ...STRIDE_ONE, pad: 'valid', dilations: [strideHeight * inChannels, strideWidth] },
    );
    // Rows and columns of the input that no output reaches show up as filter taps too many.
    const tapsHigh = height - reachHeight + filterHeight;
    const tapsWide = width - reachWidth + filterWidth;
    const taps = run(
      Slice,
      { x: { ...gradient, shape: [tapsHigh, inChannels, tapsWide, outChannels] } },
      { begin: [0, 0, 0, 0], size: [filterHeight, inChannels, filterWidth, outChannels] },
    );
    return run(Transpose, { x: taps }, { perm: [0, 2, 1, 3] });
  });
};

/**
 * Computes the gradient of a convolution with respect to its input.
 *
 * With stride 1 that is a convolution of the output gradient with the filter turned by 180° and its
 * channel axes swapped, padded so that the result has the input's size. Other strides, layouts and
 * paddings wider than the filter are left to TF.js's CPU kernel.
 *
 * inputs: `dy` `[n, h', w', cout]`, `filter` `[kh, kw, cin, cout]`; output `[n, h, w, cin]`.
 */
export const convolveBackToInput: KernelFunc = ({ inputs, backend, attrs }) => {
  const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
  const attributes = attrs as unknown as Conv2DBackpropInputAttrs;
  const wasm = backend as BackendWasm;
  const paddings = findInputPaddings(attributes, filter.shape as Shape4D);
  if (!paddings) return runOnCpu(wasm, Conv2DBackpropInput, inputs, attrs!);

  return composeKernels(wasm, (run) => {
    const turned = run(Reverse, { x: filter }, { dims: [0, 1] });
    const swapped = run(Transpose, { x: turned }, { perm: [0, 1, 3, 2] });
    const attributes = { ...STRIDE_ONE, pad: paddings, dilations: [1, 1] };
    return run(Conv2D, { x: dy, filter: swapped }, attributes);
  });
};

function findInputPaddings(
  { dataFormat, inputShape, strides, pad, dimRoundingMode }: Conv2DBackpropInputAttrs,
  filterShape: Shape4D,
): number[][] | undefined {
  if (dataFormat !== 'NHWC') return undefined;
  const convolution = computeInfo(inputShape, filterShape, strides, pad, dimRoundingMode);
  if (convolution.strideHeight !== 1 || convolution.strideWidth !== 1) return undefined;
  const { top, left } = convolution.padInfo;
  const vertical = [
    convolution.filterHeight - 1 - top,
    convolution.inHeight - convolution.outHeight + top,
  ];
  const horizontal = [
    convolution.filterWidth - 1 - left,
    convolution.inWidth - convolution.outWidth + left,
  ];
  const isWiderThanFilter = [...vertical, ...horizontal].some((padding) => padding < 0);
  return isWiderThanFilter ? undefined : [[0, 0], vertical, horizontal, [0, 0]];
}

function computeInfo(
  inputShape: Shape4D,
  filterShape: Shape4D,
  strides: number | [number, number],
  pad: Conv2DBackpropInputAttrs['pad'],
  rounding: Conv2DBackpropInputAttrs['dimRoundingMode'],
): backend_util.Conv2DInfo {
  return backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, rounding);
}
