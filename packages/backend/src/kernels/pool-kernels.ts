import type { MaxPoolAttrs } from '@tensorflow/tfjs-core';
import { backend_util, MaxPool, MaxPoolGrad } from '@tensorflow/tfjs-core';
import { areFloats, defineKernel, type Tensors } from './kernel.ts';

/** Max pooling and its gradient, NHWC. */
export const poolKernels = [
  defineKernel<Tensors<'x'>, MaxPoolAttrs>(MaxPool, ({ inputs: { x }, attrs, backend }) => {
    const info = describePool(x.shape, attrs);
    if (!areFloats(x)) return undefined;
    return backend.makeFloats(info.outShape, (y) => {
      backend.runner.run('maxPool', 0, backend.addressOf(x), y, ...poolNumbers(info));
    });
  }),

  defineKernel<Tensors<'dy' | 'input'>, MaxPoolAttrs>(MaxPoolGrad, ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs;
    const info = describePool(input.shape, attrs);
    if (!areFloats(dy, input)) return undefined;
    return backend.makeFloats(input.shape, (dx) => {
      const [gradient, x] = [backend.addressOf(dy), backend.addressOf(input)];
      backend.runner.run('maxPoolGradient', 0, gradient, x, dx, ...poolNumbers(info));
    });
  }),
];

function describePool(shape: number[], attributes: MaxPoolAttrs): backend_util.Conv2DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const image = shape as [number, number, number, number];
  return backend_util.computePool2DInfo(image, filterSize, strides, 1, pad, dimRoundingMode);
}

function poolNumbers(info: backend_util.Conv2DInfo): number[] {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels],
    ...[info.effectiveFilterHeight, info.effectiveFilterWidth],
    ...[info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth],
    ...[info.padInfo.top, info.padInfo.left, info.outHeight, info.outWidth],
  ];
}
