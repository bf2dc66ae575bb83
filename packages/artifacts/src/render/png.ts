import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

/** A picture in memory, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]` red, green, blue, or `[height, width, 4]` with alpha last; bytes. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** More colours do not fit into a PNG's palette. */
const MAX_PALETTE = 256;

/**
 * Encodes a picture as PNG without loss.
 *
 * Opaque pictures of at most 256 colours get a palette in order of first appearance, other opaque ones
 * three channels, the rest four. Compression is JavaScript's own, so that the bytes do not depend on the
 * machine's zlib.
 *
 * @param level Of compression, from 1, fast, to 9, small.
 * @throws {RangeError} when `pixels` is neither three nor four times width × height long.
 */
export function encodePng({ width, height, pixels }: Pixels, level: Level = 6): Uint8Array {
  const channels = pixels.length / (width * height);
  if (channels !== 3 && channels !== 4) {
    throw new RangeError(`Expected 3 or 4 bytes a pixel, found ${channels}.`);
  }
  const indexed = findPalette(pixels, width, channels);
  if (indexed) return writePng({ width, height, colourType: 3, ...indexed }, level);
  const rgb = channels === 3 ? pixels : dropOpaqueAlpha(pixels);
  const colourType = rgb ? 2 : 6;
  return writePng({ width, height, colourType, data: rgb ?? pixels }, level);
}

/** What a PNG holds: bytes, a row after the other, without filters. */
interface PngContent {
  readonly width: number;
  readonly height: number;
  /** Colours, indices into a palette, or colours with alpha. */
  readonly colourType: 2 | 3 | 6;
  readonly data: Pixels['pixels'];
  readonly palette?: readonly (readonly [number, number, number])[];
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const BITS_A_SAMPLE = 8;

/** Writes a PNG file. Source: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 5 and 11. */
function writePng({ width, height, colourType, data, palette }: PngContent, level: Level) {
  const header = new Uint8Array(13);
  const numbers = new DataView(header.buffer);
  numbers.setUint32(0, width);
  numbers.setUint32(4, height);
  header.set([BITS_A_SAMPLE, colourType], 8);
  const rows = new Uint8Array(data.length + height);
  const length = data.length / height;
  for (let row = 0; row < height; row++) {
    // Before each row stands its filter, which is none.
    rows.set(data.subarray(row * length, (row + 1) * length), row * (length + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    ...listChunk('IHDR', header),
    ...(palette ? listChunk('PLTE', Uint8Array.from(palette.flat())) : []),
    ...listChunk('IDAT', zlibSync(rows, { level })),
    ...listChunk('IEND', new Uint8Array()),
  ]);
}

/** The parts of a chunk: the length of its data, its type and data, and their checksum. */
function listChunk(type: string, data: Uint8Array): Uint8Array[] {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return [toBytes(data.length), typed, toBytes(crc32(typed))];
}

function toBytes(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function dropOpaqueAlpha(rgba: Pixels['pixels']): Uint8Array | null {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    if (rgba[from + 3] !== 255) return null;
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}

/** Null where there are too many colours, or one that is not opaque. */
function findPalette(
  pixels: Pixels['pixels'],
  width: number,
  channels: 3 | 4,
): { data: Uint8Array; palette: [number, number, number][] } | null {
  const indices = new Map<number, number>();
  const data = new Uint8Array(pixels.length / channels);
  let previous = -1;
  let index = 0;
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const line = width * channels;
  for (let first = 0, start = 0; first < data.length; first += width, start += line) {
    // What is enlarged has each row several times.
    if (first > 0 && bytes.compare(bytes, start, start + line, start - line, start) === 0) {
      data.copyWithin(first, first - width, first);
      continue;
    }
    for (let pixel = first, at = start; pixel < first + width; pixel++, at += channels) {
      if (channels === 4 && pixels[at + 3] !== 255) return null;
      const colour = (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!;
      if (colour !== previous) {
        index = indices.get(colour) ?? indices.size;
        if (index === MAX_PALETTE) return null;
        indices.set(colour, index);
        previous = colour;
      }
      data[pixel] = index;
    }
  }
  const palette = [...indices.keys()].map((colour): [number, number, number] => [
    colour >> 16,
    (colour >> 8) & 255,
    colour & 255,
  ]);
  return { data, palette };
}
