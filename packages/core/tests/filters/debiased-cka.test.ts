import { describe, expect, test } from 'vitest';
import {
  addMinibatch,
  computeDebiasedCka,
  computeUnbiasedHsic,
  LEAST_IMAGES,
  NO_CKA_SUMS,
} from '@layerprint/core';
import { createRandom } from '@layerprint/core/random';

/** Dot products of every two rows: how alike a layer finds images. */
function multiply(rows: readonly (readonly number[])[]): number[] {
  return rows.flatMap((one) =>
    rows.map((other) => one.reduce((sum, value, i) => sum + value * other[i]!, 0)),
  );
}

const X = [
  [0, 3, 6],
  [7, 2, 8],
  [6, 4, 2],
  [8, 9, 10],
  [2, 6, 10],
  [10, 6, 2],
];
const Y = [
  [0, 2, 1, 4],
  [5, 1, 1, 5],
  [3, 0, 1, 6],
  [1, 6, 1, 0],
  [6, 5, 1, 1],
  [4, 4, 1, 2],
];

const pick = (rows: readonly (readonly number[])[], places: readonly number[]) =>
  places.map((place) => rows[place]!);

function* choose(from: number, count: number, start = 0): Generator<number[]> {
  if (count === 0) yield [];
  else {
    for (let first = start; first <= from - count; first++) {
      for (const rest of choose(from, count - 1, first + 1)) yield [first, ...rest];
    }
  }
}

describe('computeUnbiasedHsic', () => {
  test('gives what the code of Kornblith and others gives in NumPy', () => {
    expect(computeUnbiasedHsic(multiply(X), multiply(Y))).toBeCloseTo(-1.8888888888888873, 10);
    expect(computeUnbiasedHsic(multiply(X), multiply(X))).toBeCloseTo(329.44444444444446, 10);
  });

  test('is the mean of all minibatches: none of them leans to one side', () => {
    const parts = [...choose(6, 4)];
    const ofParts = parts.map((part) =>
      computeUnbiasedHsic(multiply(pick(X, part)), multiply(pick(Y, part))),
    );
    const mean = ofParts.reduce((sum, part) => sum + part, 0) / parts.length;
    expect(mean).toBeCloseTo(computeUnbiasedHsic(multiply(X), multiply(Y)), 10);
  });

  test('is zero on average over all orders of the images', () => {
    const orders = function* (taken: readonly number[] = []): Generator<readonly number[]> {
      if (taken.length === 5) yield taken;
      for (let i = 0; i < 5; i++) if (!taken.includes(i)) yield* orders([...taken, i]);
    };
    const [x, y] = [multiply(X.slice(0, 5)), multiply(Y.slice(0, 5))];
    const all = [...orders()].map((order) => computeUnbiasedHsic(x, y, order));
    expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(0, 9);
  });

  test('reads the images of the other in the order that it is given', () => {
    const order = [3, 1, 0, 5, 2, 4];
    expect(computeUnbiasedHsic(multiply(X), multiply(Y), order)).toBeCloseTo(
      computeUnbiasedHsic(multiply(X), multiply(pick(Y, order))),
      10,
    );
  });
});

describe('computeDebiasedCka', () => {
  test('gives what the code of Kornblith and others gives in NumPy', () => {
    const sums = addMinibatch(NO_CKA_SUMS, multiply(X), multiply(Y));
    expect(computeDebiasedCka(sums)).toBeCloseTo(-0.009561754763091526, 12);
  });

  test('is 1 for the same up to order, scale and shift', () => {
    const other = X.map(([a, b, c]) => [5 - 2 * c!, 5 - 2 * a!, 5 - 2 * b!]);
    expect(computeDebiasedCka(addMinibatch(NO_CKA_SUMS, multiply(X), multiply(X)))).toBe(1);
    expect(computeDebiasedCka(addMinibatch(NO_CKA_SUMS, multiply(X), multiply(other)))).toBeCloseTo(
      1,
      10,
    );
  });

  test('is below 0.01 for 9,990 shuffled images in minibatches of 50, and high for the same ones', () => {
    const random = createRandom(7, 'images');
    const sums = { alike: NO_CKA_SUMS, shuffled: NO_CKA_SUMS };
    for (let start = 0; start < 9990; start += 50) {
      const images = Array.from({ length: Math.min(50, 9990 - start) }, () => ({
        // What both see of an image, and what each makes of it besides.
        shared: Array.from({ length: 6 }, () => random.nextFloat()),
        own: Array.from({ length: 4 }, () => 0.3 * random.nextFloat()),
      }));
      const one = multiply(images.map(({ shared, own }) => [...shared, own[0]!, own[1]!]));
      const other = multiply(images.map(({ shared, own }) => [...shared, own[2]!, own[3]!]));
      sums.alike = addMinibatch(sums.alike, one, other);
      sums.shuffled = addMinibatch(sums.shuffled, one, other, random.permutation(images.length));
    }
    expect(sums.shuffled.images).toBe(9990);
    expect(computeDebiasedCka(sums.alike)).toBeGreaterThan(0.9);
    expect(Math.abs(computeDebiasedCka(sums.shuffled)!)).toBeLessThan(0.01);
  });

  test('is none where a layer makes the same of all images, or there are too few', () => {
    const flat = multiply(X.map(() => [1, 2, 3]));
    expect(computeDebiasedCka(addMinibatch(NO_CKA_SUMS, flat, multiply(Y)))).toBeNull();
    const few = multiply(X.slice(0, LEAST_IMAGES - 1));
    expect(addMinibatch(NO_CKA_SUMS, few, few)).toBe(NO_CKA_SUMS);
    expect(computeDebiasedCka(NO_CKA_SUMS)).toBeNull();
  });
});
