import { describe, expect, test } from 'vitest';
import { computeLuminance } from '@layerprint/core';
import { SAMPLE_IMAGE } from './sample-data.ts';

describe('computeLuminance', () => {
  test('of white is 1, of black 0', () => {
    expect(
      [...computeLuminance(new Uint8Array(3072).fill(255), 8)].every(
        (value) => Math.abs(value - 1) < 1e-12,
      ),
    ).toBe(true);
    expect([...computeLuminance(new Uint8Array(3072), 32)].every((value) => value === 0)).toBe(
      true,
    );
  });

  test('weighs red, green and blue by BT.709', () => {
    const pixels = new Uint8Array(3072);
    pixels.set([255, 0, 0, 0, 255, 0, 0, 0, 255]);
    expect([...computeLuminance(pixels, 32).slice(0, 3)]).toEqual(
      [0.2126, 0.7152, 0.0722].map((weight): unknown => expect.closeTo(weight, 12)),
    );
  });

  test.each([16, 8, 4, 1])('at %d × %d is the mean of the squares at full size', (size) => {
    const full = computeLuminance(SAMPLE_IMAGE, 32);
    const step = 32 / size;
    const small = computeLuminance(SAMPLE_IMAGE, size);
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

  test('refuses a size that does not divide 32 and bytes that are no image', () => {
    const wrong = expect.objectContaining({ code: 'wrong-shape' });
    expect(() => computeLuminance(SAMPLE_IMAGE, 5)).toThrow(wrong);
    expect(() => computeLuminance(SAMPLE_IMAGE, 64)).toThrow(wrong);
    expect(() => computeLuminance(new Uint8Array(3071), 8)).toThrow(wrong);
  });
});
