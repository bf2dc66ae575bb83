import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encode as encodePng } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../../src/dataset/own/pictures/decode-picture.ts';
import {
  convertChannels,
  layOverWhite,
  turnUpright,
  type Raster,
} from '../../../src/dataset/own/pictures/raster.ts';
import { findMiddle, resizePicture } from '../../../src/dataset/own/pictures/resize.ts';
import { readEncoded } from './encoded-elsewhere.ts';
import { makeExif, makeJpeg, makePng, turn } from './make-files.ts';

const side = fc.integer({ min: 1, max: 40 });
const shape = (height: number, width: number) => ({ height, width, channels: 3 }) as const;
const greyRaster = (width: number, pixels: number[]): Raster => ({
  width,
  height: pixels.length / width,
  channels: 1,
  pixels: Uint8Array.from(pixels),
});

describe('resizing', () => {
  it('keeps a picture of one colour, of any size to any size', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.constantFrom('stretch', 'crop'), (w, h, W, H, fit) => {
        const colour = [3, 128, 255];
        const pixels = Uint8Array.from({ length: w * h * 3 }, (_, i) => colour[i % 3]!);
        const raster = { width: w, height: h, channels: 3, pixels } as const;
        const resized = resizePicture(raster, shape(H, W), fit);
        expect([resized.width, resized.height, resized.pixels.length]).toEqual([W, H, W * H * 3]);
        expect(resized.pixels.every((value, i) => value === colour[i % 3])).toBe(true);
      }),
    );
  });

  it('keeps every byte of a picture that has the size', () => {
    const pixels = Uint8Array.from({ length: 5 * 7 * 3 }, (_, i) => (i * 41) % 256);
    const raster = { width: 5, height: 7, channels: 3, pixels } as const;
    expect(resizePicture(raster, shape(7, 5), 'stretch').pixels).toEqual(pixels);
  });

  it('is the mean of whole squares where the size divides, and repeats them where it multiplies', () => {
    const small = resizePicture(
      greyRaster(4, [0, 10, 100, 101, 20, 31, 101, 100]),
      { height: 1, width: 2, channels: 1 },
      'stretch',
    );
    // (0 + 10 + 20 + 31) / 4 = 15.25 and (100 + 101 + 101 + 100) / 4 = 100.5, half up.
    expect([...small.pixels]).toEqual([15, 101]);
    const large = resizePicture(
      greyRaster(2, [7, 9]),
      { height: 2, width: 4, channels: 1 },
      'stretch',
    );
    expect([...large.pixels]).toEqual([7, 7, 9, 9, 7, 7, 9, 9]);
  });

  it('weighs pixels by how much of them lies in the area', () => {
    // Three pixels made two: each takes one and half of the middle.
    const resized = resizePicture(
      greyRaster(3, [0, 90, 255]),
      { height: 1, width: 2, channels: 1 },
      'stretch',
    );
    expect([...resized.pixels]).toEqual([(0 * 2 + 90) / 3, (90 + 255 * 2) / 3]);
  });

  it('turns with its picture: to mirror before is to mirror after', () => {
    fc.assert(
      fc.property(side, side, side, side, fc.nat(1000), (w, h, W, H, seed) => {
        const pixels = Uint8Array.from({ length: w * h }, (_, i) => (i * 97 + seed * 31) % 256);
        const raster = { width: w, height: h, channels: 1, pixels } as const;
        const size = { height: H, width: W, channels: 1 } as const;
        const before = resizePicture(turnUpright(raster, 3), size, 'stretch');
        const after = turnUpright(resizePicture(raster, size, 'stretch'), 3);
        expect(before.pixels).toEqual(after.pixels);
      }),
    );
  });

  it('crops to the largest part of the aspect in the middle', () => {
    expect(findMiddle({ width: 100, height: 50 }, { width: 8, height: 8 })).toEqual({
      left: 25,
      top: 0,
      width: 50,
      height: 50,
    });
    expect(findMiddle({ width: 30, height: 91 }, { width: 64, height: 48 })).toEqual({
      left: 0,
      top: 34,
      width: 30,
      height: 22,
    });
    const raster = greyRaster(4, [1, 2, 3, 4]);
    expect([...resizePicture(raster, { height: 1, width: 2, channels: 1 }, 'crop').pixels]).toEqual(
      [2, 3],
    );
  });
});

