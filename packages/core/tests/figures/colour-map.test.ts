import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COLOUR_LEVELS,
  COLOUR_MAP,
  computeColourLevel,
  GAP_COLOUR,
  listLegendColours,
} from '@layerprint/core';

const colours = Array.from({ length: COLOUR_LEVELS }, (_, level) => [
  ...COLOUR_MAP.subarray(level * 3, level * 3 + 3),
]);

describe('COLOUR_MAP', () => {
  test('starts at exactly black and is black nowhere else', () => {
    expect(COLOUR_MAP).toHaveLength(768);
    expect(colours.filter((colour) => colour.every((value) => value === 0))).toEqual([[0, 0, 0]]);
    expect(colours[0]).toEqual([0, 0, 0]);
  });

  test('gets lighter with every level, in CIELAB, up to nearly white', () => {
    const lightness = colours.map((colour) => convertToLab(colour)[0]);
    const steps = lightness.slice(1).map((value, i) => value - lightness[i]!);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(lightness[0]).toBe(0);
    expect(lightness.at(-1)).toBeGreaterThan(95);
  });

  test('gets lighter evenly: lightness is nearly a straight line', () => {
    colours.forEach((colour, level) => {
      const straight = (level / (COLOUR_LEVELS - 1)) * convertToLab(colours.at(-1)!)[0];
      expect(Math.abs(convertToLab(colour)[0] - straight)).toBeLessThan(6);
    });
  });

  test('never has the colour of the gap, nor a grey near it', () => {
    const gap = convertToLab([...GAP_COLOUR]);
    const distances = colours.map((colour) =>
      Math.hypot(...convertToLab(colour).map((value, i) => value - gap[i]!)),
    );
    expect(Math.min(...distances)).toBeGreaterThan(30);
  });
});

describe('computeColourLevel', () => {
  test.each([
    [0, 5, 0],
    [-0, 5, 0],
    [5, 5, 255],
    [2.5, 5, 128],
    [1e-30, 5, 1],
    [7, 5, 255],
    [0, 0, 0],
    [3, 0, 0],
  ])('of %d with maximum %d is %d', (activation, maximum, level) => {
    expect(computeColourLevel(activation, maximum)).toBe(level);
  });

  test('is black for zero alone, and grows with the activation', () => {
    const activation = fc.float({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        activation,
        activation,
        fc.float({ min: Math.fround(1e-6), max: 100, noNaN: true }),
        (a, b, maximum) => {
          const [low, high] = [
            computeColourLevel(Math.min(a, b), maximum),
            computeColourLevel(Math.max(a, b), maximum),
          ];
          expect(low).toBeLessThanOrEqual(high);
          expect(low === 0).toBe(Math.min(a, b) === 0);
          expect(Number.isInteger(high) && high < COLOUR_LEVELS).toBe(true);
        },
      ),
    );
  });
});

test('the legend goes from black to the last colour', () => {
  expect(listLegendColours(3)).toEqual(['rgb(0 0 0)', 'rgb(188 55 84)', 'rgb(252 255 164)']);
  expect(listLegendColours()).toHaveLength(9);
});

/** sRGB bytes to CIELAB under D65. Source: IEC 61966-2-1 and CIE 15. */
function convertToLab(bytes: readonly number[]): [number, number, number] {
  const [r, g, b] = bytes.map((byte) => {
    const coded = byte / 255;
    return coded <= 0.04045 ? coded / 12.92 : ((coded + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((t) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
