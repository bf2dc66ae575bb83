import type { AvgPoolAttrs, AvgPoolGradAttrs, MaxPoolAttrs } from '@tensorflow/tfjs-core';
import {
  AvgPool,
  AvgPoolGrad,
  backend_util,
  MaxPool,
  MaxPoolGrad,
  util,
} from '@tensorflow/tfjs-core';
import { isTwoByTwo, MaxPoolGradient, poolNumbers } from './max-pool-gradient.ts';
import { areFloats, defineKernel, hasShape, hasSizes, type Tensors } from './kernel.ts';
import { WaitingConvolution } from './waiting-convolution.ts';

/** Max and average pooling and their gradients, NHWC. */
export const poolKernels = [
  defineKernel<Tensors<'x'>, MaxPoolAttrs>(MaxPool, ({ inputs: { x }, attrs, backend }) => {
    const info = describePool(x.shape, attrs);
    if (info === undefined || isIdentity(info) || !areFloats(x)) return undefined;
    const waiting = backend.lazyOf(x);
    const isOnTheWay =
      waiting instanceof WaitingConvolution && waiting.hasShapeOf(x) && isTwoByTwo(info);
    return backend.makeFloats(info.outShape, (y) => {
      if (isOnTheWay) waiting.computePooled(x, y);
      else backend.runner.run('maxPool', 0, backend.addressOf(x), y, ...poolNumbers(info));
    });
  }),

  defineKernel<Tensors<'dy' | 'input'>, MaxPoolAttrs>(MaxPoolGrad, ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs;
    const info = describePool(input.shape, attrs);
    const fits = info !== undefined && hasShape(dy, info.outShape) && areFloats(dy, input);
    if (!fits) return undefined;
    const operands = [backend.blockOf(dy), backend.blockOf(input)] as const;
    return backend.makeLazy(input.shape, new MaxPoolGradient(backend.runner, info, ...operands));
  }),

  defineKernel<Tensors<'x'>, AvgPoolAttrs>(AvgPool, ({ inputs: { x }, attrs, backend }) => {
    const info = describePool(x.shape, attrs);
    if (info === undefined || isIdentity(info) || !areFloats(x)) return undefined;
    return backend.makeFloats(info.outShape, (y) => {
      backend.runner.run('averagePool', 0, backend.addressOf(x), y, ...poolNumbers(info));
    });
  }),

  defineKernel<Tensors<'dy' | 'input'>, AvgPoolGradAttrs>(
    AvgPoolGrad,
    ({ inputs: { dy, input }, attrs, backend }) => {
      const info = describePool(input.shape, attrs);
      const fits = info !== undefined && hasShape(dy, info.outShape) && areFloats(dy, input);
      if (!fits) return undefined;
      return backend.makeFloats(input.shape, (dx) => {
        backend.runner.run(
          'averagePoolGradient',
          0,
          backend.addressOf(dy),
          dx,
          ...poolNumbers(info),
        );
      });
    },
  ),
];

/** Describes pooling over images `[batch, height, width, channels]`; undefined where a size is not to be had. */
function describePool(
  shape: number[],
  attributes: AvgPoolGradAttrs & Partial<Pick<MaxPoolAttrs, 'dimRoundingMode'>>,
): backend_util.Conv2DInfo | undefined {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const image = shape as [number, number, number, number];
  if (shape.length !== 4) return undefined;
  const info = backend_util.computePool2DInfo(image, filterSize, strides, 1, pad, dimRoundingMode);
  return hasSizes(info) ? info : undefined;
}

/** Whether TF.js hands the images on as they are, whatever stride and padding would make of them. */
function isIdentity({
  filterHeight,
  filterWidth,
  inShape,
  outShape,
}: backend_util.Conv2DInfo): boolean {
  return filterHeight === 1 && filterWidth === 1 && util.arraysEqual(inShape, outShape);
}
