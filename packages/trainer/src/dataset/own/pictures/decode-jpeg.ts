import { decode } from 'jpeg-js';
import { refuseData } from '../refuse-data.ts';
import { convertChannels } from './raster.ts';
import { readOrientation } from './read-orientation.ts';
import { assertPictureSize, MOST_MEGAPIXELS, type StoredPicture } from './stored-picture.ts';

/** Of a JPEG before its pixels. */
interface Header {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly components: number;
  /** How it is coded: the second byte of the marker of its frame. */
  readonly coding: number;
  readonly orientation: number;
}

/** Baseline, extended and progressive, coded after Huffman. */
const CODINGS = [0xc0, 0xc1, 0xc2];

/**
 * Decodes a JPEG, baseline or progressive, grey or YCbCr. Its colour profile is not looked at.
 *
 * @throws {LayerprintError} `data-not-supported`, for what is damaged or cut off, coded otherwise, of four colours
 *   or of more than 8 bits.
 */
export function decodeJpeg(path: string, content: Buffer): StoredPicture {
  const header = readHeader(content);
  if (header === null) throw refuseData(path, 'is a damaged JPEG: it has no frame');
  assertPictureSize(path, header);
  const { bits, components, coding, orientation } = header;
  if (!CODINGS.includes(coding)) {
    throw refuseData(path, 'is a JPEG that is lossless or coded arithmetically, which is not read');
  }
  if (bits !== 8) throw refuseData(path, `is a JPEG of ${bits} bits, where 8 are read`);
  if (components !== 1 && components !== 3) {
    throw refuseData(path, `is a JPEG of ${components} colours, where grey and YCbCr are read`);
  }
  const { width, height, data } = decodeOrRefuse(path, content);
  const raster = { width, height, channels: 3, pixels: data } as const;
  return { raster: components === 1 ? convertChannels(raster, 1) : raster, orientation };
}

function decodeOrRefuse(path: string, content: Buffer) {
  try {
    return decode(content, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: MOST_MEGAPIXELS,
      maxMemoryUsageInMB: 2048,
    });
  } catch (cause) {
    throw refuseData(path, `is a damaged JPEG: ${(cause as Error).message}`);
  }
}

/** Reads segment by segment up to the pixels. Source: ITU-T Recommendation T.81, B.1 and B.2. */
function readHeader(content: Buffer): Header | null {
  let orientation = 1;
  let frame: Omit<Header, 'orientation'> | null = null;
  for (let at = 2; at + 4 <= content.length;) {
    if (content[at] !== 0xff) return null;
    const marker = content[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) break;
    const length = content.readUInt16BE(at + 2);
    const segment = content.subarray(at + 4, at + 2 + length);
    const isExif = marker === 0xe1 && segment.toString('latin1', 0, 6) === 'Exif\0\0';
    if (isExif) orientation = readOrientation(segment.subarray(6));
    // All of C0 to CF begin a frame, but for tables (C4, CC) and an extension (C8).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (segment.length < 6) return null;
      frame = {
        bits: segment[0]!,
        height: segment.readUInt16BE(1),
        width: segment.readUInt16BE(3),
        components: segment[5]!,
        coding: marker,
      };
    }
    at += 2 + length;
  }
  return frame && { ...frame, orientation };
}
