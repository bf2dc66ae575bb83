import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
} from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import {
  type ConvolutionAttributes,
  type ConvolutionShape,
  describeConvolution,
  outputShape,
} from './convolution-shape.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolve.ts';
import {
  activate,
  type FusedActivation,
  type FusedTensors,
  isActivation,
} from './fused-activation.ts';
import { areFloats, defineKernel, hasShape, type Tensors } from './kernel.ts';
import { LazyProduct } from './product.ts';
import { WaitingConvolution } from './waiting-convolution.ts';

/** Convolutions and their gradients, NHWC. */
export const convolutionKernels = [
  defineKernel<Tensors<'x' | 'filter'>, ConvolutionAttributes>(
    Conv2D,
    ({ inputs, attrs, backend }) => {
      const { x, filter } = inputs;
      const shape = describeConvolution(x.shape, filter.shape, attrs);
      if (shape === undefined || !areFloats(x, filter)) return undefined;
      const product = makeProduct(backend, shape, x, filter);
      return backend.makeLazy(outputShape(shape), product);
    },
  ),

  defineKernel<Tensors<'x' | 'filter'> & FusedTensors, ConvolutionAttributes & FusedActivation>(
    FusedConv2D,
    ({ inputs, attrs, backend }) => {
      const { x, filter, bias } = inputs;
      const shape = describeConvolution(x.shape, filter.shape, attrs);
      const isRow = bias == null || bias.shape.join() === String(shape?.filters);
      const isKnown = isRow && isActivation(attrs, inputs);
      if (shape === undefined || !isKnown || !areFloats(x, filter, bias)) return undefined;
      const relu = attrs.activation === 'relu';
      const convolution = new WaitingConvolution(backend, shape, {
        x: backend.blockOf(x),
        filter: backend.blockOf(filter),
        bias: bias == null ? undefined : backend.blockOf(bias),
        relu,
      });
      const y = backend.makeLazy(outputShape(shape), convolution);
      return relu ? y : activate(backend, y, attrs, inputs);
    },
  ),

  defineKernel<Tensors<'dy' | 'filter'>, ConvolutionAttributes & { inputShape: number[] }>(
    Conv2DBackpropInput,
    ({ inputs, attrs, backend }) => {
      const { dy, filter } = inputs;
      const shape = describeConvolution(attrs.inputShape, filter.shape, attrs);
      if (shape === undefined || !hasShape(dy, outputShape(shape))) return undefined;
      if (!areFloats(dy, filter)) return undefined;
      return backend.makeFloats(attrs.inputShape, (dx) => {
        const { runner } = backend;
        convolveInputGradient(runner, shape, backend.addressOf(dy), backend.addressOf(filter), dx);
      });
    },
  ),

  defineKernel<Tensors<'x' | 'dy'>, ConvolutionAttributes & { filterShape: number[] }>(
    Conv2DBackpropFilter,
    ({ inputs, attrs, backend }) => {
      const { x, dy } = inputs;
      const shape = describeConvolution(x.shape, attrs.filterShape, attrs);
      if (shape === undefined || !hasShape(dy, outputShape(shape))) return undefined;
      if (!areFloats(x, dy)) return undefined;
      return backend.makeFloats(attrs.filterShape, (gradient) => {
        const { runner } = backend;
        convolveFilterGradient(
          runner,
          shape,
          backend.addressOf(x),
          backend.addressOf(dy),
          gradient,
        );
      });
    },
  ),
];

function makeProduct(
  backend: LayerprintBackend,
  shape: ConvolutionShape,
  x: TensorInfo,
  filter: TensorInfo,
): LazyProduct {
  const image = backend.blockOf(x);
  const weights = backend.blockOf(filter);
  const product = (y: number, bias: number, relu: boolean): void => {
    const [x, filter] = [image.address, weights.address];
    convolve(backend.runner, shape, { x, filter, bias, y, relu, pooled: 0 });
  };
  return new LazyProduct(backend, outputShape(shape), [image, weights], product);
}
