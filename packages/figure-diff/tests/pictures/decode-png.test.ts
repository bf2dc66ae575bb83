import { decode, encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePng, type Pixels } from '@layerprint/artifacts/render';
import { decodePng, type Picture } from '../../src/pictures/decode-png.ts';

const byte = fc.integer({ min: 0, max: 255 });
const colour = fc.tuple(byte, byte, byte);
const size = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
});

/** Bytes of red, green, blue and alpha, one after the other. */
function listBytes({ values, palette }: Picture): number[] {
  const colours = palette ? Uint32Array.from(values, (value) => palette[value]!) : values;
  return [...new Uint8Array(colours.buffer)];
}

describe('decodePng', () => {
  test('reads a palette as the library that wrote it does', () => {
    const picture = fc.record({
      size,
      colours: fc.array(colour, { minLength: 400, maxLength: 400 }),
    });
    fc.assert(
      fc.property(picture, ({ size: { width, height }, colours }) => {
        // Few of them, so that there is a palette.
        const pixels = Uint8Array.from(
          Array.from({ length: width * height }, (_, at) => colours[at % 7]!).flat(),
        );
        const png = encodePng({ width, height, pixels });
        const read = decodePng(png);
        const expected = decode(png);
        expect([read.width, read.height]).toEqual([width, height]);
        expect([...read.values]).toEqual([...expected.data]);
        const opaque = expected.palette!.map((entry) => [...entry, 255]);
        expect([...new Uint8Array(read.palette!.buffer)]).toEqual(opaque.flat());
      }),
    );
  });

  test.each<[string, Pixels]>([
    ['three channels', drawPixels(3)],
    ['four channels', drawPixels(4)],
  ])('reads %s as the library that wrote them does', (_, pixels) => {
    const png = encodePng(pixels);
    const expected = decode(png);
    expect(expected.palette).toBeUndefined();
    const { channels, data } = expected;
    const opaque = Array.from({ length: data.length / channels }, (__, at) => [
      ...data.subarray(at * channels, (at + 1) * channels),
      ...(channels === 3 ? [255] : []),
    ]);
    expect(listBytes(decodePng(png))).toEqual(opaque.flat());
  });

  const grey = { width: 2, height: 2, data: Uint8Array.of(1, 2, 3, 4) };
  const deep = { width: 1, height: 1, channels: 3, depth: 16, data: Uint16Array.of(1, 2, 3) };
  const whole = encodePng(drawPixels(3));

  test('refuses a palette where the pixels are colours, and places where there is none', () => {
    const indexed = encodePng({ width: 1, height: 1, pixels: Uint8Array.of(1, 2, 3) });
    const colourType = 25;
    for (const [name, type] of [
      ['PLTE', 2],
      ['none', 3],
    ] as const) {
      const png = Buffer.from(indexed);
      png[colourType] = type;
      png.write(name, png.indexOf('PLTE'), 'latin1');
      expect(() => decodePng(png)).toThrow('Expected a PNG of ours');
    }
  });

  test.each([
    ['no picture', Buffer.from('GIF89a'), 'Expected a PNG.'],
    ['nothing', new Uint8Array(), 'Expected a PNG.'],
    ['grey', encode({ ...grey, channels: 1 }), 'colour type 0'],
    ['sixteen bits', encode(deep as never), 'of 16 bits'],
    [
      'interlaced rows',
      encode({ ...grey, channels: 4, ...rgba() }, { interlace: 'Adam7' }),
      'colour type 6',
    ],
    ['a picture cut short', whole.subarray(0, 200), 'unexpected end of file'],
    ['a header alone', whole.subarray(0, 33), 'Expected a PNG with a header and pixels.'],
  ])('refuses %s', (_, png, message) => {
    expect(() => decodePng(png)).toThrow(message);
  });
});

function rgba() {
  return { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
}

/** More colours than a palette holds. */
function drawPixels(channels: number): Pixels {
  const colours = Array.from({ length: 400 }, (_, at) => [at % 256, at >> 8, 7, 128]);
  const pixels = Uint8Array.from(colours.flatMap((colour) => colour.slice(0, channels)));
  return { width: 20, height: 20, pixels };
}
