import { LayerprintError } from '../errors.ts';
import { countPixelValues, describeImageShape } from '../images.ts';
import type { Image } from '../images.ts';
import type { Pair } from '../schemas/layer.ts';

/** Weights of red, green and blue in luminance. Source: ITU-R Recommendation BT.709, item 3.2. */
const LUMINANCE_WEIGHTS = [0.2126, 0.7152, 0.0722] as const;

/**
 * An image's luminance at the size of a layer: the weighted sum of the coded colour values, averaged
 * over the rectangle of pixels that each place of the layer stands for, of a pixel that lies in several the part in
 * each. Grey is its own luminance.
 *
 * Coded values are not made linear first: a network sees them as they are coded.
 *
 * @param size Height and width of the result.
 * @returns `size`, 0 to 1.
 * @throws {LayerprintError} `wrong-shape`, for bytes that are no such image.
 */
export function computeLuminance(image: Image, size: Pair): Float64Array {
  assertImage(image);
  const { height, width, channels, pixels } = image;
  const [rows, columns] = size;
  const full = readLuminances(pixels, channels);
  // To the bit what follows, of pixels that lie in one place each.
  if (rows === height && columns === width) return divide(full, 255);
  const luminance = new Float64Array(rows * columns);
  const { pixels: from, places, shares } = findShares([height, width], size);
  for (let i = 0; i < shares.length; i++) luminance[places[i]!]! += shares[i]! * full[from[i]!]!;
  const area = (height / rows) * (width / columns);
  return divide(luminance, 255 * area);
}

function divide(values: Float64Array, by: number): Float64Array {
  for (let i = 0; i < values.length; i++) values[i]! /= by;
  return values;
}

/** Which pixels lie in which places, and with which part of each: side by side, place by place for each pixel. */
interface Shares {
  readonly pixels: Uint32Array;
  readonly places: Uint32Array;
  readonly shares: Float64Array;
}

/** Those that were found before: thousands of images have one size. */
const known = new Map<string, Shares>();

function findShares([height, width]: Pair, [rows, columns]: Pair): Shares {
  const key = [height, width, rows, columns].join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const across = listShares(width, columns);
  const found = listShares(height, rows).flatMap(({ pixel: y, place: row, share: tall }) =>
    across.map(({ pixel: x, place: column, share: wide }) => ({
      pixel: y * width + x,
      place: row * columns + column,
      share: tall * wide,
    })),
  );
  const shares = {
    pixels: Uint32Array.from(found, ({ pixel }) => pixel),
    places: Uint32Array.from(found, ({ place }) => place),
    shares: Float64Array.from(found, ({ share }) => share),
  };
  known.set(key, shares);
  return shares;
}

/** With which part of it a pixel lies in a place. */
interface Share {
  readonly pixel: number;
  readonly place: number;
  readonly share: number;
}

/** In which of so many equal places of a length its pixels lie: pixel by pixel, and for each place by place. */
function listShares(length: number, places: number): Share[] {
  const shares: Share[] = [];
  for (let pixel = 0; pixel < length; pixel++) {
    // In whole numbers, so that a pixel that lies in one place lies there with all of it.
    const [start, end] = [pixel * places, (pixel + 1) * places];
    for (let place = Math.floor(start / length); place * length < end; place++) {
      const overlap = Math.min(end, (place + 1) * length) - Math.max(start, place * length);
      shares.push({ pixel, place, share: overlap / places });
    }
  }
  return shares;
}

/** Of every pixel, row by row; 0 to 255. */
function readLuminances(pixels: Uint8Array, channels: Image['channels']): Float64Array {
  if (channels === 1) return new Float64Array(pixels);
  const [red, green, blue] = LUMINANCE_WEIGHTS;
  const luminances = new Float64Array(pixels.length / channels);
  for (let i = 0, at = 0; i < luminances.length; i++, at += channels) {
    luminances[i] = red * pixels[at]! + green * pixels[at + 1]! + blue * pixels[at + 2]!;
  }
  return luminances;
}

/**
 * Checks that an image has as many bytes as its size wants.
 *
 * @throws {LayerprintError} `wrong-shape`.
 */
export function assertImage(image: Image): void {
  const expected = countPixelValues(image);
  if (image.pixels.length === expected) return;
  throw new LayerprintError(
    'wrong-shape',
    `An image has ${expected} bytes, but ${image.pixels.length} were given.`,
    `Give the bytes of ${describeImageShape(image)}.`,
  );
}
