import { beforeAll, describe, expect, it } from 'vitest';
import { describeLayer, findLayerRoles } from '@layerprint/core';
import { CIFAR10 } from '@layerprint/core/images';
import { ArchitectureSchema } from '@layerprint/core/schemas/architecture';
import { buildModel } from '../../src/model/build-model.ts';
import { readLayers } from '../../src/model/read-layers.ts';
import { useBackend } from '../use-backend.ts';

const ANSWER = { type: 'dense', units: 10, activation: 'softmax' };
const END = [{ type: 'flatten' }, ANSWER];
const CONVOLUTION = { type: 'conv2d', filters: 4, kernelSize: 3 };

beforeAll(async () => {
  await useBackend('cpu');
});

/** Builds what an author lists, as it comes out of an experiment's file. */
function build(layers: readonly object[], images = CIFAR10) {
  const architecture = ArchitectureSchema.parse({ layers });
  return readLayers(buildModel({ architecture, recipe: { dropoutRate: 0.5 } }, images));
}

describe('a list of layers', () => {
  it('stays as it is when a network is built of it', () => {
    const kernelInitializer = {
      className: 'VarianceScaling',
      config: { scale: 2, mode: 'fanIn', distribution: 'normal' },
    };
    const architecture = ArchitectureSchema.parse({
      layers: [{ ...CONVOLUTION, kernelInitializer }, ...END],
    });
    const before = structuredClone(architecture);
    buildModel({ architecture, recipe: { dropoutRate: 0.5 } }, CIFAR10).dispose();
    expect(architecture).toEqual(before);
  });

  it('becomes a network of these layers, called by their types and numbers', () => {
    const layers = build([
      { ...CONVOLUTION, kernelSize: 5, padding: 'same', activation: 'tanh' },
      { type: 'averagePooling2d' },
      { type: 'depthwiseConv2d', kernelSize: [3, 1], strides: 2 },
      { type: 'batchNormalization' },
      { type: 'reLU' },
      { ...CONVOLUTION, dilationRate: 2 },
      { type: 'dropout' },
      { type: 'dropout', rate: 0.2, name: 'own' },
      ...END,
    ]);
    expect(layers.map((layer) => [layer.name, describeLayer(layer), layer.outputShape])).toEqual([
      ['input', 'input', [32, 32, 3]],
      ['conv2d_1', 'convolution, 5 × 5, tanh', [32, 32, 4]],
      ['average_pooling2d_1', 'average pooling, 2 × 2', [16, 16, 4]],
      [
        'depthwise_conv2d_1',
        'depthwise convolution, 3 × 1, stride 2 × 2, without padding, no activation',
        [7, 8, 4],
      ],
      ['batch_normalization_1', 'batch normalisation, momentum 0.99', [7, 8, 4]],
      ['re_lu_1', 'activation, ReLU', [7, 8, 4]],
      ['conv2d_2', 'convolution, 3 × 3, dilation 2 × 2, without padding, no activation', [3, 4, 4]],
      ['dropout_1', 'dropout, 0.5', [3, 4, 4]],
      ['own', 'dropout, 0.2', [3, 4, 4]],
      ['flatten_1', 'flatten', [48]],
      ['dense_1', 'dense, softmax', [10]],
    ]);
    expect(findLayerRoles(layers)).toMatchObject({ first: 'conv2d_1', last: 'conv2d_2' });
  });

  it('branches where a layer says whose output it takes, which its record tells', () => {
    const layers = build([
      { ...CONVOLUTION, name: 'trunk', padding: 'same' },
      { ...CONVOLUTION, padding: 'same' },
      { type: 'add', from: ['trunk', 'conv2d_2'] },
      { ...CONVOLUTION, name: 'of_the_image', from: 'input', kernelSize: 1 },
      { type: 'concatenate', from: ['of_the_image', 'add_1'] },
      ...END,
    ]);
    expect(layers.map(({ name, from, outputShape }) => [name, from, outputShape])).toEqual([
      ['input', undefined, [32, 32, 3]],
      ['trunk', undefined, [32, 32, 4]],
      ['conv2d_2', undefined, [32, 32, 4]],
      ['of_the_image', ['input'], [32, 32, 4]],
      ['add_1', ['trunk', 'conv2d_2'], [32, 32, 4]],
      ['concatenate_1', ['of_the_image', 'add_1'], [32, 32, 8]],
      ['flatten_1', undefined, [8192]],
      ['dense_1', undefined, [10]],
    ]);
  });

  it.each<[string, object[], string]>([
    ['no softmax at its end', [CONVOLUTION, ...END, { type: 'reLU' }], 'dense_1 has a softmax'],
    [
      'another last activation',
      [CONVOLUTION, END[0]!, { ...ANSWER, activation: 'relu' }],
      'dense_1 is the last, and no softmax over classes',
    ],
    [
      'a softmax over places',
      [CONVOLUTION, ANSWER],
      'dense_1 is the last, and no softmax over classes',
    ],
    [
      'another number of classes',
      [CONVOLUTION, END[0]!, { ...ANSWER, units: 7 }],
      'dense_1 is the last and gives 7 probabilities, and the data set has 10 classes',
    ],
    [
      'no convolution',
      END,
      'The network has no convolution, whose maps its report would be about.',
    ],
    [
      'a pooling alone',
      [{ type: 'maxPooling2d', name: 'pool', poolSize: 2 }, ...END],
      'about; pool are none',
    ],
    [
      'a kernel larger than its input',
      [{ ...CONVOLUTION, kernelSize: 33 }, ...END],
      'TF.js does not take the layer conv2d_1 on what it is given, [32,32,3]: it would give [0,0,4]',
    ],
    [
      'a convolution of what lies in a row',
      [{ type: 'flatten' }, CONVOLUTION, ANSWER],
      'TF.js does not take the layer ',
    ],
    [
      'a dilation of a depthwise convolution',
      [CONVOLUTION, { type: 'conv2d', filters: 1, kernelSize: 1, name: 'conv2d_1' }, ...END],
      'Two layers are called conv2d_1',
    ],
    [
      'a layer called as the image',
      [{ ...CONVOLUTION, name: 'input' }, ...END],
      'input, which is what the image is called',
    ],
    [
      'a source that is not there',
      [CONVOLUTION, { ...CONVOLUTION, from: 'conv2d_3' }, ...END],
      'conv2d_2 takes what conv2d_3 gives, which no layer before it is called. Did you mean conv2d_1?',
    ],
    [
      'a sum of two sizes',
      [CONVOLUTION, { ...CONVOLUTION }, { type: 'add', from: ['conv2d_1', 'conv2d_2'] }, ...END],
      'TF.js does not take the layer ',
    ],
    [
      'a branch that leads nowhere',
      [CONVOLUTION, { ...CONVOLUTION, from: 'input' }, ...END],
      'conv2d_1 leads nowhere: the last does not depend on it',
    ],
    [
      'more parameters than there may be',
      [CONVOLUTION, { type: 'flatten' }, { type: 'dense', units: 4000 }, ANSWER],
      'The network is too large: up to the layer dense_1 it has 14,404,112 parameters, and 10,000,000 are the most',
    ],
    [
      'more values than there may be',
      [{ ...CONVOLUTION, filters: 5000, kernelSize: 1 }, { type: 'globalMaxPooling2d' }, ANSWER],
      'values that its layers give for one image, and 4,000,000 are the most',
    ],
    [
      'branches of other strides',
      [
        { ...CONVOLUTION, strides: 2, kernelSize: 2, name: 'coarse' },
        { ...CONVOLUTION, kernelSize: 17, from: 'input', name: 'fine' },
        { type: 'add', from: ['coarse', 'fine'] },
        ...END,
      ],
      'add_1 joins coarse and fine, which look at the image in steps of 2 × 2 and 1 × 1 pixels',
    ],
  ])('with %s is refused by name', (_, layers, message) => {
    expect(() => build(layers)).toThrow(
      expect.objectContaining({
        code: 'network-not-supported',
        message: expect.stringContaining(message) as string,
        hint: expect.stringContaining('docs/guides/own-network.md') as string,
      }),
    );
  });
});
