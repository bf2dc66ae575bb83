import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeLuminance } from '@layerprint/core';
import { imageOf, SAMPLE_IMAGE } from './sample-data.ts';

describe('computeLuminance', () => {
  test('of white is 1, of black 0', () => {
    expect(
      [...computeLuminance(imageOf(new Uint8Array(3072).fill(255)), [8, 8])].every(
        (value) => Math.abs(value - 1) < 1e-12,
      ),
    ).toBe(true);
    expect(
      [...computeLuminance(imageOf(new Uint8Array(3072)), [32, 32])].every((value) => value === 0),
    ).toBe(true);
  });

  test('weighs red, green and blue by BT.709', () => {
    const pixels = new Uint8Array(3072);
    pixels.set([255, 0, 0, 0, 255, 0, 0, 0, 255]);
    expect([...computeLuminance(imageOf(pixels), [32, 32]).slice(0, 3)]).toEqual(
      [0.2126, 0.7152, 0.0722].map((weight): unknown => expect.closeTo(weight, 12)),
    );
  });

  test.each([16, 8, 4, 1])('at %d × %d is the mean of the squares at full size', (size) => {
    const full = computeLuminance(imageOf(SAMPLE_IMAGE), [32, 32]);
    const step = 32 / size;
    const small = computeLuminance(imageOf(SAMPLE_IMAGE), [size, size]);
    expect(small).toHaveLength(size * size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const square: number[] = [];
        for (let y = row * step; y < (row + 1) * step; y++) {
          for (let x = column * step; x < (column + 1) * step; x++) square.push(full[y * 32 + x]!);
        }
        const mean = square.reduce((sum, value) => sum + value, 0) / square.length;
        expect(small[row * size + column]).toBeCloseTo(mean, 12);
      }
    }
  });

  test('of grey is grey itself, at a height and a width of their own', () => {
    const pixels = Uint8Array.from({ length: 8 * 12 }, (_, at) => (at * 37) % 256);
    const image = { height: 8, width: 12, channels: 1, pixels } as const;
    expect([...computeLuminance(image, [8, 12])]).toEqual(
      [...pixels].map((byte) => expect.closeTo(byte / 255, 12) as number),
    );
    const [first] = computeLuminance(image, [4, 3]);
    const corner = [0, 1, 2, 3, 12, 13, 14, 15].reduce((sum, at) => sum + pixels[at]!, 0);
    expect(first).toBeCloseTo(corner / 8 / 255, 12);
  });

  test('takes of a pixel that lies in two places the part in each', () => {
    const image = { height: 1, width: 3, channels: 1, pixels: Uint8Array.of(0, 51, 255) } as const;
    expect([...computeLuminance(image, [1, 2])]).toEqual(
      [(0 + 51 / 2) / 1.5, (51 / 2 + 255) / 1.5].map((mean): unknown =>
        expect.closeTo(mean / 255, 12),
      ),
    );
    expect([...computeLuminance(image, [2, 6])].slice(0, 6)).toEqual(
      [0, 0, 0.2, 0.2, 1, 1].map((mean): unknown => expect.closeTo(mean, 12)),
    );
  });

  test('keeps the mean of an image at any size', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
        fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
        ([height, width], size) => {
          const pixels = Uint8Array.from({ length: height * width }, (_, at) => (at * 37) % 256);
          const found = computeLuminance({ height, width, channels: 1, pixels }, size);
          const mean = (values: Iterable<number>) => {
            const all = [...values];
            return all.reduce((sum, value) => sum + value, 0) / all.length;
          };
          expect(mean(found)).toBeCloseTo(mean(pixels) / 255, 10);
        },
      ),
    );
  });

  test('refuses bytes that are no image', () => {
    const wrong = expect.objectContaining({ code: 'wrong-shape' });
    expect(() => computeLuminance(imageOf(new Uint8Array(3071)), [8, 8])).toThrow(wrong);
  });
});