describe('EXIF orientation', () => {
  /** A turned corner: light at the upper left, dark at the lower right, each quarter its own. */
  const stored: Raster = greyRaster(3, [1, 2, 3, 4, 5, 6]);
  const mirror = ({ width, height, channels, pixels }: Raster): Raster => ({
    width,
    height,
    channels,
    pixels: pixels.map((_, at) => pixels[at - (at % width) + (width - 1 - (at % width))]!),
  });
  const turnRight = ({ width, height, channels, pixels }: Raster): Raster => ({
    width: height,
    height: width,
    channels,
    pixels: pixels.map(
      (_, at) => pixels[(height - 1 - (at % height)) * width + Math.floor(at / height)]!,
    ),
  });
  const turned = (times: number, raster: Raster): Raster =>
    times === 0 ? raster : turned(times - 1, turnRight(raster));

  it.each<[number, string, Raster]>([
    [1, 'as it is', stored],
    [2, 'mirrored', mirror(stored)],
    [3, 'upside down', turned(2, stored)],
    [4, 'mirrored upside down', turned(2, mirror(stored))],
    [5, 'mirrored and turned left', turned(3, mirror(stored))],
    [6, 'turned right', turned(1, stored)],
    [7, 'mirrored and turned right', turned(1, mirror(stored))],
    [8, 'turned left', turned(3, stored)],
  ])('%d is %s', (orientation, _, expected) => {
    expect(turnUpright(stored, orientation)).toEqual(expected);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '%d of a JPEG is followed, in either order of bytes',
    (orientation) => {
      const picture = makeJpeg(16, 8, (x, y) => [x < 8 ? 250 : 20, y < 4 ? 250 : 20, 60]);
      const plain = decodePicture('a.jpg', picture);
      for (const order of ['II', 'MM'] as const) {
        expect(decodePicture('a.jpg', turn(picture, orientation, order))).toEqual(
          turnUpright(plain, orientation),
        );
      }
    },
  );

  it('that is none is taken as 1', () => {
    const picture = makeJpeg(16, 8, () => [9, 9, 9]);
    for (const orientation of [0, 9, 700]) {
      expect(decodePicture('a.jpg', turn(picture, orientation)).width).toBe(16);
    }
  });
});

describe('PNG', () => {
  const decode = (png: Buffer) => decodePicture('a.png', png);

  it.each([1, 2, 3, 4])('with %d channels of 8 bits is read, alpha laid over white', (channels) => {
    const colour = [10, 100, 200].slice(0, channels < 3 ? 1 : 3);
    const paint = (x: number) => [...colour, ...(channels % 2 === 0 ? [x === 0 ? 0 : 255] : [])];
    const { pixels, ...found } = decode(makePng(2, 1, paint));
    expect(found).toEqual({ width: 2, height: 1, channels: colour.length });
    const first = channels % 2 === 0 ? colour.map(() => 255) : colour;
    expect([...pixels]).toEqual([...first, ...colour]);
  });

  it('of 16 bits is divided by 257, rounded', () => {
    const values = [0, 128, 129, 257, 32_896, 65_535];
    const { pixels } = decode(makePng(values.length, 1, (x) => [values[x]!], 16));
    expect([...pixels]).toEqual(values.map((value) => Math.round(value / 257)));
  });

  it.each([1, 2, 4] as const)(
    'of %d bits is spread out, each row from a byte of its own',
    (depth) => {
      const most = 2 ** depth - 1;
      const rowBytes = Math.ceil((5 * depth) / 8);
      const data = new Uint8Array(2 * rowBytes);
      const values = Array.from({ length: 10 }, (_, i) => i % (most + 1));
      for (const [i, value] of values.entries()) {
        const bit = (i % 5) * depth;
        data[Math.floor(i / 5) * rowBytes + (bit >> 3)]! |= value << (8 - depth - (bit & 7));
      }
      const png = Buffer.from(encodePng({ width: 5, height: 2, channels: 1, depth, data }));
      expect([...decode(png).pixels]).toEqual(values.map((value) => (value * 255) / most));
    },
  );

  it('over a palette is its colours', () => {
    const palette = [
      [255, 0, 0],
      [0, 0, 255],
    ] as unknown as Parameters<typeof encodePng>[0]['palette'];
    const png = encodePng({
      width: 2,
      height: 1,
      channels: 1,
      depth: 8,
      data: Uint8Array.of(1, 0),
      ...(palette && { palette }),
    });
    expect(decode(Buffer.from(png))).toMatchObject({
      channels: 3,
      pixels: Uint8Array.of(0, 0, 255, 255, 0, 0),
    });
  });
});

it('half-transparent is halfway to white', () => {
  expect([...layOverWhite(Uint8Array.of(0, 128, 255, 128, 55, 255), 1)]).toEqual([127, 255, 55]);
});

it('grey is weighed by BT.709, and a grey made coloured and grey again is the same', () => {
  const primaries = {
    width: 3,
    height: 1,
    channels: 3,
    pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255),
  } as const;
  expect([...convertChannels(primaries, 1).pixels]).toEqual([54, 182, 18]);
  const greys = greyRaster(
    256,
    Array.from({ length: 256 }, (_, value) => value),
  );
  expect(convertChannels(convertChannels(greys, 3), 1)).toEqual(greys);
});

