import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';

/** A tensor that a kernel is given. */
export interface Operand {
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
}

/** A call of a kernel with operands that need not fit each other. */
export interface Call {
  kernel: string;
  inputs: Record<string, Operand>;
  attributes: object;
}

const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const length = fc.oneof({ weight: 9, arbitrary: int(1, 6) }, { weight: 1, arbitrary: int(0, 9) });
const anyShape = fc.array(length, { maxLength: 5 });
const anyType = fc.oneof(
  { weight: 9, arbitrary: fc.constant('float32' as const) },
  { weight: 1, arbitrary: fc.constantFrom('int32' as const, 'bool' as const) },
);

/** Mostly what fits, now and then anything. */
const mostly = <T>(fitting: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: anything });

const operand = (shape: fc.Arbitrary<number[]>): fc.Arbitrary<Operand> =>
  fc.record({ shape, dtype: anyType });

/** A call whose operands and attributes are made together, so that they can fit. */
const call = <T>(
  kernels: string[],
  parts: fc.Arbitrary<T>,
  make: (parts: T) => {
    inputs: Record<string, fc.Arbitrary<Operand>>;
    attributes?: Record<string, fc.Arbitrary<unknown>>;
  },
): fc.Arbitrary<Call> =>
  parts.chain((chosen) => {
    const { inputs, attributes = {} } = make(chosen);
    return fc.record({
      kernel: fc.constantFrom(...kernels),
      inputs: fc.record(inputs),
      attributes: fc.record(attributes),
    });
  });

