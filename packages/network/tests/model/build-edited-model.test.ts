import type * as Layers from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import { buildModel } from '../../src/model/build-model.ts';
import { useBackend } from '../use-backend.ts';

/** What stands in the code of the network in the place of what the article has. */
const edited = vi.hoisted(() => ({ convolution: {} }));

vi.mock('@tensorflow/tfjs-layers', async (load) => {
  const original = await load<typeof Layers>();
  type Options = Parameters<typeof original.layers.conv2d>[0];
  const conv2d = (options: Options) =>
    original.layers.conv2d({ ...options, ...edited.convolution });
  return { ...original, layers: { ...original.layers, conv2d } };
});

beforeAll(async () => {
  await useBackend('layerprint');
});

afterEach(() => {
  edited.convolution = {};
});

it('buildModel builds what its code has where that is the article’s network', () => {
  expect(() => buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10)).not.toThrow();
});

it.each([
  { filters: 8 },
  { kernelSize: 5 },
  { strides: 2 },
  { padding: 'valid' },
  { activation: 'elu' },
  { useBias: false },
  { dilationRate: 2 },
])('buildModel refuses what its code builds with %o in a convolution', (convolution) => {
  edited.convolution = convolution;
  expect(() => buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10)).toThrow(
    expect.objectContaining({ code: 'network-not-supported' }),
  );
});
