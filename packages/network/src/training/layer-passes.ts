import { dropout, reluGradient } from '@layerprint/backend';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from '@layerprint/core/schemas/layer';
import { createRandom } from '@layerprint/core/random';

/** Decides what dropout drops: the seed of the model, and how many steps were taken before this one. */
export interface DropoutDraw {
  readonly seed: number;
  readonly step: tf.Scalar;
}

/** What one layer does in a training step. Tensors are made and freed by whoever calls it. */
export interface LayerPass {
  /** Computes the layer's output; `[n, …]` to `[n, …]`. Without a draw nothing is dropped. */
  forward(
    input: tf.Tensor,
    weights: readonly tf.Tensor[],
    draw: DropoutDraw | undefined,
  ): tf.Tensor;
  /** Computes the gradients of what went in: the input's, where needed, then the weights' in order. */
  backward(step: BackwardStep): [input: tf.Tensor | null, ...weights: tf.Tensor[]];
}

/** All that a layer needs to turn the gradient of its output into the gradients of what went in. */
interface BackwardStep {
  readonly input: tf.Tensor;
  readonly output: tf.Tensor;
  readonly weights: readonly tf.Tensor[];
  readonly draw: DropoutDraw;
  /** Gradient of the loss with respect to `output`. */
  readonly dy: tf.Tensor;
  /** Whether anyone needs the gradient of the input; nobody needs that of the images. */
  readonly needsInput: boolean;
}

/**
 * Makes the pass of a layer out of all that is recorded of it, in kernels that every TF.js backend has; null for
 * the input. TF.js's own gradient tape would do the same with more work: it computes the gradient of the
 * images too.
 */
export function makeLayerPass(layer: Layer): LayerPass | null {
  switch (layer.kind) {
    case 'input':
      return null;
    case 'convolution':
      return makeConvolutionPass(layer);
    case 'pooling':
      return makePoolingPass(layer);
    case 'dense':
      return makeDensePass(layer);
    case 'dropout':
      return makeDropoutPass(layer);
    case 'flatten':
      return makeFlattenPass();
  }
}

type LayerOf<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

function makeConvolutionPass(layer: LayerOf<'convolution'>): LayerPass {
  const { stride: strides, padding, activation } = layer;
  const attributes = { strides, pad: padding, dataFormat: 'NHWC' };
  return {
    forward: (input, [filter, bias]) =>
      tf.fused.conv2d({
        x: input as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        strides,
        pad: padding,
        bias: bias!,
        activation,
      }),
    backward({ input, output, weights: [filter], dy, needsInput }) {
      const { dz, sums } = reluGradient(dy, output);
      const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object): tf.Tensor =>
        tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape });
      const filterShape = filter!.shape;
      return [
        needsInput
          ? run(tf.Conv2DBackpropInput, { dy: dz, filter: filter! }, { inputShape: input.shape })
          : null,
        run(tf.Conv2DBackpropFilter, { x: input, dy: dz }, { filterShape }),
        sums,
      ];
    },
  };
}

function makeDensePass({ activation }: LayerOf<'dense'>): LayerPass {
  const isRectified = activation === 'relu';
  return {
    // A softmax is left to the loss, which is exact only on logits.
    forward(input, [kernel, bias]) {
      const product = tf.fused.matMul({
        a: toRows(input),
        b: kernel as tf.Tensor2D,
        bias: bias!,
        activation: isRectified ? 'relu' : 'linear',
      });
      return tf.reshape(product, [...input.shape.slice(0, -1), kernel!.shape[1]!]);
    },
    backward({ input, output, weights: [kernel], dy, needsInput }) {
      const { dz, sums } = isRectified
        ? reluGradient(dy, output)
        : { dz: dy, sums: tf.sum(toRows(dy), 0) };
      const rows = toRows(dz);
      return [
        needsInput
          ? tf.reshape(tf.matMul(rows, kernel as tf.Tensor2D, false, true), input.shape)
          : null,
        tf.matMul(toRows(input), rows, true),
        sums,
      ];
    },
  };
}

function makePoolingPass(layer: LayerOf<'pooling'>): LayerPass {
  const { kernel: filterSize, stride: strides, padding: pad } = layer;
  return {
    forward: (input) => tf.maxPool(input as tf.Tensor4D, filterSize, strides, pad),
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

function toRows(tensor: tf.Tensor): tf.Tensor2D {
  return tf.reshape(tensor, [-1, tensor.shape.at(-1)!]);
}