const fixed = <T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const size = fc.tuple(int(1, 7), int(1, 7));
const step = fc.oneof(int(1, 3), fc.tuple(int(1, 3), int(1, 3)));
const explicit = fc
  .array(int(-1, 4), { minLength: 4, maxLength: 4 })
  .map(([top, bottom, left, right]) => [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
const pad = fc.oneof(fc.constantFrom<unknown>('same', 'valid'), int(-1, 4), explicit);
const rounding = fc.constantFrom(undefined, undefined, 'floor', 'round', 'ceil');
const format = fc.oneof(
  { weight: 8, arbitrary: fixed('NHWC') },
  { weight: 1, arbitrary: fixed('NCHW') },
);
const activation = fc.constantFrom(
  ...['linear', 'relu', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu', 'tanh', undefined],
);
const leakyreluAlpha = fc.constantFrom(0.2, 0, undefined);

const image = fc.record({
  batch: fc.constantFrom(1, 2, 2, 9),
  size,
  channels: mostly(int(1, 5), int(0, 9)),
  filters: fc.constantFrom(1, 3, 4, 5, 8),
  window: mostly(fixed([3, 3] as [number, number]), fc.tuple(int(1, 5), int(1, 5))),
  strides: mostly(fixed<unknown>(1), step),
  pad,
  dimRoundingMode: rounding,
});
type Image = typeof image extends fc.Arbitrary<infer T> ? T : never;

const inputShape = ({ batch, size, channels }: Image): number[] => [batch, ...size, channels];
const filterShape = ({ window, channels, filters }: Image): number[] => [
  ...window,
  channels,
  filters,
];
const movement = ({
  strides,
  pad,
  dimRoundingMode,
}: Image): Record<string, fc.Arbitrary<unknown>> => ({
  strides: fixed(strides),
  pad: fixed(pad),
  dimRoundingMode: fixed(dimRoundingMode),
});

/** The output's shape as TF.js computes it; any where there is none. */
function outputShape(parts: Image, filter: number[]): number[] {
  try {
    const { outShape } = tf.backend_util.computeConv2DInfo(
      inputShape(parts) as [number, number, number, number],
      filter as [number, number, number, number],
      parts.strides as number,
      1,
      parts.pad as number,
      parts.dimRoundingMode,
    );
    return outShape.every((length) => length >= 0) ? outShape : [1, 1, 1, 1];
  } catch {
    return [1, 1, 1, 1];
  }
}

const pooled = (parts: Image): number[] =>
  outputShape(parts, [...parts.window, parts.channels, parts.channels]);

const convolutions = [
  call(['Conv2D', 'FusedConv2D'], image, (parts) => ({
    inputs: {
      x: operand(mostly(fixed(inputShape(parts)), anyShape)),
      filter: operand(mostly(fixed(filterShape(parts)), anyShape)),
      bias: operand(mostly(fixed([parts.filters]), anyShape)),
      preluActivationWeights: operand(mostly(fixed([parts.filters]), anyShape)),
    },
    attributes: {
      ...movement(parts),
      activation,
      leakyreluAlpha,
      dataFormat: format,
      dilations: mostly(fixed<unknown>(1), step),
    },
  })),
  call(['Conv2DBackpropInput'], image, (parts) => ({
    inputs: {
      dy: operand(mostly(fixed(outputShape(parts, filterShape(parts))), anyShape)),
      filter: operand(mostly(fixed(filterShape(parts)), anyShape)),
    },
    attributes: {
      ...movement(parts),
      dataFormat: format,
      inputShape: mostly(
        fixed(inputShape(parts)),
        fc.array(int(1, 5), { minLength: 4, maxLength: 4 }),
      ),
    },
  })),
  call(['Conv2DBackpropFilter'], image, (parts) => ({
    inputs: {
      x: operand(
        mostly(fixed(inputShape(parts)), fc.array(int(1, 5), { minLength: 4, maxLength: 4 })),
      ),
      dy: operand(
        mostly(
          fixed(outputShape(parts, filterShape(parts))),
          fc.array(int(1, 5), { minLength: 4, maxLength: 4 }),
        ),
      ),
    },
    attributes: {
      ...movement(parts),
      dataFormat: format,
      filterShape: mostly(
        fixed(filterShape(parts)),
        fc.array(int(1, 5), { minLength: 4, maxLength: 4 }),
      ),
    },
  })),
];

const pools = [
  call(['MaxPool', 'AvgPool'], image, (parts) => ({
    inputs: { x: operand(mostly(fixed(inputShape(parts)), anyShape)) },
    attributes: { ...movement(parts), filterSize: fixed(parts.window) },
  })),
  call(['MaxPoolGrad'], image, (parts) => ({
    inputs: {
      dy: operand(
        mostly(fixed(pooled(parts)), fc.array(int(1, 5), { minLength: 4, maxLength: 4 })),
      ),
      input: operand(fixed(inputShape(parts))),
      output: operand(fixed(pooled(parts))),
    },
    attributes: { ...movement(parts), filterSize: fixed(parts.window) },
  })),
  call(['AvgPoolGrad'], image, (parts) => ({
    inputs: {
      dy: operand(
        mostly(
          fixed(pooled({ ...parts, dimRoundingMode: undefined })),
          fc.array(int(1, 5), { minLength: 4, maxLength: 4 }),
        ),
      ),
      input: operand(fixed(inputShape(parts))),
    },
    attributes: {
      strides: fixed(parts.strides),
      pad: fixed(parts.pad),
      filterSize: fixed(parts.window),
    },
  })),
];

const depthwiseShape = ({ window, channels, filters }: Image): number[] => [
  ...window,
  channels,
  1 + (filters % 3),
];
const depthwiseOutput = (parts: Image): number[] => {
  const shape = outputShape(parts, [...parts.window, parts.channels, 1]);
  return [...shape.slice(0, 3), parts.channels * (1 + (parts.filters % 3))];
};

const depthwise = [
  call(['DepthwiseConv2dNative'], image, (parts) => ({
    inputs: {
      x: operand(mostly(fixed(inputShape(parts)), anyShape)),
      filter: operand(mostly(fixed(depthwiseShape(parts)), anyShape)),
    },
    attributes: { ...movement(parts), dilations: mostly(fixed<unknown>([1, 1]), step) },
  })),
  call(['FusedDepthwiseConv2D'], image, (parts) => {
    const row = operand(mostly(fixed(depthwiseOutput(parts).slice(-1)), anyShape));
    return {
      inputs: {
        x: operand(mostly(fixed(inputShape(parts)), anyShape)),
        filter: operand(mostly(fixed(depthwiseShape(parts)), anyShape)),
        bias: row,
        preluActivationWeights: row,
      },
      attributes: {
        ...movement(parts),
        activation,
        leakyreluAlpha,
        dataFormat: format,
        dilations: mostly(fixed<unknown>([1, 1]), step),
      },
    };
  }),
  call(['DepthwiseConv2dNativeBackpropInput'], image, (parts) => ({
    inputs: {
      dy: operand(
        mostly(fixed(depthwiseOutput(parts)), fc.array(int(1, 5), { minLength: 4, maxLength: 4 })),
      ),
      filter: operand(fixed(depthwiseShape(parts))),
    },
    attributes: {
      ...movement(parts),
      dilations: fixed([1, 1]),
      inputShape: fixed(inputShape(parts)),
    },
  })),
  call(['DepthwiseConv2dNativeBackpropFilter'], image, (parts) => ({
    inputs: {
      x: operand(fixed(inputShape(parts))),
      dy: operand(
        mostly(fixed(depthwiseOutput(parts)), fc.array(int(1, 5), { minLength: 4, maxLength: 4 })),
      ),
    },
    attributes: {
      ...movement(parts),
      dilations: fixed([1, 1]),
      filterShape: fixed(depthwiseShape(parts)),
    },
  })),
];

const matrices = fc.record({
  outer: fc.oneof(fixed<number[]>([]), fc.array(length, { maxLength: 2 })),
  sizes: fc.tuple(length, length, length),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});

const products = [
  call(['BatchMatMul', '_FusedMatMul'], matrices, ({ outer, sizes, transposeA, transposeB }) => {
    const [rows, inner, columns] = sizes;
    const a = [...outer, ...(transposeA ? [inner, rows] : [rows, inner])];
    const b = [...outer, ...(transposeB ? [columns, inner] : [inner, columns])];
    return {
      inputs: {
        a: operand(mostly(fixed(a), anyShape)),
        b: operand(mostly(fixed(b), anyShape)),
        bias: operand(mostly(fixed([columns]), anyShape)),
        preluActivationWeights: operand(mostly(fixed([columns]), anyShape)),
      },
      attributes: {
        transposeA: fixed(transposeA),
        transposeB: fixed(transposeB),
        activation,
        leakyreluAlpha,
      },
    };
  }),
];

const others = [
  call(
    ['Add', 'Sub', 'Multiply', 'RealDiv', 'Greater'],
    fc.tuple(anyShape, fc.nat(5), fc.nat(31)),
    (parts) => {
      const [shape, dropped, ones] = parts;
      const repeated = shape.map((length, i) => ((ones >> i) & 1 ? 1 : length)).slice(dropped);
      const dtype = fixed('float32' as const);
      const a = fc.record({ shape: fixed(shape), dtype });
      const b = fc.record({ shape: mostly(fc.constantFrom(shape, repeated, []), anyShape), dtype });
      return { inputs: ones % 2 === 0 ? { a, b } : { a: b, b: a } };
    },
  ),
  call(
    [
      'Tanh',
      'Sigmoid',
      'Softplus',
      'Elu',
      'Rsqrt',
      'Neg',
      'Square',
      'Sqrt',
      'Exp',
      'Log',
      'Relu',
      'Relu6',
      'Identity',
    ],
    anyShape,
    (shape) => ({
      inputs: { x: operand(fixed(shape)) },
    }),
  ),
  call(['LeakyRelu'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: { alpha: fc.constantFrom(0, 0.2, 2) },
  })),
  call(['Prelu'], anyShape, (shape) => ({
    inputs: {
      x: operand(fixed(shape)),
      alpha: operand(mostly(fc.constantFrom(shape, shape.slice(-1), []), anyShape)),
    },
  })),
  call(['EluGrad'], anyShape, (shape) => ({
    inputs: { dy: operand(fixed(shape)), y: operand(fixed(shape)) },
  })),
  call(['Select'], anyShape, (shape) => {
    const same = fixed(shape);
    const dtype = fixed('bool' as const);
    const condition = mostly(same, fixed(shape.slice(0, 1)));
    return {
      inputs: {
        condition: fc.record({ shape: condition, dtype }),
        t: operand(same),
        e: operand(same),
      },
    };
  }),
  call(['FusedBatchNorm'], fc.tuple(anyShape, length), ([shape, other]) => {
    const row = operand(mostly(fixed(shape.slice(-1)), fc.constantFrom([other], [], shape)));
    return {
      inputs: { x: operand(fixed(shape)), mean: row, variance: row, offset: row, scale: row },
      attributes: { varianceEpsilon: fc.constantFrom(undefined, 2.5) },
    };
  }),
  call(['Tile'], anyShape, (shape) => ({
    inputs: {
      x: operand(mostly(fixed(shape.map((n, i) => (i < shape.length - 1 ? 1 : n))), fixed(shape))),
    },
    attributes: {
      reps: fc.tuple(
        ...shape.map((_, i) => (i < shape.length - 1 ? int(1, 4) : mostly(fixed(1), int(0, 3)))),
      ),
    },
  })),
  call(['Step'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: { alpha: fc.constantFrom(0, 0, 0.5) },
  })),
  call(['Softmax'], anyShape, (shape) => ({
    inputs: { logits: operand(fixed(shape)) },
    attributes: { dim: mostly(fixed(-1), int(-3, 5)) },
  })),
  call(['Sum', 'Mean'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: {
      axis: fc.oneof(int(-6, 6), fc.uniqueArray(int(-1, 4), { maxLength: 4 })),
      keepDims: fc.boolean(),
    },
  })),
  call(['Transpose'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: {
      perm: fc.shuffledSubarray(
        shape.map((_, i) => i),
        { minLength: shape.length },
      ),
    },
  })),
  call(['Reshape'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: {
      shape: mostly(
        fc.shuffledSubarray(shape, { minLength: shape.length }),
        fc.array(int(-1, 6), { maxLength: 4 }),
      ),
    },
  })),
  call(['Cast'], anyShape, (shape) => ({
    inputs: { x: operand(fixed(shape)) },
    attributes: { dtype: fc.constantFrom('float32', 'int32', 'bool') },
  })),
];

/** Calls of every kernel of TF.js that is ours. */
export const anyCall: fc.Arbitrary<Call> = fc.oneof(
  ...convolutions,
  ...pools,
  ...depthwise,
  ...products,
  ...others,
);
