import { dropout } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '@layerprint/core/random';
import type { JoinLayer, Layer, LayerOf } from '@layerprint/core/schemas/layer';
import type { DropoutDraw, LayerPass } from './layer-pass.ts';
import { activateFused, fuse, isInward, passBack } from './passes/activate.ts';
import {
  activateBehind,
  makeActivationPass,
  makeLeakyReluPass,
} from './passes/activation-passes.ts';
import { makeBatchNormalisationPass } from './passes/batch-normalisation-pass.ts';
import { makeDepthwisePass, makeSeparablePass } from './passes/depthwise-passes.ts';
import { makeAveragePoolingPass, makeGlobalPoolingPass, poolAll } from './passes/pooling-passes.ts';
import { toRows } from './passes/rows.ts';

/**
 * Makes the pass of a layer out of all that is recorded of it, in kernels that every TF.js backend has; null for
 * the input. TF.js's own gradient tape would do the same with more work: it computes the gradient of the
 * images too.
 */
export function makeLayerPass(layer: Exclude<Layer, JoinLayer>): LayerPass | null {
  if (layer.kind === 'input') return null;
  if ('activation' in layer && layer.kind !== 'activation' && isInward(layer.activation)) {
    return activateBehind(layer.activation, makePlainPass({ ...layer, activation: 'linear' }));
  }
  return makePlainPass(layer);
}

function makePlainPass(layer: Exclude<Layer, JoinLayer | LayerOf<'input'>>): LayerPass {
  switch (layer.kind) {
    case 'convolution':
      return makeConvolutionPass(layer);
    case 'depthwise-convolution':
      return makeDepthwisePass(layer);
    case 'separable-convolution':
      return makeSeparablePass(layer);
    case 'pooling':
      return makePoolingPass(layer);
    case 'average-pooling':
      return makeAveragePoolingPass(layer);
    case 'global-average-pooling':
    case 'global-max-pooling':
      return makeGlobalPoolingPass(layer);
    case 'batch-normalisation':
      return makeBatchNormalisationPass(layer);
    case 'activation':
      return makeActivationPass(layer);
    case 'leaky-relu':
      return makeLeakyReluPass(layer);
    case 'dense':
      return makeDensePass(layer);
    case 'dropout':
      return makeDropoutPass(layer);
    case 'flatten':
      return makeFlattenPass();
  }
}

function makeConvolutionPass(layer: LayerOf<'convolution'>): LayerPass {
  const { stride: strides, padding, dilation: dilations = [1, 1], activation } = layer;
  const attributes = { strides, pad: padding, dataFormat: 'NHWC', dilations };
  return {
    forward(input, [filter, bias]) {
      const output = tf.fused.conv2d({
        x: input as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides,
        pad: padding,
        dilations,
        ...(bias && { bias }),
        activation: fuse(activation),
      });
      return activateFused(activation, output);
    },
    backward({ input, output, weights: [filter, bias], dy, needsInput }) {
      const { dz, sums } = passBack(activation, dy, output);
      const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object): tf.Tensor =>
        tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape });
      const filterShape = filter!.shape;
      return [
        needsInput
          ? run(tf.Conv2DBackpropInput, { dy: dz, filter: filter! }, { inputShape: input.shape })
          : null,
        run(tf.Conv2DBackpropFilter, { x: input, dy: dz }, { filterShape }),
        ...(bias ? [sums] : []),
      ];
    },
  };
}

function makeDensePass(layer: LayerOf<'dense'>): LayerPass {
  // A softmax is left to the loss, which is exact only on logits.
  const activation = layer.activation === 'softmax' ? 'linear' : layer.activation;
  return {
    forward(input, [kernel, bias]) {
      const product = tf.fused.matMul({
        a: toRows(input),
        b: kernel as tf.Tensor2D,
        ...(bias && { bias }),
        activation: fuse(activation),
      });
      const shape = [...input.shape.slice(0, -1), kernel!.shape[1]!];
      return activateFused(activation, tf.reshape(product, shape));
    },
    backward({ input, output, weights: [kernel, bias], dy, needsInput }) {
      const { dz, sums } = passBack(activation, dy, output);
      const rows = toRows(dz);
      return [
        needsInput
          ? tf.reshape(tf.matMul(rows, kernel as tf.Tensor2D, false, true), input.shape)
          : null,
        tf.matMul(toRows(input), rows, true),
        ...(bias ? [sums] : []),
      ];
    },
  };
}

function makePoolingPass(layer: LayerOf<'pooling'>): LayerPass {
  const { kernel: filterSize, stride: strides, padding: pad } = layer;
  return {
    forward: (input) => poolAll(tf.maxPool, input, filterSize, strides, pad),
    backward: ({ input, output, dy }) => [
      tf.engine().runKernel(tf.MaxPoolGrad, { dy, input, output }, { filterSize, strides, pad }),
    ],
  };
}

/** Every dropout layer draws from a stream of its own. The mask is drawn again for the gradient. */
function makeDropoutPass({ name, rate }: LayerOf<'dropout'>): LayerPass {
  const drop = (tensor: tf.Tensor, { seed, step }: DropoutDraw): tf.Tensor =>
    dropout(tensor, rate, createRandom(seed, `dropout ${name}`).nextUint32(), step);
  return {
    forward: (input, _, draw) => (draw ? drop(input, draw) : tf.clone(input)),
    backward: ({ dy, draw }) => [drop(dy, draw)],
  };
}

function makeFlattenPass(): LayerPass {
  return {
    forward: (input) => tf.reshape(input, [input.shape[0], -1]),
    backward: ({ input, dy }) => [tf.reshape(dy, input.shape)],
  };
}