describe('what others encoded', () => {
  const paint = (x: number, y: number) => [10 * x, 15 * y, 120];

  it.each([
    ['interlaced', 0],
    // Their chroma is halved, and ours repeats it.
    ['progressive', 24],
    // Four colours for all of them.
    ['palette', 128],
  ] as const)('is read: %s', (name, tolerance) => {
    const { width, height, channels, pixels } = decodePicture(name, readEncoded(name));
    expect([width, height, channels]).toEqual([24, 16, 3]);
    const differences = [...pixels].map((value, at) => {
      const pixel = Math.floor(at / 3);
      return Math.abs(value - paint(pixel % 24, Math.floor(pixel / 24))[at % 3]!);
    });
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
  });

  it('is grey where it is a JPEG of one colour', () => {
    const { channels, pixels } = decodePicture('grey', readEncoded('grey'));
    expect([channels, pixels.length]).toEqual([1, 24 * 16]);
    expect(pixels.at(-1)!).toBeGreaterThan(pixels[0]! + 100);
  });

  it('is refused where it is a JPEG of four colours', () => {
    expect(() => decodePicture('a.jpg', readEncoded('cmyk'))).toThrow(
      'a.jpg is a JPEG of 4 colours, where grey, YCbCr and RGB are read.',
    );
  });
});

describe('a chunk of a PNG', () => {
  const png = makePng(8, 4, (x, y) => [x * 20, y * 50, 9]);
  /** Puts a chunk behind the header. */
  const insert = (name: string, content: Uint8Array, into = png) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const chunk = Buffer.alloc(body.length + 8);
    chunk.writeUInt32BE(content.length);
    chunk.set(body, 4);
    chunk.writeUInt32BE(crc32(body), body.length + 4);
    return Buffer.concat([into.subarray(0, 33), chunk, into.subarray(33)]);
  };

  it.each([1, 3, 6, 8])('with EXIF’s orientation %d is followed', (orientation) => {
    const exif = makeExif(orientation, 'MM');
    expect(decodePicture('a.png', insert('eXIf', exif))).toEqual(
      turnUpright(decodePicture('a.png', png), orientation),
    );
  });

  it('that is not read is refused by name', () => {
    const refuse = (content: Buffer) => () => decodePicture('a.png', content);
    expect(refuse(insert('acTL', new Uint8Array(8)))).toThrow('a.png is an animated PNG');
    expect(refuse(insert('tRNS', new Uint8Array(6)))).toThrow(
      'a.png has one colour that is transparent, which is not read.',
    );
    const data = new Uint8Array(8);
    const bits = Buffer.from(encodePng({ width: 8, height: 8, channels: 1, depth: 1, data }));
    bits[28] = 1;
    expect(refuse(bits)).toThrow(
      'a.png is an interlaced PNG of fewer than 8 bits, which is not read.',
    );
  });
});

describe('a JPEG of three colours', () => {
  const jfif = makeJpeg(8, 8, () => [90, 90, 90]);
  const plain = Buffer.from(jfif.toString('latin1').replace('JFIF', 'NONE'), 'latin1');
  /** As `plain`, but for what its components are called, in frame and scan. */
  const called = (names: string) => {
    const bytes = Buffer.from(plain);
    const [frame, scan] = [0xc0, 0xda].map((marker) => bytes.indexOf(Buffer.of(0xff, marker)));
    for (const [i, name] of [...names].entries()) {
      bytes.write(name, frame! + 10 + 3 * i, 'latin1');
      bytes.write(name, scan! + 5 + 2 * i, 'latin1');
    }
    return bytes;
  };
  const withAdobe = (transform: number) =>
    Buffer.concat([
      plain.subarray(0, 2),
      Buffer.from('\xff\xee\0\x0eAdobe\0d\0\0\0\0', 'latin1'),
      Buffer.of(transform),
      plain.subarray(2),
    ]);
  // Of grey in YCbCr, read as red, green and blue.
  const RGB = [90, 128, 128];
  const YCBCR = [90, 90, 90];

  it.each<[string, Buffer, number[]]>([
    ['is YCbCr where it is a JFIF', jfif, YCBCR],
    ['is YCbCr where nothing is said', plain, YCBCR],
    ['is RGB where Adobe says that nothing was transformed', withAdobe(0), RGB],
    ['is YCbCr where Adobe says so', withAdobe(1), YCBCR],
    ['is RGB where its components are called so', called('RGB'), RGB],
    ['is YCbCr where they are called otherwise', called('ABC'), YCBCR],
  ])('%s', (_, content, colour) => {
    expect([...decodePicture('a.jpg', content).pixels.subarray(0, 3)]).toEqual(colour);
  });
});

