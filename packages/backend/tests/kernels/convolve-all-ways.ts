import * as tf from '@tensorflow/tfjs-core';
import { type ConvolutionShape, describeConvolution } from '../../src/kernels/convolution-shape.ts';

/** A convolution to try. */
export interface Case {
  x: [number, number, number, number];
  filter: [number, number, number, number];
  strides: [number, number];
  dilations: [number, number];
  pad: 'same' | 'valid';
}

/** The numbers that a convolution and its gradients read. */
export interface Operands {
  x: Float32Array;
  filter: Float32Array;
  dy: Float32Array;
}

const attributesOf = ({ strides, dilations, pad }: Case) =>
  ({ strides, dilations, pad, dataFormat: 'NHWC' }) as const;

export function shapeOf(example: Case): ConvolutionShape {
  return describeConvolution(example.x, example.filter, attributesOf(example))!;
}

/** Makes operands of the right lengths. */
export function makeOperands(
  example: Case,
  make: (length: number, operand: number) => Float32Array,
): Operands {
  const [x, filter, dy] = [example.x, example.filter, outputShapeOf(example)].map((dims, operand) =>
    make(tf.util.sizeFromShape(dims), operand),
  );
  return { x: x!, filter: filter!, dy: dy! };
}

/** The convolution, its input's gradient and its filter's gradient. */
export function convolveAllWays(example: Case, operands: Operands): tf.Tensor[] {
  const attributes = attributesOf(example);
  const run = (kernel: string, inputs: tf.NamedTensorMap, shapes: object): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { ...attributes, ...shapes });
  const x = tf.tensor(operands.x, example.x);
  const filter = tf.tensor(operands.filter, example.filter);
  const dy = tf.tensor(operands.dy, outputShapeOf(example));
  return [
    run(tf.Conv2D, { x, filter }, {}),
    run(tf.Conv2DBackpropInput, { dy, filter }, { inputShape: example.x }),
    run(tf.Conv2DBackpropFilter, { x, dy }, { filterShape: example.filter }),
  ];
}

function outputShapeOf(example: Case): number[] {
  const shape = shapeOf(example);
  return [shape.batch, shape.outHeight, shape.outWidth, shape.filters];
}
