import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.ts';
import { describeLayer, formatShape } from '@layerprint/core';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel } from '../../src/model/build-model.ts';
import { readLayers } from '../../src/model/read-layers.ts';

describe('buildModel', () => {
  beforeAll(async () => {
    await useBackend('layerprint');
  });

  it('builds the layers of the article, each with its output shape and number of parameters', () => {
    const layers = readLayers(buildModel({ recipe: { dropoutRate: 0.25 } }, CIFAR10)).map(
      (layer) => [
        layer.name,
        describeLayer(layer),
        formatShape(layer.outputShape),
        layer.parameters,
      ],
    );
    expect(layers).toEqual([
      ['input', 'input', '32 × 32 × 3', 0],
      ['conv2d_1', 'convolution, 3 × 3, ReLU', '32 × 32 × 16', 448],
      ['conv2d_2', 'convolution, 3 × 3, ReLU', '32 × 32 × 16', 2320],
      ['pool_1', 'pooling, 2 × 2', '16 × 16 × 16', 0],
      ['conv2d_3', 'convolution, 3 × 3, ReLU', '16 × 16 × 16', 2320],
      ['conv2d_4', 'convolution, 3 × 3, ReLU', '16 × 16 × 16', 2320],
      ['pool_2', 'pooling, 2 × 2', '8 × 8 × 16', 0],
      ['conv2d_5', 'convolution, 3 × 3, ReLU', '8 × 8 × 16', 2320],
      ['conv2d_6', 'convolution, 3 × 3, ReLU', '8 × 8 × 16', 2320],
      ['dense_1', 'dense, ReLU', '8 × 8 × 64', 1088],
      ['dropout_1', 'dropout, 0.25', '8 × 8 × 64', 0],
      ['flatten_1', 'flatten', '4,096', 0],
      ['dense_2', 'dense, softmax', '10', 40_970],
    ]);
  });

  it('has 54,106 parameters', () => {
    expect(buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10).countParams()).toBe(54_106);
  });

  it('gives activations, padding, filter sizes, dropout rate and first draw as the article has them', () => {
    const configs = buildModel({ recipe: { dropoutRate: 0.25 } }, CIFAR10).layers.map((layer) =>
      layer.getConfig(),
    );
    const convolutions = configs.filter((config) => 'filters' in config);
    expect(convolutions).toHaveLength(6);
    for (const config of convolutions) {
      expect(config).toMatchObject({
        kernelSize: [3, 3],
        strides: [1, 1],
        padding: 'same',
        activation: 'relu',
        useBias: true,
      });
    }
    // What initialiseParameters draws from, in TF.js's words.
    const drawn = configs.filter((config) => 'kernelInitializer' in config);
    expect(drawn).toHaveLength(8);
    for (const { kernelInitializer } of drawn) {
      expect(kernelInitializer).toMatchObject({
        className: 'VarianceScaling',
        config: { scale: 1, mode: 'fanAvg', distribution: 'uniform' },
      });
    }
    const named = (name: string) => configs.find((config) => config['name'] === name);
    expect(named('dense_1')).toMatchObject({ activation: 'relu' });
    expect(named('dense_2')).toMatchObject({ activation: 'softmax' });
    expect(named('dropout_1')).toMatchObject({ rate: 0.25 });
    expect(named('pool_1')).toMatchObject({ poolSize: [2, 2], strides: [2, 2], padding: 'valid' });
  });
});
