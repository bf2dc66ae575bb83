import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';
import type { Layer } from '@layerprint/core/schemas/layer';
import { isSameValue } from '../../src/model/same-value.ts';
import { useBackend } from '../use-backend.ts';
import { CIFAR10 } from '@layerprint/core/images';
import { assertArticleNetwork } from '../../src/model/article-network.ts';
import { buildModel } from '../../src/model/build-model.ts';
import { readLayers } from '../../src/model/read-layers.ts';
import { readNetwork } from '../../src/training/network.ts';
import { buildEveryday, EVERYDAY_NETWORKS } from '../training/everyday-networks.ts';
import { buildEdited, stack, type NetworkEdit } from './edit-network.ts';

const ACTIVATIONS = [
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'linear',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
];

beforeAll(async () => {
  await useBackend('cpu');
});

/** What is said of a model where it is built, or "accepted". */
function judge(model: layers.LayersModel): string {
  try {
    assertArticleNetwork(readLayers(model), 0.5, CIFAR10);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
    expect(error.code).toBe('network-not-supported');
    expect(error.hint).toContain('docs/guides/own-network.md');
    return error.message;
  }
}

describe('a network', () => {
  it('is accepted where it is the article’s', () => {
    expect(judge(buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10))).toBe('accepted');
    expect(judge(buildEdited({}))).toBe('accepted');
    // What TF.js takes as the same.
    const same = { kernelSize: [3, 3], strides: 1, dilationRate: 1, biasInitializer: 'zeros' };
    expect(judge(buildEdited({ options: { conv2d_3: same } }))).toBe('accepted');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['conv2d_1', { useBias: false }, 'bias false, where the article has as usual'],
    ['conv2d_2', { dilationRate: 2 }, 'dilation [2,2], where the article has as usual'],
    ['conv2d_3', { dataFormat: 'channelsFirst' }, 'dataFormat "channelsFirst"'],
    ['conv2d_3', { kernelRegularizer: 'l1l2' }, 'kernelRegularizer {"className":"L1L2"'],
    ['conv2d_3', { biasRegularizer: 'l1l2' }, 'biasRegularizer {'],
    ['conv2d_4', { kernelConstraint: 'maxNorm' }, 'kernelConstraint {"className":"MaxNorm"'],
    ['conv2d_4', { biasConstraint: 'nonNeg' }, 'biasConstraint {"className":"NonNeg"'],
    ['conv2d_4', { kernelInitializer: 'glorotNormal' }, 'initializers {"kernel":{"className"'],
    ['conv2d_4', { kernelInitializer: 'heUniform' }, 'initializers {"kernel":{"className"'],
    ['conv2d_4', { kernelInitializer: layers.initializers.glorotUniform({ seed: 1 }) }, 'kernelI'],
    ['conv2d_4', { biasInitializer: 'ones' }, 'initializers {"bias":{"className":"Ones"'],
    ['conv2d_5', { trainable: false }, 'trainable false, and training follows true alone'],
    ['conv2d_6', { kernelSize: 5 }, 'kernel [5,5], where the article has [3,3]'],
    ['conv2d_6', { kernelSize: [3, 1] }, 'kernel [3,1], where the article has [3,3]'],
    ['conv2d_6', { strides: 2 }, 'stride [2,2], where the article has [1,1]'],
    ['conv2d_6', { padding: 'valid' }, 'padding "valid", where the article has "same"'],
    ['conv2d_6', { padding: 'causal' }, 'padding "causal", and training follows'],
    ['conv2d_6', { filters: 8 }, 'outputShape [8,8,8], where the article has [8,8,16]'],
    ['conv2d_2', { inputShape: [32, 32, 16] }, 'batchInputShape [null,32,32,16], which nothing'],
    ['pool_1', { poolSize: 3 }, 'kernel [3,3], where the article has [2,2]'],
    ['pool_1', { strides: 1 }, 'stride [1,1], where the article has [2,2]'],
    ['pool_2', { padding: 'same' }, 'padding "same", where the article has "valid"'],
    ['pool_2', { dataFormat: 'channelsFirst' }, 'dataFormat "channelsFirst"'],
    ['pool_2', { trainable: false }, 'trainable false'],
    ['dense_1', { units: 32 }, 'outputShape [8,8,32], where the article has [8,8,64]'],
    ['dense_1', { useBias: false }, 'bias false'],
    ['dense_1', { kernelConstraint: 'unitNorm' }, 'kernelConstraint {'],
    ['dense_1', { kernelInitializer: 'zeros' }, 'initializers {"kernel":{"className":"Zeros"'],
    ['dropout_1', { rate: 0.25 }, 'rate 0.25, where the recipe has 0.5'],
    ['dropout_1', { rate: 1 }, 'rate 1, and training follows no such thing'],
    ['dropout_1', { noiseShape: [null, 1, 1, 64] }, 'noiseShape [null,1,1,64]'],
    ['dropout_1', { seed: 7 }, 'seed 7, and training follows null alone'],
    ['flatten_1', { dataFormat: 'channelsFirst' }, 'dataFormat "channelsFirst", which nothing'],
    ['dense_2', { units: 9 }, 'outputShape [9], where the article has [10]'],
  ])('is refused with %s made with %j', (name, options, message) => {
    const said = judge(buildEdited({ options: { [name]: options } }));
    expect(said).toMatch(/^(The )?layer /i);
    expect(said).toContain(`${name} has ${message}`);
  });

  it.each(['conv2d_1', 'conv2d_6', 'dense_1', 'dense_2'])(
    'is refused with every activation of %s but its own',
    (name) => {
      const own = name === 'dense_2' ? 'softmax' : 'relu';
      for (const activation of [...ACTIVATIONS, undefined]) {
        const said = judge(buildEdited({ options: { [name]: { activation } } }));
        if (activation === own) expect(said).toBe('accepted');
        else expect(said, activation).toContain(`The layer ${name} `);
      }
    },
  );

  const { conv2d, dense, dropout, maxPooling2d } = layers.layers;
  const convolution = (name: string) =>
    conv2d({
      name,
      filters: 16,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: 'glorotUniform',
    });
  it.each<[string, NetworkEdit, string]>([
    [
      'a seventh convolution',
      { layers: (all) => all.toSpliced(8, 0, convolution('conv2d_7')) },
      'Layer 10 is conv2d_7, where dense_1 stands in the article',
    ],
    [
      'a convolution in between',
      { layers: (all) => all.toSpliced(5, 0, convolution('conv2d_4b')) },
      'Layer 7 is conv2d_4b, where pool_2 stands in the article',
    ],
    [
      'one convolution fewer',
      { layers: (all) => all.toSpliced(7, 1) },
      'Layer 9 is dense_1, where conv2d_6 stands in the article',
    ],
    [
      'a layer behind the last',
      { layers: (all) => [...all, dense({ name: 'dense_3', units: 10, activation: 'softmax' })] },
      'The layer dense_2 has a softmax, and training knows one as the last of all',
    ],
    [
      'no last layer',
      { layers: (all) => all.slice(0, -1) },
      'flatten_1 is the last, and no softmax over classes',
    ],
    [
      'another name',
      { options: { conv2d_6: { name: 'last' } } },
      'Layer 9 is last, where conv2d_6 stands in the article',
    ],
    [
      'two names exchanged',
      { options: { conv2d_1: { name: 'conv2d_2' }, conv2d_2: { name: 'conv2d_1' } } },
      'Layer 2 is conv2d_2, where conv2d_1 stands in the article',
    ],
    [
      'two layers exchanged',
      { layers: (all) => [...all.slice(0, 9), all[10]!, all[9]!, all[11]!] },
      'Layer 11 is flatten_1, where dropout_1 stands in the article',
    ],
    [
      'one convolution used twice',
      { layers: ([first, second, ...rest]) => [first!, second!, second!, ...rest] },
      'conv2d_2 is not used once, on what other layers give and nothing besides',
    ],
    [
      'another pooling',
      {
        layers: (all) =>
          all.with(2, layers.layers.averagePooling2d({ name: 'pool_1', poolSize: 2 })),
      },
      'The layer pool_1 has kind "average-pooling", where the article has "pooling"',
    ],
    [
      'another dropout',
      {
        layers: (all) =>
          all.with(9, layers.layers.gaussianDropout({ name: 'dropout_1', rate: 0.5 })),
      },
      'The layer dropout_1 is a GaussianDropout',
    ],
    [
      'a second dropout',
      { layers: (all) => all.toSpliced(2, 0, dropout({ name: 'dropout_0', rate: 0.5 })) },
      'Layer 4 is dropout_0, where pool_1 stands in the article',
    ],
    [
      'a second pooling',
      { layers: (all) => all.toSpliced(8, 0, maxPooling2d({ name: 'pool_3', poolSize: 2 })) },
      'Layer 10 is pool_3, where dense_1 stands in the article',
    ],
    [
      'a normalisation',
      { layers: (all) => all.toSpliced(1, 0, layers.layers.batchNormalization({ name: 'norm' })) },
      'Layer 3 is norm, where conv2d_2 stands in the article',
    ],
    [
      'a softmax as a layer of its own',
      { layers: (all) => [...all, layers.layers.softmax({ name: 'answer' })] },
      'The layer dense_2 has a softmax, and training knows one as the last of all',
    ],
    ['a smaller image', { input: { shape: [28, 28, 3] } }, 'input has outputShape [28,28,3]'],
    ['a grey image', { input: { shape: [32, 32, 1] } }, 'input has outputShape [32,32,1]'],
    ['whole numbers', { input: { dtype: 'int32' } }, 'input has dtype "int32"'],
    ['another name of the input', { input: { name: 'image' } }, 'Layer 1 is image, where input'],
    [
      'a batch of one size',
      { input: { shape: undefined, batchShape: [8, 32, 32, 3] } },
      'The layer input takes 8 images at once, and training takes any number',
    ],
  ])('is refused with %s', (_, edit, message) => {
    expect(judge(buildEdited(edit))).toContain(message);
  });

  it('is refused where it ends elsewhere, and where a branch leads nowhere', () => {
    const input = layers.input({ name: 'input', shape: [32, 32, 3] });
    const [one, two] = ['conv2d_1', 'conv2d_2'].map(convolution);
    const first = one!.apply(input) as layers.SymbolicTensor;
    const second = two!.apply(first) as layers.SymbolicTensor;
    const twoOutputs = layers.model({ inputs: input, outputs: [first, second] });
    expect(judge(twoOutputs)).toContain('to the one output conv2d_2');
    const other = layers.input({ name: 'other', shape: [32, 32, 16] });
    const sum = layers.layers.add({ name: 'sum' }).apply([second, other]) as layers.SymbolicTensor;
    const twoInputs = layers.model({ inputs: [input, other], outputs: sum });
    expect(judge(twoInputs)).toContain('The layer other is not used once, on what other layers');
  });

  it('is refused where something is set on it that TF.js does not tell in its configuration', () => {
    const compiled = buildEdited({});
    compiled.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    expect(judge(compiled)).toContain('is compiled');
    const frozen = buildEdited({});
    frozen.trainable = false;
    expect(judge(frozen)).toContain('conv2d_1 has weights that are not trainable');
    const weights = [tf.zeros([3, 3, 3, 16]), tf.zeros([16])];
    expect(judge(buildEdited({ options: { conv2d_1: { weights } } }))).toContain(
      'conv2d_1 was given weights, and training draws all from the seed',
    );
    expect(judge(layers.sequential({ layers: [buildEdited({})] }))).toContain('is a Sequential');
    class Own extends (convolution('any').constructor as new (
      options: object,
    ) => layers.layers.Layer) {}
    const own = new Own(convolution('conv2d_1').getConfig());
    expect(judge(stack([own]))).toContain('conv2d_1 is of a class of its own, derived from Conv2D');
  });

  it('is refused where it is asked to drop out also where it answers', () => {
    const input = layers.input({ name: 'input', shape: [32, 32, 3] });
    const dropped = dropout({ name: 'dropout_1', rate: 0.5 }).apply(input, { training: true });
    const model = layers.model({ inputs: input, outputs: dropped as layers.SymbolicTensor });
    expect(judge(model)).toContain('The layer dropout_1 is not used once, on what other');
  });

  it('is refused for every key of every layer’s configuration that is another, missing or new', () => {
    const model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
    const missed: string[] = [];
    for (const layer of model.layers) {
      const config = layer.getConfig();
      const edits = Object.entries(config).flatMap(([key, value]) => [
        ...changesOf(value).map((changed) => ({ key, config: { ...config, [key]: changed } })),
        ...(value == null ? [] : [{ key, config: { ...config, [key]: undefined } }]),
      ]);
      for (const { key, config: edited } of [
        ...edits,
        { key: 'groups', config: { ...config, groups: 2 } },
      ]) {
        // Both are told by the layer itself: its name, and the shape of what it gives.
        if (['name', 'filters', 'units', 'batchInputShape'].includes(key)) continue;
        layer.getConfig = () => edited as tf.serialization.ConfigDict;
        if (!judge(model).includes(layer.name))
          missed.push(`${layer.name}: ${JSON.stringify(edited)}`);
      }
      layer.getConfig = () => config;
    }
    expect(missed).toEqual([]);
    expect(judge(model)).toBe('accepted');
  });

  it.each(EVERYDAY_NETWORKS)(
    'of everyday layers, %s, is refused or recorded as another for every key of a configuration that is another',
    (name) => {
      const model = buildEveryday(name);
      const recorded = readLayers(model);
      const missed: string[] = [];
      for (const layer of model.layers) {
        const config = layer.getConfig();
        for (const [key, value] of [...Object.entries(config), ['groups', 1] as const]) {
          if (['name', 'filters', 'units', 'batchInputShape'].includes(key)) continue;
          for (const changed of changesOf(value)) {
            const edited = { ...config, [key]: changed };
            layer.getConfig = () => edited as tf.serialization.ConfigDict;
            if (isUnnoticed(model, recorded)) {
              missed.push(`${layer.getClassName()}: ${key} ${JSON.stringify(changed)}`);
            }
          }
        }
        layer.getConfig = () => config;
      }
      expect(missed).toEqual([]);
      expect(isUnnoticed(model, recorded)).toBe(true);
    },
  );

  it('of which training would not follow something is not even read for training', () => {
    const mish = buildEdited({ options: { conv2d_3: { activation: 'mish' } } });
    expect(() => readNetwork(mish)).toThrow(
      'The layer conv2d_3 has activation "mish", and training follows "relu" or "linear" or "relu6" or "elu" or "selu" or "tanh" or "sigmoid" or "softplus" or "swish" alone.',
    );
    const normalised = buildEdited({
      layers: (all) =>
        all.toSpliced(1, 0, layers.layers.layerNormalization({ name: 'norm', axis: [1, 2] })),
    });
    expect(() => readNetwork(normalised)).toThrow(
      'The layer norm is a LayerNormalization, and training knows InputLayer, Conv2D,',
    );
  });
});

function isUnnoticed(model: layers.LayersModel, recorded: readonly Layer[]): boolean {
  try {
    return isSameValue(readLayers(model), recorded);
  } catch {
    return false;
  }
}

/** Other values of the same type, and of others, at any depth. */
function changesOf(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value, 'yes'];
  if (typeof value === 'number') return [value + 1, value / 3, String(value)];
  if (typeof value === 'string') return ['another', 1, null];
  if (value === null || value === undefined) return [{ className: 'L1L2', config: {} }, 1, 'any'];
  if (Array.isArray(value))
    return value.map((item: number, i): unknown[] => value.with(i, item + 1));
  return Object.entries(value).flatMap(([key, inner]) =>
    changesOf(inner).map((changed) => ({ ...value, [key]: changed })),
  );
}
