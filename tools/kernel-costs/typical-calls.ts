/** A call of a kernel as training makes it. */
export interface TypicalCall {
  readonly kernel: string;
  /** Shapes of the tensors that it takes, by name. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly attributes: object;
}

/** 32 images, 32 × 32, of 16 channels, as after the first convolution of a small network. */
const IMAGES = [32, 32, 32, 16] as const;
const POOLED = [32, 16, 16, 16] as const;
const CHANNELS = [16] as const;
const ROWS = [32, 1024] as const;

const WINDOW = {
  strides: 1,
  pad: 'same',
  dataFormat: 'NHWC',
  dilations: 1,
  dimRoundingMode: undefined,
};
const HALVE = { filterSize: 2, strides: 2, pad: 'valid', dimRoundingMode: undefined };

const call = (kernel: string, inputs: TypicalCall['inputs'], attributes: object = {}) => ({
  kernel,
  inputs,
  attributes,
});
const ofOne = (kernel: string, attributes: object = {}) => call(kernel, { x: IMAGES }, attributes);
const ofTwo = (kernel: string) => call(kernel, { a: IMAGES, b: IMAGES });

/** One for each kernel of ours that computes, in the order of the page. */
export const TYPICAL_CALLS: readonly TypicalCall[] = [
  call('Conv2D', { x: IMAGES, filter: [3, 3, 16, 16] }, WINDOW),
  call(
    'FusedConv2D',
    { x: IMAGES, filter: [3, 3, 16, 16], bias: CHANNELS },
    { ...WINDOW, activation: 'relu' },
  ),
  call(
    'Conv2DBackpropInput',
    { dy: IMAGES, filter: [3, 3, 16, 16] },
    { ...WINDOW, inputShape: IMAGES },
  ),
  call(
    'Conv2DBackpropFilter',
    { x: IMAGES, dy: IMAGES },
    { ...WINDOW, filterShape: [3, 3, 16, 16] },
  ),
  call('DepthwiseConv2dNative', { x: IMAGES, filter: [3, 3, 16, 1] }, WINDOW),
  call(
    'FusedDepthwiseConv2D',
    { x: IMAGES, filter: [3, 3, 16, 1], bias: CHANNELS },
    { ...WINDOW, activation: 'relu6' },
  ),
  call(
    'DepthwiseConv2dNativeBackpropInput',
    { dy: IMAGES, filter: [3, 3, 16, 1] },
    { ...WINDOW, inputShape: IMAGES },
  ),
  call(
    'DepthwiseConv2dNativeBackpropFilter',
    { x: IMAGES, dy: IMAGES },
    { ...WINDOW, filterShape: [3, 3, 16, 1] },
  ),
  call('MaxPool', { x: IMAGES }, HALVE),
  call('MaxPoolGrad', { dy: POOLED, input: IMAGES, output: POOLED }, HALVE),
  call('AvgPool', { x: IMAGES }, HALVE),
  call('AvgPoolGrad', { dy: POOLED, input: IMAGES }, HALVE),
  call(
    'BatchMatMul',
    { a: [1, 32, 1024], b: [1, 1024, 64] },
    { transposeA: false, transposeB: false },
  ),
  call(
    '_FusedMatMul',
    { a: [1, 32, 1024], b: [1, 1024, 64], bias: [64] },
    { transposeA: false, transposeB: false, activation: 'relu' },
  ),
  call(
    'FusedBatchNorm',
    { x: IMAGES, mean: CHANNELS, variance: CHANNELS, scale: CHANNELS, offset: CHANNELS },
    { varianceEpsilon: 0.001 },
  ),
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Greater'].map(ofTwo),
  ...['Relu', 'Relu6', 'LeakyRelu', 'Elu', 'Tanh', 'Sigmoid', 'Softplus', 'Neg', 'Square'].map(
    (kernel) => ofOne(kernel, { alpha: 0.2 }),
  ),
  call('Prelu', { x: IMAGES, alpha: CHANNELS }),
  ofOne('Step', { alpha: 0 }),
  ...['Sqrt', 'Rsqrt', 'Exp', 'Log'].map((kernel) => ofOne(kernel)),
  call('EluGrad', { dy: IMAGES, y: IMAGES }),
  call('Select', { condition: IMAGES, t: IMAGES, e: IMAGES }),
  ofOne('Sum', { axis: [0, 1, 2], keepDims: false }),
  ofOne('Mean', { axis: [0, 1, 2], keepDims: false }),
  call('Softmax', { logits: ROWS }, { dim: -1 }),
  call('Transpose', { x: ROWS }, { perm: [1, 0] }),
  call('Tile', { x: [1, 16] }, { reps: [1024, 1] }),
];

/** Of kernels that are TF.js's: some that a training may meet. */
export const FALLEN_BACK: readonly TypicalCall[] = [
  ofTwo('Maximum'),
  ofOne('Abs'),
  ofOne('Max', { reductionIndices: [3], keepDims: false }),
  ofOne('ArgMax', { axis: 3 }),
  ofOne('PadV2', {
    paddings: [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
    constantValue: 0,
  }),
];
