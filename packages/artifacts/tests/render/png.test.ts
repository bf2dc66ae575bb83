import fc from 'fast-check';
import { decode, convertIndexedToRgb } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { encodePng } from '@layerprint/artifacts/render';

function decodeToRgb(png: Uint8Array): Uint8Array {
  const decoded = decode(png);
  return decoded.palette ? convertIndexedToRgb(decoded) : (decoded.data as Uint8Array);
}

/** Red, green and blue count up, so that every pixel has a colour of its own. */
function rainbow(count: number): Uint8Array {
  return Uint8Array.from({ length: count * 3 }, (_, i) => (i / 3) >> (8 * (i % 3)));
}

describe('encodePng', () => {
  test('gives back every pixel it was given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 255 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, levels, stream) => {
          const pixels = Uint8Array.from({ length: width * height * 3 }, () => {
            return stream.next().value % levels;
          });
          expect(decodeToRgb(encodePng({ width, height, pixels }))).toEqual(pixels);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  test('gives back a picture of which rows stand several times, some of them apart', () => {
    const rows = [
      [1, 1, 2],
      [1, 1, 2],
      [3, 2, 1],
      [1, 1, 2],
      [1, 1, 2],
    ];
    const pixels = Uint8Array.from(rows.flat().flatMap((grey) => [grey, grey, grey]));
    const png = encodePng({ width: 3, height: 5, pixels });
    expect(decodeToRgb(png)).toEqual(pixels);
  });

  test('uses a palette up to 256 colours and three channels from 257', () => {
    expect(decode(encodePng({ width: 256, height: 1, pixels: rainbow(256) })).palette).toHaveLength(
      256,
    );
    const more = decode(encodePng({ width: 257, height: 1, pixels: rainbow(257) }));
    expect(more.palette).toBeUndefined();
    expect(more.channels).toBe(3);
    expect(more.data).toEqual(rainbow(257));
  });

  test('drops alpha where everything is opaque and keeps it elsewhere', () => {
    const opaque = decode(encodePng({ width: 1, height: 1, pixels: Uint8Array.of(1, 2, 3, 255) }));
    expect(opaque.palette).toEqual([[1, 2, 3]]);
    const clear = decode(encodePng({ width: 1, height: 1, pixels: Uint8Array.of(1, 2, 3, 254) }));
    expect([...clear.data]).toEqual([1, 2, 3, 254]);
  });

  test('refuses pixels that are not three or four bytes each', () => {
    expect(() => encodePng({ width: 2, height: 2, pixels: new Uint8Array(8) })).toThrow(
      'Expected 3 or 4 bytes a pixel, found 2.',
    );
  });
});