/** A row of places in a palette, from 0. */
const OF_THE_THIRD = new Array<number>(8).fill(2);

describe('a picture that is not read', () => {
  const jpeg = makeJpeg(16, 16, (x, y) => [x * 9, y * 9, 77]);
  const frame = jpeg.indexOf(Buffer.of(0xff, 0xc0));
  const edit = (change: (bytes: Buffer) => void, from = jpeg) => {
    const bytes = Buffer.from(from);
    change(bytes);
    return bytes;
  };
  const png = makePng(8, 8, () => [1, 2, 3]);

  /** One whose pixels are each the third colour of a palette of so many. */
  function ofPalette(colours: number): Buffer {
    const chunk = (name: string, content: Uint8Array) => {
      const bytes = Buffer.alloc(12 + content.length);
      bytes.writeUInt32BE(content.length, 0);
      bytes.write(name, 4, 'latin1');
      bytes.set(content, 8);
      bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
      return bytes;
    };
    const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...OF_THE_THIRD])));
    return Buffer.concat([
      png.subarray(0, 8),
      chunk('IHDR', Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 3, 0, 0, 0])),
      ...(colours > 0 ? [chunk('PLTE', Buffer.alloc(3 * colours))] : []),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  it.each<[string, Buffer, string]>([
    ['a JPEG without pixels', jpeg.subarray(0, 12), 'is a damaged JPEG'],
    [
      'a JPEG of 12 bits',
      edit((bytes) => bytes.writeUInt8(12, frame + 4)),
      'is a JPEG of 12 bits, where 8 are read',
    ],
    [
      'a JPEG of four colours',
      edit((bytes) => bytes.writeUInt8(4, frame + 9)),
      'is a JPEG of 4 colours, where grey, YCbCr and RGB are read',
    ],
    [
      'a JPEG that is coded arithmetically',
      edit((bytes) => bytes.writeUInt8(0xc9, frame + 1)),
      'is a JPEG that is lossless or coded arithmetically',
    ],
    ['a JPEG without an end', jpeg.subarray(0, -2), 'is a damaged JPEG'],
    [
      'a JPEG that says it is large',
      edit((bytes) => bytes.writeUInt32BE(0xffffffff, frame + 5)),
      'has 65535 × 65535 pixels, where 1 to 100 million are read',
    ],
    [
      'a PNG that says it is large',
      edit((bytes) => bytes.writeUInt32BE(1e8, 16), png),
      'has 100000000 × 8 pixels',
    ],
    ['a PNG without pixels', png.subarray(0, 33), 'is a damaged PNG'],
    [
      'a PNG of which a byte is another',
      edit((bytes) => bytes.writeUInt8(bytes[48]! ^ 1, 48), png),
      'is a damaged PNG',
    ],
    ['a PNG that is cut off', png.subarray(0, -20), 'is a damaged PNG: it is cut off'],
    ['a PNG of a palette without one', ofPalette(0), 'is a damaged PNG: it has no palette.'],
    [
      'a PNG with a colour that its palette lacks',
      ofPalette(2),
      'is a damaged PNG: Incorrect index of palette color.',
    ],
    ['text', Buffer.from('hello'), 'is neither PNG nor JPEG'],
    ['nothing', Buffer.alloc(0), 'is neither PNG nor JPEG'],
  ])('is %s', (_, content, problem) => {
    expect(() => decodePicture('a.jpg', content)).toThrow(
      expect.objectContaining({
        code: 'data-not-supported',
        message: expect.stringContaining(`a.jpg ${problem}`) as string,
      }),
    );
  });
});
