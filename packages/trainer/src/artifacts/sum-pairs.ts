import {
  addHalves,
  addMinibatch,
  startPairSums,
  type FilterSums,
  type HalvedSums,
  type LayerSums,
  type PairSums,
} from '@layerprint/core';
import type { Random } from '@layerprint/core/random';
import * as tf from '@tensorflow/tfjs-core';
import { MINIBATCH, multiplyMaps, type SummedMaps } from './sum-maps.ts';

/** Which images of a batch are set against which. */
export interface Pairing {
  /** For each image of the one model, the image of the other. */
  readonly order: readonly number[];
  /** Where filters are correlated: what an image of the one model is for. */
  readonly useOf: (image: number) => keyof HalvedSums | undefined;
}

/**
 * Every image with itself: filters are matched on every second image of all, and scored on the rest.
 *
 * @param start Place of the batch's first image among all.
 */
export function pairImages(images: number, start: number): Pairing {
  return {
    order: Array.from({ length: images }, (_, image) => image),
    useOf: (image) => ((start + image) % 2 === 0 ? 'matching' : 'scoring'),
  };
}

/**
 * Every image with another of its minibatch, by chance. All orders are equally likely, so that the estimates of a minibatch are
 * zero on average; where chance leaves an image in its place, filters are not correlated on it.
 */
export function shuffleImages({ order, useOf }: Pairing, random: Random): Pairing {
  const shuffled: number[] = [];
  for (let start = 0; start < order.length; start += MINIBATCH) {
    const places = random.permutation(Math.min(MINIBATCH, order.length - start));
    shuffled.push(...Array.from(places, (place) => start + place));
  }
  return {
    order: shuffled,
    useOf: (image) => (shuffled[image] === image ? undefined : useOf(image)),
  };
}

/** Adds what a layer gives in two models for a batch of images. */
export async function addPair(
  { filters, cka }: LayerSums,
  [first, other]: readonly [SummedMaps, SummedMaps],
  pairing: Pairing,
): Promise<LayerSums> {
  return {
    filters: addHalves(filters, await sumHalves(first, other, pairing)),
    cka: first.grams.reduce((sums, gram, i) => {
      const start = i * MINIBATCH;
      const order = pairing.order.slice(start, start + Math.sqrt(gram.length));
      const within = order.map((image) => image - start);
      return addMinibatch(sums, gram, other.grams[i]!, within);
    }, cka),
  };
}

async function sumHalves(
  first: SummedMaps,
  other: SummedMaps,
  { order, useOf }: Pairing,
): Promise<HalvedSums> {
  const products = await multiplyInOrder(first, other, order);
  const [images, places, filters] = first.shape;
  const size = filters * other.shape[2];
  const sumHalf = (half: keyof HalvedSums): PairSums => {
    const sums = startPairSums(filters, other.shape[2]);
    let samples = 0;
    for (let image = 0; image < images; image++) {
      if (useOf(image) !== half) continue;
      addInto(sums.first, first.sums[image]!);
      addInto(sums.other, other.sums[order[image]!]!);
      accumulate(sums.products, products.subarray(image * size, (image + 1) * size));
      samples += places;
    }
    return { ...sums, samples };
  };
  return { matching: sumHalf('matching'), scoring: sumHalf('scoring') };
}

/** The products of the filters of each image of the one with those of the image that stands against it. */
async function multiplyInOrder(
  first: SummedMaps,
  other: SummedMaps,
  order: readonly number[],
): Promise<Float32Array> {
  if (order.every((image, i) => image === i)) return multiplyMaps(first.maps, other.maps);
  const ordered = new Float32Array(other.values.length);
  const size = other.shape[1] * other.shape[2];
  order.forEach((image, i) =>
    ordered.set(other.values.subarray(image * size, (image + 1) * size), i * size),
  );
  const maps = tf.tensor3d(ordered, [...other.shape]);
  const products = await multiplyMaps(first.maps, maps);
  maps.dispose();
  return products;
}

function addInto(sums: FilterSums, more: FilterSums): void {
  accumulate(sums.values, more.values);
  accumulate(sums.squares, more.squares);
}

function accumulate(sums: Float64Array, more: ArrayLike<number>): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += more[i]!;
}
