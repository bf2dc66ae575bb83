import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.ts';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel } from '../../src/model/build-model.ts';
import { initialiseParameters } from '../../src/model/initialise-parameters.ts';
import { layOutParameters, setParameters, type ParameterSlot } from '../../src/model/parameters.ts';

describe('initialiseParameters', () => {
  let slots: ParameterSlot[];
  beforeAll(async () => {
    await useBackend('layerprint');
    slots = layOutParameters(buildModel(0.5, CIFAR10));
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
    const model = buildModel(0.5, CIFAR10);
    const parameters = initialiseParameters(slots, 3);
    setParameters(model, parameters);
    const values = model.getWeights().map((weight) => weight.dataSync());
    expect(Float32Array.from(values.flatMap((part) => [...part]))).toEqual(parameters);
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
