import * as tf from '@tensorflow/tfjs-core';
import type { LayerOf } from '@layerprint/core/schemas/layer';
import type { LayerPass } from '../layer-pass.ts';
import { activate, activateFused, fuse, passBack } from './activate.ts';

type Windowed = LayerOf<'depthwise-convolution' | 'separable-convolution'>;

/** A kernel of its own for every channel, without bias and activation: forward and both gradients. */
function makeDepthwise(layer: Windowed) {
  const { stride: strides, padding: pad } = layer;
  const dilations = ('dilation' in layer && layer.dilation) || [1, 1];
  const attributes = { strides, pad, dilations };
  const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object = {}): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape });
  return {
    forward: (x: tf.Tensor, filter: tf.Tensor) => run(tf.DepthwiseConv2dNative, { x, filter }),
    backwardInput: (dy: tf.Tensor, filter: tf.Tensor, inputShape: readonly number[]) =>
      run(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, { inputShape }),
    backwardFilter: (x: tf.Tensor, dy: tf.Tensor, filterShape: readonly number[]) =>
      run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { filterShape }),
  };
}

/** Makes the pass of a depthwise convolution. */
export function makeDepthwisePass(layer: LayerOf<'depthwise-convolution'>): LayerPass {
  const { activation } = layer;
  const depthwise = makeDepthwise(layer);
  return {
    forward(input, [filter, bias]) {
      const made = depthwise.forward(input, filter!);
      return activate(activation, bias ? tf.add(made, bias) : made);
    },
    backward({ input, output, weights: [filter, bias], dy, needsInput }) {
      const { dz, sums } = passBack(activation, dy, output);
      return [
        needsInput ? depthwise.backwardInput(dz, filter!, input.shape) : null,
        depthwise.backwardFilter(input, dz, filter!.shape),
        ...(bias ? [sums] : []),
      ];
    },
  };
}

/** Makes the pass of a separable convolution. What is between its two steps is computed again for the gradient. */
export function makeSeparablePass(layer: LayerOf<'separable-convolution'>): LayerPass {
  const { activation } = layer;
  const depthwise = makeDepthwise(layer);
  const attributes = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
  const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape });
  return {
    forward(input, [depthFilter, pointFilter, bias]) {
      const mixed = tf.fused.conv2d({
        x: depthwise.forward(input, depthFilter!) as tf.Tensor4D,
        filter: pointFilter as tf.Tensor4D,
        strides: 1,
        pad: 'valid',
        ...(bias && { bias }),
        activation: fuse(activation),
      });
      return activateFused(activation, mixed);
    },
    backward({ input, output, weights: [depthFilter, pointFilter, bias], dy, needsInput }) {
      const { dz, sums } = passBack(activation, dy, output);
      const between = depthwise.forward(input, depthFilter!);
      const filterShape = pointFilter!.shape;
      const inputShape = between.shape;
      const operands = { dy: dz, filter: pointFilter! };
      const dBetween = run(tf.Conv2DBackpropInput, operands, { inputShape });
      return [
        needsInput ? depthwise.backwardInput(dBetween, depthFilter!, input.shape) : null,
        depthwise.backwardFilter(input, dBetween, depthFilter!.shape),
        run(tf.Conv2DBackpropFilter, { x: between, dy: dz }, { filterShape }),
        ...(bias ? [sums] : []),
      ];
    },
  };
}
