import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { buildModel, describeLayers } from '../../src/model/build-model.ts';

describe('buildModel', () => {
  beforeAll(async () => {
    await selectBackend('layerprint');
  });

  it('builds the layers of the article, each with its output shape and number of parameters', () => {
    expect(describeLayers(buildModel(0.5))).toEqual([
      { name: 'input', kind: 'input', outputShape: [32, 32, 3], parameters: 0 },
      { name: 'conv2d_1', kind: 'convolution', outputShape: [32, 32, 16], parameters: 448 },
      { name: 'conv2d_2', kind: 'convolution', outputShape: [32, 32, 16], parameters: 2320 },
      { name: 'pool_1', kind: 'pooling', outputShape: [16, 16, 16], parameters: 0 },
      { name: 'conv2d_3', kind: 'convolution', outputShape: [16, 16, 16], parameters: 2320 },
      { name: 'conv2d_4', kind: 'convolution', outputShape: [16, 16, 16], parameters: 2320 },
      { name: 'pool_2', kind: 'pooling', outputShape: [8, 8, 16], parameters: 0 },
      { name: 'conv2d_5', kind: 'convolution', outputShape: [8, 8, 16], parameters: 2320 },
      { name: 'conv2d_6', kind: 'convolution', outputShape: [8, 8, 16], parameters: 2320 },
      { name: 'dense_1', kind: 'dense', outputShape: [8, 8, 64], parameters: 1088 },
      { name: 'dropout_1', kind: 'dropout', outputShape: [8, 8, 64], parameters: 0 },
      { name: 'flatten_1', kind: 'flatten', outputShape: [4096], parameters: 0 },
      { name: 'dense_2', kind: 'dense', outputShape: [10], parameters: 40970 },
    ]);
  });

  it('has 54,106 parameters', () => {
    expect(buildModel(0.5).countParams()).toBe(54_106);
  });

  it('gives activations, padding, filter sizes, dropout rate and first draw as the article has them', () => {
    const configs = buildModel(0.25).layers.map((layer) => layer.getConfig());
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
