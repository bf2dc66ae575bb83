import { convertIndexedToRgb, decode, hasPngSignature } from 'fast-png';
import { refuseDamage, refuseData } from '../refuse-data.ts';
import { layOverWhite } from './raster.ts';
import { readOrientation } from './read-orientation.ts';
import { assertPictureSize, type StoredPicture } from './stored-picture.ts';

/** The colour type of pixels that are places in a palette. */
const OF_PALETTE = 3;

/** What the header says. Source: PNG (Third Edition), 11.2.1. */
interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

/**
 * Decodes a PNG to 8 bits a value: those with 16 are divided by 257, rounded half up; those with fewer and palettes
 * are spread out; alpha is laid over white. Colour profiles and gamma are not looked at: a network sees values as
 * they are coded.
 *
 * @throws {LayerprintError} `data-not-supported`, for what is damaged, animated, interlaced below 8 bits, or has one
 *   transparent colour.
 */
export function decodePng(path: string, content: Buffer): StoredPicture {
  const header = readHeader(path, content);
  assertPictureSize(path, header);
  if (header.isInterlaced && header.depth < 8) {
    throw refuseData(path, `is an interlaced PNG of fewer than 8 bits, which is not read`);
  }
  const chunks = findChunks(content);
  if (chunks.has('acTL')) throw refuseData(path, 'is an animated PNG, and a picture is one');
  const png = orRefuse(path, () => decode(content, { checkCrc: true }));
  if (header.colourType === OF_PALETTE && png.palette === undefined) {
    throw refuseData(path, 'is a damaged PNG: it has no palette');
  }
  const { width, height, channels } = png;
  if (png.palette === undefined && chunks.has('tRNS')) {
    throw refuseData(path, 'has one colour that is transparent, which is not read');
  }
  const exif = chunks.get('eXIf');
  const orientation = exif === undefined ? 1 : readOrientation(exif);
  const found = png.palette
    ? orRefuse(path, () => convertIndexedToRgb(png))
    : toBytes(png.data, png);
  const values = png.palette ? found.length / (width * height) : channels;
  const colours = values < 3 ? 1 : 3;
  const pixels = values === colours ? found : layOverWhite(found, colours);
  return { raster: { width, height, channels: colours, pixels }, orientation };
}

function orRefuse<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw refuseDamage(path, 'PNG', cause);
  }
}

function readHeader(path: string, content: Buffer): Header {
  const isHeader = content.length >= 33 && content.toString('latin1', 12, 16) === 'IHDR';
  if (!hasPngSignature(content) || !isHeader)
    throw refuseData(path, 'is a damaged PNG: it has no header');
  return {
    width: content.readUInt32BE(16),
    height: content.readUInt32BE(20),
    depth: content[24]!,
    colourType: content[25]!,
    isInterlaced: content[28] !== 0,
  };
}

/** The content of each chunk, by its name; the last of a name. */
function findChunks(content: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= content.length;) {
    const length = content.readUInt32BE(at);
    chunks.set(
      content.toString('latin1', at + 4, at + 8),
      content.subarray(at + 8, at + 8 + length),
    );
    at += 12 + length;
  }
  return chunks;
}

function toBytes(
  data: ReturnType<typeof decode>['data'],
  {
    width,
    height,
    depth,
    channels,
  }: Pick<ReturnType<typeof decode>, 'width' | 'height' | 'depth' | 'channels'>,
): Uint8Array {
  if (depth === 16) return Uint8Array.from(data, (value) => Math.floor((value + 128) / 257));
  if (depth === 8) return Uint8Array.from(data);
  // Grey alone has fewer bits, rows begin with a byte of their own.
  const rowBytes = Math.ceil((width * depth * channels) / 8);
  const most = 2 ** depth - 1;
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * rowBytes + (bit >> 3)]!;
    return ((byte >> (8 - depth - (bit & 7))) & most) * (255 / most);
  });
}
