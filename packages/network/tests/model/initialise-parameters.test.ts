import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.ts';
import { CIFAR10 } from '@layerprint/core/images';
import { ArchitectureSchema } from '@layerprint/core/schemas/architecture';
import type { Initializer } from '@layerprint/core/schemas/initializer';
import { buildModel } from '../../src/model/build-model.ts';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { layOutParameters, setParameters, type ParameterSlot } from '../../src/model/parameters.ts';

describe('initialiseParameters', () => {
  let slots: ParameterSlot[];
  beforeAll(async () => {
    await useBackend('layerprint');
    slots = layOutParameters(buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10));
  });

  const hashOf = (seed: number): string =>
    createHash('sha256')
      .update(new Uint8Array(initialiseParameters(slots, seed).buffer))
      .digest('hex');

  it('gives these bytes for these seeds on every machine, also for seed 0', () => {
    expect([0, 1].map(hashOf)).toEqual([
      'b764529e3c8013df558b004a42826b6591f9415dd0429953672e608408c797b0',
      '5f0b0d6651d1dc5a436d26fd8d8c83561a5d2be0ea8cf19e3223c1b5faa281ec',
    ]);
  });

  it('keeps kernels within the limit of Glorot uniform and fills it, and starts biases at zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const parameters = initialiseParameters(slots, seed);
        for (const { name, start, end } of slots) {
          const values = parameters.subarray(start, end);
          const limit = LIMITS[name] ?? 0;
          const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          expect(largest).toBeLessThanOrEqual(limit);
          expect(largest).toBeGreaterThanOrEqual(limit * 0.95);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('draws every kernel from numbers of its own', () => {
    const parameters = initialiseParameters(slots, 1);
    const kernels = slots.filter(({ shape }) => String(shape) === '3,3,16,16');
    const firsts = kernels.map(({ start }) => parameters[start]);
    expect(kernels).toHaveLength(5);
    expect(new Set(firsts).size).toBe(5);
  });

  it('reaches the model as drawn', () => {
    const model = buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10);
    const parameters = initialiseParameters(slots, 3);
    setParameters(model, parameters);
    const values = model.getWeights().map((weight) => weight.dataSync());
    expect(Float32Array.from(values.flatMap((part) => [...part]))).toEqual(parameters);
  });
});

describe('an initializer', () => {
  /** 40,000 values of a kernel of 5 × 5 × 40 × 40. */
  const draw = (initializer: Initializer): Float32Array => {
    const shape = [5, 5, 40, 40];
    const slot = { name: 'own/kernel', shape, start: 0, end: 40_000, learns: true, initializer };
    return initialiseParameters([slot], 1);
  };
  const scaled = (
    scale: number,
    mode: 'fanIn' | 'fanOut' | 'fanAvg',
    distribution: 'normal' | 'uniform',
  ): Initializer => ({ className: 'VarianceScaling', config: { scale, mode, distribution } });

  // A normal distribution that is cut at two standard deviations has 0.8796 of its own.
  it.each<[string, Initializer, mean: number, deviation: number, most: number]>([
    ['glorotUniform', scaled(1, 'fanAvg', 'uniform'), 0, 0.03162, 0.05478],
    ['heUniform', scaled(2, 'fanIn', 'uniform'), 0, 0.04472, 0.07746],
    ['heNormal', scaled(2, 'fanIn', 'normal'), 0, 0.04472 * 0.8796, 0.08945],
    ['leCunNormal', scaled(1, 'fanOut', 'normal'), 0, 0.03162 * 0.8796, 0.06325],
    ['RandomNormal', { className: 'RandomNormal', config: { mean: 2, stddev: 0.5 } }, 2, 0.5, 9],
    [
      'TruncatedNormal',
      { className: 'TruncatedNormal', config: { mean: 0, stddev: 1 } },
      0,
      0.8796,
      2,
    ],
    [
      'RandomUniform',
      { className: 'RandomUniform', config: { minval: 1, maxval: 3 } },
      2,
      0.57735,
      3,
    ],
    ['Constant', { className: 'Constant', config: { value: 0.25 } }, 0.25, 0, 0.25],
    ['Ones', { className: 'Ones', config: {} }, 1, 0, 1],
  ])(
    'of the kind %s draws with its mean and its deviation',
    (_, initializer, mean, deviation, most) => {
      const values = draw(initializer);
      const found = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + (value - found) ** 2, 0) / values.length;
      const error = deviation / Math.sqrt(values.length);
      expect(Math.abs(found - mean)).toBeLessThanOrEqual(5 * error);
      expect(Math.abs(Math.sqrt(square) - deviation)).toBeLessThanOrEqual(5 * error);
      expect(Math.max(...values)).toBeLessThanOrEqual(most);
    },
  );

  it('is the one that the layer says, and draws what it says', async () => {
    await useBackend('cpu');
    const layers = ArchitectureSchema.shape.layers.parse([
      { type: 'conv2d', filters: 4, kernelSize: 3, biasInitializer: 'ones' },
      { type: 'batchNormalization', gammaInitializer: 'zeros' },
      { type: 'flatten' },
      { type: 'dense', units: 10, activation: 'softmax', kernelInitializer: 'heNormal' },
    ]);
    const choice = { architecture: { layers }, recipe: { dropoutRate: 0.5 } };
    const own = layOutParameters(buildModel(choice, CIFAR10));
    const classes = own.map(({ name, initializer }) => [name, initializer]);
    expect(classes).toEqual([
      ['conv2d_1/kernel', scaled(1, 'fanAvg', 'normal')],
      ['conv2d_1/bias', { className: 'Ones', config: {} }],
      ['batch_normalization_1/gamma', { className: 'Zeros', config: {} }],
      ['batch_normalization_1/beta', { className: 'Zeros', config: {} }],
      ['dense_1/kernel', scaled(2, 'fanIn', 'normal')],
      ['dense_1/bias', { className: 'Zeros', config: {} }],
      ['batch_normalization_1/moving_mean', { className: 'Zeros', config: {} }],
      ['batch_normalization_1/moving_variance', { className: 'Ones', config: {} }],
    ]);
  });
});

const LIMITS: Record<string, number> = {
  'conv2d_1/kernel': Math.sqrt(6 / (9 * (3 + 16))),
  'conv2d_2/kernel': Math.sqrt(6 / (9 * (16 + 16))),
  'conv2d_3/kernel': Math.sqrt(6 / (9 * (16 + 16))),
  'conv2d_4/kernel': Math.sqrt(6 / (9 * (16 + 16))),
  'conv2d_5/kernel': Math.sqrt(6 / (9 * (16 + 16))),
  'conv2d_6/kernel': Math.sqrt(6 / (9 * (16 + 16))),
  'dense_1/kernel': Math.sqrt(6 / (16 + 64)),
  'dense_2/kernel': Math.sqrt(6 / (4096 + 10)),
};
