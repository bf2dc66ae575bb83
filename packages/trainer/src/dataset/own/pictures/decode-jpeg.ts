import { decode } from 'jpeg-js';
import { refuseDamage, refuseData } from '../refuse-data.ts';
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
  /** Whether its three colours are red, green and blue as they are. */
  readonly isRgb: boolean;
}

/** Baseline, extended and progressive, coded after Huffman. */
const CODINGS = [0xc0, 0xc1, 0xc2];

/**
 * Decodes a JPEG, baseline or progressive, grey, YCbCr or RGB. Its colour profile is not looked at.
 *
 * @throws {LayerprintError} `data-not-supported`, for what is damaged or cut off, coded otherwise, of four colours
 *   or of more than 8 bits.
 */
export function decodeJpeg(path: string, content: Buffer): StoredPicture {
  const header = readHeader(content);
  if (header === null) throw refuseData(path, 'is a damaged JPEG: it has no frame');
  assertPictureSize(path, header);
  const { bits, components, coding, orientation, isRgb } = header;
  if (!CODINGS.includes(coding)) {
    throw refuseData(path, 'is a JPEG that is lossless or coded arithmetically, which is not read');
  }
  if (bits !== 8) throw refuseData(path, `is a JPEG of ${bits} bits, where 8 are read`);
  if (components !== 1 && components !== 3) {
    throw refuseData(
      path,
      `is a JPEG of ${components} colours, where grey, YCbCr and RGB are read`,
    );
  }
  const { width, height, data } = decodeOrRefuse(path, content, isRgb);
  const raster = { width, height, channels: 3, pixels: data } as const;
  return { raster: components === 1 ? convertChannels(raster, 1) : raster, orientation };
}

function decodeOrRefuse(path: string, content: Buffer, isRgb: boolean) {
  try {
    return decode(content, {
      useTArray: true,
      formatAsRGBA: false,
      colorTransform: !isRgb,
      tolerantDecoding: false,
      maxResolutionInMP: MOST_MEGAPIXELS,
      maxMemoryUsageInMB: 2048,
    });
  } catch (cause) {
    throw refuseDamage(path, 'JPEG', cause);
  }
}

/** What a component of a frame is called where it is a colour itself. */
const RED_GREEN_BLUE = 'RGB';

/**
 * Reads segment by segment up to the pixels. Source: ITU-T Recommendation T.81, B.1 and B.2; which colours they are, T.872,
 * 6.1: a JFIF is YCbCr, Adobe's segment says so or not, and else the names of the components do.
 */
function readHeader(content: Buffer): Header | null {
  let orientation = 1;
  let frame: Omit<Header, 'orientation' | 'isRgb'> | null = null;
  let isJfif = false;
  let adobeTransform: number | undefined;
  let names = '';
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
    isJfif ||= marker === 0xe0 && segment.toString('latin1', 0, 5) === 'JFIF\0';
    const isAdobe = marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe';
    if (isAdobe) adobeTransform = segment[11];
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
      names = [0, 1, 2].map((i) => String.fromCharCode(segment[6 + 3 * i] ?? 0)).join('');
    }
    at += 2 + length;
  }
  const isNamedRgb = names === RED_GREEN_BLUE;
  const isRgb = !isJfif && (adobeTransform === undefined ? isNamedRgb : adobeTransform === 0);
  return frame && { ...frame, orientation, isRgb };
}
