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
  if (rows === height && columns === width) return full.map((value) => value / 255);
  const luminance = new Float64Array(rows * columns);
  const down = listShares(height, rows);
  const across = listShares(width, columns);
  for (const { pixel: y, place: row, share: tall } of down) {
    for (const { pixel: x, place: column, share: wide } of across) {
      luminance[row * columns + column]! += tall * wide * full[y * width + x]!;
    }
  }
  const area = (height / rows) * (width / columns);
  for (let at = 0; at < luminance.length; at++) luminance[at]! /= 255 * area;
  return luminance;
}

/** With which part of it a pixel lies in a place. */
interface Share {
  readonly pixel: number;
  readonly place: number;
  readonly share: number;
}

/** Those that were listed before: thousands of images have one size. */
const known = new Map<string, readonly Share[]>();

/** In which of so many equal places of a length its pixels lie: pixel by pixel, and for each place by place. */
function listShares(length: number, places: number): readonly Share[] {
  const key = `${length} ${places}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const shares: Share[] = [];
  for (let pixel = 0; pixel < length; pixel++) {
    // In whole numbers, so that a pixel that lies in one place lies there with all of it.
    const [start, end] = [pixel * places, (pixel + 1) * places];
    for (let place = Math.floor(start / length); place * length < end; place++) {
      const overlap = Math.min(end, (place + 1) * length) - Math.max(start, place * length);
      shares.push({ pixel, place, share: overlap / places });
    }
  }
  known.set(key, shares);
  return shares;
}

/** Of every pixel, row by row; 0 to 255. */
function readLuminances(pixels: Uint8Array, channels: Image['channels']): Float64Array {
  const [red, green, blue] = LUMINANCE_WEIGHTS;
  const luminances = new Float64Array(pixels.length / channels);
  for (let i = 0, at = 0; i < luminances.length; i++, at += channels) {
    luminances[i] =
      channels === 1
        ? pixels[at]!
        : red * pixels[at]! + green * pixels[at + 1]! + blue * pixels[at + 2]!;
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
