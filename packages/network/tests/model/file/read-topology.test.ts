import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import type { Layer } from '@layerprint/core/schemas/layer';
import { buildModel } from '../../../src/model/build-model.ts';
import { readTopology, TopologyFileSchema } from '../../../src/model/file/read-topology.ts';
import { readLayers } from '../../../src/model/read-layers.ts';
import { useBackend } from '../../use-backend.ts';
import {
  KERAS_3,
  kerasFunctional,
  kerasLayer,
  kerasNode,
  kerasSequential,
  kerasTensor,
} from './saved-models.ts';

beforeAll(async () => {
  await useBackend('cpu');
});

function translate(file: object) {
  return readTopology(TopologyFileSchema.parse(JSON.parse(JSON.stringify(file))), CIFAR10).layers;
}

function build(file: object) {
  const architecture = { layers: translate(file) };
  return buildModel({ architecture, recipe: { dropoutRate: 0.5 } }, CIFAR10);
}

const END = [kerasLayer('Flatten', 'flatten'), kerasLayer('Dense', 'dense')];
const CONVOLUTION = kerasLayer('Conv2D', 'conv2d');

describe('a network of Keras 3', () => {
  it('is refused by TF.js and read here, where it is sequential', () => {
    const file = kerasSequential([
      CONVOLUTION,
      kerasLayer('BatchNormalization', 'batch_normalization'),
      kerasLayer('MaxPooling2D', 'max_pooling2d'),
      kerasLayer('ReLU', 're_lu'),
      kerasLayer('LeakyReLU', 'Leaky-ReLU'),
      kerasLayer('Dropout', 'dropout'),
      ...END,
    ]);
    expect(
      readLayers(build(file)).map(({ name, kind, outputShape }) => [name, kind, outputShape]),
    ).toEqual([
      ['input', 'input', [32, 32, 3]],
      ['conv2d', 'convolution', [32, 32, 8]],
      ['batch_normalization', 'batch-normalisation', [32, 32, 8]],
      ['max_pooling2d', 'pooling', [16, 16, 8]],
      ['re_lu', 'activation', [16, 16, 8]],
      ['leaky_relu', 'leaky-relu', [16, 16, 8]],
      ['dropout', 'dropout', [16, 16, 8]],
      ['flatten', 'flatten', [2048]],
      ['dense', 'dense', [10]],
    ]);
  });

  const residual = () =>
    kerasFunctional(
      [
        kerasNode(CONVOLUTION, ['input_layer']),
        kerasNode(kerasLayer('Conv2D', 'conv2d_1'), ['conv2d']),
        kerasNode(kerasLayer('Add', 'add'), ['conv2d', 'conv2d_1'], { mask: null }),
        kerasNode(kerasLayer('Concatenate', 'concatenate'), ['add', 'conv2d']),
        kerasNode(kerasLayer('GlobalAveragePooling2D', 'pool'), ['concatenate']),
        kerasNode(kerasLayer('Dense', 'dense'), ['pool']),
      ],
      'dense',
    );

  it('is read with its branches, where it is functional', () => {
    expect(readLayers(build(residual())).map(({ name, from }) => [name, from])).toEqual([
      ['input', undefined],
      ['conv2d', undefined],
      ['conv2d_1', undefined],
      ['add', ['conv2d', 'conv2d_1']],
      ['concatenate', ['add', 'conv2d']],
      ['pool', undefined],
      ['dense', undefined],
    ]);
  });

  it('draws its first weights as Keras does, which makes up for what it cuts off', () => {
    const normal = { class_name: 'HeNormal', config: { seed: null } };
    const layer = kerasLayer('Conv2D', 'conv2d', { kernel_initializer: normal });
    const [, convolution] = readLayers(build(kerasSequential([layer, ...END])));
    expect(convolution).toMatchObject({
      initializers: { kernel: { config: { scale: 2 / 0.8796256610342398 ** 2, mode: 'fanIn' } } },
    });
  });

  it.each<[string, object, string]>([
    [
      'kernel_regularizer',
      { class_name: 'L2', config: { l2: 0.01 } },
      'kernelRegularizer {"class_name":"L2"',
    ],
    ['kernel_constraint', { class_name: 'MaxNorm', config: {} }, 'kernelConstraint {'],
    ['groups', 2 as never, 'groups 2, which nothing in training follows'],
    ['data_format', 'channels_first' as never, 'dataFormat "channels_first", which nothing'],
    ['activation', 'mish' as never, 'activation "mish", where training wants something else'],
    [
      'activation',
      { class_name: 'function', config: 'gelu', registered_name: 'gelu' },
      'activation "gelu", where',
    ],
    [
      'activation',
      { module: 'mine', class_name: 'Own', config: {} },
      'activation {"module":"mine"',
    ],
    ['trainable', false as never, 'trainable false, which nothing in training follows'],
    [
      'dtype',
      { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } },
      'computes in "mixed_float16", and training computes in float32',
    ],
    ['dtype', 'float16' as never, 'computes in "float16"'],
    [
      'kernel_initializer',
      { class_name: 'Orthogonal', config: { gain: 1, seed: null } },
      'kernelInitializer {"class_name":"Orthogonal"',
    ],
    [
      'kernel_initializer',
      { class_name: 'GlorotUniform', config: { seed: 7 } },
      'kernelInitializer with the seed 7',
    ],
    [
      'kernel_initializer',
      {
        class_name: 'VarianceScaling',
        config: { scale: 1, mode: 'fan_in', distribution: 'untruncated_normal', seed: null },
      },
      'kernelInitializer {',
    ],
    ['kernel_size', [3] as never, 'kernelSize [3], where training wants something else'],
    ['another_key', 1 as never, 'anotherKey 1, which nothing in training follows'],
  ])('is refused by name with %s %j', (key, value, message) => {
    const layer = kerasLayer('Conv2D', 'conv2d', { [key]: value });
    expect(() => build(kerasSequential([layer, ...END]))).toThrow(
      expect.objectContaining({
        code: 'network-not-supported',
        message: expect.stringMatching(/^The layer conv2d/) as string,
      }),
    );
    expect(() => build(kerasSequential([layer, ...END]))).toThrow(message);
  });

  it('is refused, or another network, for every key of every layer that is another', () => {
    const missed: string[] = [];
    for (const [className, config] of Object.entries(KERAS_3)) {
      // What has no meaning without more than one source.
      if (['Add', 'Concatenate', 'Flatten', 'Dense', 'GlobalAveragePooling2D'].includes(className))
        continue;
      const layersOf = (changes: object) => {
        const isFirst = className === 'Conv2D';
        const own = kerasLayer(className, 'own', changes as never);
        return [...(isFirst ? [] : [CONVOLUTION]), own, ...END];
      };
      const asIs = JSON.stringify(readLayers(build(kerasSequential(layersOf({})))));
      for (const [key, value] of Object.entries(config)) {
        const changed =
          typeof value === 'number' ? value + 0.5 : typeof value === 'boolean' ? !value : 'another';
        try {
          if (
            JSON.stringify(readLayers(build(kerasSequential(layersOf({ [key]: changed }))))) ===
            asIs
          ) {
            missed.push(`${className}: ${key}`);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'network-not-supported' });
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it.each<[string, () => object, string]>([
    [
      'a recurrent layer',
      () => kerasSequential([kerasLayer('LSTM', 'lstm'), ...END]),
      'The layer lstm is a LSTM, and training knows Conv2D,',
    ],
    [
      'a layer of its author’s own',
      () => kerasSequential([kerasLayer('Conv2d', 'own'), ...END]),
      'is a Conv2d, and training knows',
    ],
    [
      'a Lambda layer',
      () => kerasSequential([kerasLayer('Lambda', 'lambda'), ...END]),
      'The layer lambda is a Lambda',
    ],
    [
      'a network within',
      () => kerasSequential([kerasLayer('Functional', 'inner', { layers: [] }), ...END]),
      'inner is a network within the network',
    ],
    [
      'another shape',
      () => kerasSequential([CONVOLUTION, ...END], [null, 28, 28, 1]),
      'The layer input_layer takes [null,28,28,1], and the data set gives [null,32,32,3]',
    ],
    [
      'a batch of one size',
      () => kerasSequential([CONVOLUTION, ...END], [8, 32, 32, 3]),
      'takes [8,32,32,3]',
    ],
    [
      'names that fall together',
      () => kerasSequential([CONVOLUTION, kerasLayer('Conv2D', 'Conv2D'), ...END]),
      'The layers conv2d and Conv2D would both be called conv2d',
    ],
    [
      'a shared layer',
      () => {
        const node = kerasNode(CONVOLUTION, ['input_layer']);
        return kerasFunctional(
          [{ ...node, inbound_nodes: [...node.inbound_nodes, ...node.inbound_nodes] }],
          'conv2d',
        );
      },
      'The layer conv2d is used 2 times, and training knows no shared layers',
    ],
    [
      'the second use of a layer',
      () => {
        const node = {
          ...kerasNode(kerasLayer('Flatten', 'flatten'), []),
          inbound_nodes: [{ args: [kerasTensor('conv2d', 1)], kwargs: {} }],
        };
        return kerasFunctional([kerasNode(CONVOLUTION, ['input_layer']), node], 'flatten');
      },
      'The layer flatten takes use 1, output 0 of conv2d',
    ],
    [
      'a call that trains',
      () =>
        kerasFunctional([kerasNode(CONVOLUTION, ['input_layer'], { training: true })], 'conv2d'),
      'conv2d is called with training true',
    ],
    [
      'a number among what it takes',
      () => {
        const node = {
          ...kerasNode(kerasLayer('Add', 'add'), []),
          inbound_nodes: [{ args: [kerasTensor('conv2d'), 2], kwargs: {} }],
        };
        return kerasFunctional([kerasNode(CONVOLUTION, ['input_layer']), node], 'add');
      },
      'The layer add takes 2, and training knows what other layers give alone',
    ],
    [
      'two outputs',
      () => {
        const file = residual();
        file.modelTopology.model_config = { ...file.modelTopology.model_config };
        const model = file.modelTopology.model_config as { config: { output_layers: unknown } };
        model.config = {
          ...model.config,
          output_layers: [
            ['dense', 0, 0],
            ['add', 0, 0],
          ],
        };
        return file;
      },
      'does not have one output, but [["dense",0,0],["add",0,0]]',
    ],
    [
      'no layers at all',
      () => ({ format: 'graph-model', modelTopology: { node: [], versions: {} } }),
      'The file holds no network that Keras or TF.js saves with its layers',
    ],
  ])('with %s is refused by name', (_, make, message) => {
    expect(() => build(make())).toThrow(message);
  });
});

/** TF.js numbers layers over all models, with capitals. */
function forgetNames(layer: Layer): object {
  return { ...layer, name: undefined, from: layer.from?.length };
}

it('a network that TF.js saved comes back as it was', async () => {
  const input = tf.input({ shape: [32, 32, 3] });
  const convolve = (filters: number) =>
    tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'elu' });
  const first = convolve(4).apply(input) as tf.SymbolicTensor;
  const second = tf.layers
    .batchNormalization()
    .apply(convolve(4).apply(first)) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([first, second]) as tf.SymbolicTensor;
  const between = [
    tf.layers.separableConv2d({ filters: 5, kernelSize: 3, depthwiseInitializer: 'heNormal' }),
    tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
    tf.layers.leakyReLU({ alpha: 0.125 }),
    tf.layers.averagePooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.batchNormalization(),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ];
  const end = between.reduce((tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor, sum);
  const model = tf.model({ inputs: input, outputs: end });
  const saved: unknown = model.toJSON(null, false);
  const before = readLayers(model).map(forgetNames);
  const after = readLayers(build({ modelTopology: saved })).map(forgetNames);
  expect(after).toEqual(before);
});

describe('what files have often and nothing here follows', () => {
  const regularized = { kernel_regularizer: { class_name: 'L2', config: { l2: 0.01 } } };
  const bound = { kernel_constraint: { class_name: 'MaxNorm', config: { max_value: 2 } } };
  it.each<[string, ReturnType<typeof kerasLayer>, RegExp]>([
    ['zero_padding2d', kerasLayer('ZeroPadding2D', 'zero_padding2d'), /padding "same"/],
    ['reshape', kerasLayer('Reshape', 'reshape'), /Flatten makes one row/],
    ['multiply', kerasLayer('Multiply', 'multiply'), /Join by Add or by Concatenate/],
    ['average', kerasLayer('Average', 'average'), /Join by Add or by Concatenate/],
    ['maximum', kerasLayer('Maximum', 'maximum'), /Join by Add or by Concatenate/],
    ['rescaling', kerasLayer('Rescaling', 'rescaling'), /divided by 255 here/],
    ['random_flip', kerasLayer('RandomFlip', 'random_flip'), /trained on as they are/],
    ['second', kerasLayer('Conv2D', 'second', regularized), /nothing is added to the loss/],
    ['second', kerasLayer('Conv2D', 'second', bound), /the optimizer alone changes weights/],
    ['lambda', kerasLayer('Lambda', 'lambda'), /^docs\/guides\/own-network\.md says/],
  ])('is refused by the name of the layer, %s, and told what to do', (name, layer, hint) => {
    expect(() => build(kerasSequential([CONVOLUTION, layer, ...END]))).toThrow(
      expect.objectContaining({
        code: 'network-not-supported',
        message: expect.stringContaining(`The layer ${name}`) as string,
        hint: expect.stringMatching(hint) as string,
      }),
    );
  });
});

describe('a network of Keras 2', () => {
  const tied = (entry: ReturnType<typeof kerasLayer>, ...sources: string[]) => ({
    class_name: entry.class_name,
    config: { ...entry.config, dtype: 'float32' },
    name: entry.config.name,
    inbound_nodes: [sources.map((source) => [source, 0, 0, {}])],
  });
  const make = (layers: readonly object[], changes: object = {}) => ({
    keras_version: '2.15.0',
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [
        {
          class_name: 'InputLayer',
          config: { name: 'i', batch_input_shape: [null, 32, 32, 3], dtype: 'float32' },
          name: 'i',
          inbound_nodes: [],
        },
        ...layers,
      ],
      input_layers: [['i', 0, 0]],
      output_layers: [['dense', 0, 0]],
      ...changes,
    },
  });
  const rest = (axis: unknown) => [
    tied(CONVOLUTION, 'i'),
    tied(kerasLayer('BatchNormalization', 'first', { axis: [3] }), 'conv2d'),
    tied(kerasLayer('Add', 'add'), 'first', 'conv2d'),
    tied(kerasLayer('Flatten', 'flatten'), 'add'),
    tied(kerasLayer('BatchNormalization', 'second', { axis }), 'flatten'),
    tied(kerasLayer('Dense', 'dense'), 'second'),
  ];

  it('is read, with its branches and the axes of its batch normalisations by number', () => {
    expect(readLayers(build(make(rest([1])))).map(({ name, from }) => [name, from])).toEqual([
      ['input', undefined],
      ['conv2d', undefined],
      ['first', undefined],
      ['add', ['first', 'conv2d']],
      ['flatten', undefined],
      ['second', undefined],
      ['dense', undefined],
    ]);
  });

  it('is refused with another axis, and with two inputs', () => {
    expect(() => build(make(rest([3])))).toThrow(
      'The layer second, a BatchNormalization, has axis [3]',
    );
    const inputs = [
      ['i', 0, 0],
      ['j', 0, 0],
    ];
    expect(() => build(make(rest(-1), { input_layers: inputs }))).toThrow(
      'The network does not have one input, but [["i",0,0],["j",0,0]]',
    );
  });
});
