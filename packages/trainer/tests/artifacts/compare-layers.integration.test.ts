import { measureLikeness, matchFilters, sumPairs, type ComparedLayer } from '@layerprint/core';
import { createRandom } from '@layerprint/core/random';
import type { LayerOutput } from '@layerprint/network/activations';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startComparison } from '../../src/artifacts/compare-layers.ts';
import type { Networks } from '../../src/artifacts/open-networks.ts';
import { MINIBATCH, sumMaps } from '../../src/artifacts/sum-maps.ts';
import { shuffleImages, pairImages } from '../../src/artifacts/sum-pairs.ts';
import { selectBackend } from '../../src/backend/select-backend.ts';

beforeAll(async () => {
  await selectBackend('layerprint');
});
afterEach(() => expect(tf.memory().numTensors).toBe(0));

/** What a layer gives for images, as after a ReLU, in eighths: sums of float32 are exact. */
function draw([images, side, filters]: readonly [number, number, number], seed = 1): LayerOutput {
  const random = createRandom(seed, 'maps');
  return {
    layer: 'conv',
    shape: [side, side, filters],
    values: Float32Array.from(
      { length: images * side * side * filters },
      () => Math.max(0, random.nextBelow(16) - 6) / 8,
    ),
  };
}

/** Filter `i` of an output is filter `order[i]` of the result. */
function permute({ shape, values, ...output }: LayerOutput, order: readonly number[]): LayerOutput {
  const filters = shape[2]!;
  const permuted = new Float32Array(values.length);
  values.forEach((value, at) => {
    permuted[at - (at % filters) + order[at % filters]!] = value;
  });
  return { ...output, shape, values: permuted };
}

/** What two models with one convolution are compared by: what it needs to know of them. */
function networksOf(filters: number): Networks {
  return {
    models: ['one', 'two'].map((id) => ({ id, name: id })),
    layers: [{ name: 'conv', kind: 'convolution', kernel: [3, 3], outputShape: [4, 4, filters] }],
    roles: { first: 'conv', last: 'conv', lead: ['conv'] },
    of: () => ({ run: { plan: { choice: { seed: 5 } } } }),
  } as unknown as Networks;
}

/** Compares what two models give, in batches. */
async function compare(
  outputs: readonly [LayerOutput, LayerOutput],
  batches: readonly number[],
): Promise<ComparedLayer> {
  const comparison = startComparison(networksOf(outputs[0].shape[2]!));
  const size = outputs[0].shape.reduce((product, length) => product * length, 1);
  let start = 0;
  for (const images of batches) {
    const pick = ({ values, ...output }: LayerOutput) => [
      { ...output, values: values.slice(start * size, (start + images + 1) * size) },
    ];
    const trained = new Map([
      ['one', pick(outputs[0])],
      ['two', pick(outputs[1])],
    ]);
    const batch = {
      images: [],
      judged: { quantities: [], answer: 'conv', byChance: false },
      trained,
    };
    await comparison.add({ ...batch, untrained: trained }, images);
    start += images;
  }
  return comparison.of('conv', 'two');
}

describe('sumMaps', () => {
  test('adds up image by image, and compares every two of a minibatch, whatever the size of the layer', async () => {
    for (const [side, filters] of [
      [1, 1],
      [5, 3],
      [12, 20],
    ] as const) {
      const images = MINIBATCH + 7;
      const output = draw([images, side, filters]);
      const { maps, sums, grams } = await sumMaps(output);
      maps.dispose();
      const size = side * side * filters;
      const imageAt = (image: number) => output.values.subarray(image * size, (image + 1) * size);
      const [first] = [0, images - 1].map((image) => {
        const expected = sumPairs(imageAt(image), imageAt(image), [filters, filters]).first;
        expect(sums[image]).toEqual(expected);
        return expected;
      });
      expect(first!.values).toHaveLength(filters);
      expect(grams.map(({ length }) => length)).toEqual([MINIBATCH ** 2, 49]);
      const dot = (one: number, other: number) =>
        imageAt(one).reduce((sum, value, i) => sum + value * imageAt(other)[i]!, 0);
      expect(grams[0]![3 * MINIBATCH + 11]).toBe(dot(3, 11));
      expect(grams[1]![2 * 7 + 6]).toBe(dot(MINIBATCH + 2, MINIBATCH + 6));
    }
  });
});

describe('shuffleImages', () => {
  test('keeps images in their minibatch, and leaves out those that stay in their place', () => {
    const { order, useOf } = shuffleImages(pairImages(120, 0), createRandom(1, 'order'));
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i));
    order.forEach((image, place) => {
      expect(Math.floor(image / MINIBATCH)).toBe(Math.floor(place / MINIBATCH));
      const use = image === place ? undefined : place % 2 === 0 ? 'matching' : 'scoring';
      expect(useOf(place)).toBe(use);
    });
  });
});

describe('startComparison', () => {
  test('finds in a permuted copy its permutation, and 1', async () => {
    const order = [3, 0, 4, 1, 2];
    const output = draw([121, 4, 5]);
    const { trained, shuffled } = await compare([output, permute(output, order)], [100, 20]);
    const { pairs, score } = matchFilters(trained.filters);
    expect(pairs.map(({ first, other, r }) => [first, other, r])).toEqual(
      order.map((other, first) => [first, other, 1]),
    );
    expect(measureLikeness(trained)).toEqual({ score, cka: 1 });
    expect(score).toBe(1);
    const chance = measureLikeness(shuffled);
    expect(Math.abs(chance.score!)).toBeLessThan(0.1);
    expect(Math.abs(chance.cka!)).toBeLessThan(0.1);
  });

  test('takes every place of every image for a sample, half of the images for each use, in whatever batches', async () => {
    const outputs = [draw([61, 4, 3]), draw([61, 4, 3], 2)] as const;
    const { trained, untrained } = await compare(outputs, [60]);
    const { matching, scoring } = trained.filters;
    expect([matching.samples, scoring.samples]).toEqual([30 * 16, 30 * 16]);
    const size = 4 * 4 * 3;
    const pick = ({ values }: LayerOutput, parity: number) =>
      values.subarray(0, 60 * size).filter((_, at) => Math.floor(at / size) % 2 === parity);
    expect(matching).toEqual(sumPairs(pick(outputs[0], 0), pick(outputs[1], 0), [3, 3]));
    expect(scoring).toEqual(sumPairs(pick(outputs[0], 1), pick(outputs[1], 1), [3, 3]));
    expect(untrained!.filters).toEqual(trained.filters);
    // An odd batch ends with an image to match by; the next begins with one to score on.
    const portioned = await compare(outputs, [25, 35]);
    expect(portioned.trained.filters).toEqual(trained.filters);
  });

  test('compares nothing where there is one model', async () => {
    const networks = networksOf(3);
    const alone = startComparison({ ...networks, models: networks.models.slice(0, 1) });
    expect(alone.layers).toEqual([]);
  });
});
