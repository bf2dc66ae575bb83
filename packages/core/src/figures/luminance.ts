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
  const luminance = new Float64Array(rows * columns);
  const across = Array.from({ length: width }, (_, x) => listShares(x, width, columns));
  for (let y = 0; y < height; y++) {
    for (const [row, tall] of listShares(y, height, rows)) {
      for (let x = 0; x < width; x++) {
        const value = readLuminance(pixels, (y * width + x) * channels, channels);
        for (const [column, wide] of across[x]!) {
          luminance[row * columns + column]! += tall * wide * value;
        }
      }
    }
  }
  const area = (height / rows) * (width / columns);
  return luminance.map((sum) => sum / (255 * area));
}

/** In which of so many equal places of a length a pixel lies, and with which part of it. */
function listShares(
  pixel: number,
  length: number,
  places: number,
): [place: number, share: number][] {
  const shares: [number, number][] = [];
  // In whole numbers, so that a pixel that lies in one place lies there with all of it.
  const [start, end] = [pixel * places, (pixel + 1) * places];
  for (let place = Math.floor(start / length); place * length < end; place++) {
    const overlap = Math.min(end, (place + 1) * length) - Math.max(start, place * length);
    shares.push([place, overlap / places]);
  }
  return shares;
}

/** Of the pixel that begins at a byte; 0 to 255. */
function readLuminance(pixels: Uint8Array, at: number, channels: Image['channels']): number {
  if (channels === 1) return pixels[at]!;
  const [red, green, blue] = LUMINANCE_WEIGHTS;
  return red * pixels[at]! + green * pixels[at + 1]! + blue * pixels[at + 2]!;
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
