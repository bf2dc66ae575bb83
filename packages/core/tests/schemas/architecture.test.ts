import { describe, expect, it } from 'vitest';
import { parseJson } from '@layerprint/core/canonical-json';
import { ArchitectureChoiceSchema } from '@layerprint/core/schemas/architecture';

const CONVOLUTION = { type: 'conv2d', filters: 4, kernelSize: 3 };
const BATCHES = { type: 'batchNormalization' };

const read = (...layers: object[]) =>
  parseJson(ArchitectureChoiceSchema, JSON.stringify({ layers }), 'architecture');

describe('a list of layers', () => {
  it.each<[string, object[], string]>([
    [
      'a stride together with a dilation',
      [{ ...CONVOLUTION, strides: 2, dilationRate: [1, 2] }],
      'layers.0.dilationRate: Expected a stride or a dilation, not both',
    ],
    [
      'the same in a separable convolution',
      [{ ...CONVOLUTION, type: 'separableConv2d', strides: [1, 2], dilationRate: 2 }],
      'layers.0.dilationRate: Expected a stride or a dilation, not both',
    ],
    [
      'a sum that says nothing of what it joins',
      [CONVOLUTION, { type: 'add' }],
      'layers.1.from: Expected the names of two layers at least, which it joins',
    ],
    [
      'a concatenation of one',
      [CONVOLUTION, { type: 'concatenate', from: ['conv2d_1'] }],
      'layers.1.from: Expected the names of two layers at least, which it joins',
    ],
    [
      'a convolution of two',
      [CONVOLUTION, { ...CONVOLUTION, from: ['input', 'conv2d_1'] }],
      'layers.1.from: Expected one layer: several are joined by an add or a concatenate before it',
    ],
    ['a rate that float32 makes 1', [{ type: 'dropout', rate: 0.99999999999 }], 'below 1'],
    ['a rate of 1', [{ type: 'dropout', rate: 1 }], 'layers.0.rate: Expected a number below 1'],
    ['an epsilon that float32 makes 0', [{ ...BATCHES, epsilon: 1e-60 }], 'layers.0.epsilon: '],
    ['a momentum above 1', [{ ...BATCHES, momentum: 1.5 }], 'layers.0.momentum: Too big'],
    ['a slope beyond float32', [{ type: 'leakyReLU', alpha: 1e300 }], 'layers.0.alpha: Too big'],
    [
      'first values beyond float32',
      [
        {
          ...CONVOLUTION,
          kernelInitializer: { className: 'Constant', config: { value: -1e300 } },
        },
      ],
      'layers.0.kernelInitializer.config.value: Too small',
    ],
  ])('with %s is refused in its place', (_, layers, message) => {
    expect(() => read(...layers)).toThrow(
      expect.objectContaining({
        code: 'invalid-json',
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it('has one zero', () => {
    const text = '{ "layers": [{ "type": "dropout", "rate": -0 }] }';
    expect(parseJson(ArchitectureChoiceSchema, text, 'architecture')).toEqual({
      layers: [{ type: 'dropout', rate: 0 }],
    });
  });

  it.each([
    { ...CONVOLUTION, strides: 2, dilationRate: 1 },
    { ...CONVOLUTION, strides: [1, 1], dilationRate: [2, 3] },
    { ...CONVOLUTION, from: ['input'] },
    { type: 'add', from: ['conv2d_1', 'conv2d_1'] },
  ])('takes %j', (layer) => {
    expect(read(CONVOLUTION, layer)).toEqual({ layers: [CONVOLUTION, layer] });
  });
});

it.each(['model.h5', 'model.keras', 'model'])('a network in %s is refused', (file) => {
  const text = JSON.stringify({ file });
  expect(() => parseJson(ArchitectureChoiceSchema, text, 'architecture')).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('file: Expected a .json: the model.json of') as string,
    }),
  );
});
