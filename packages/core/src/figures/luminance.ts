import { LayerprintError } from '../errors.ts';
import { countPixelValues, describeImageShape } from '../images.ts';
import type { Image } from '../images.ts';
import type { Pair } from '../schemas/layer.ts';

/** Weights of red, green and blue in luminance. Source: ITU-R Recommendation BT.709, item 3.2. */
const LUMINANCE_WEIGHTS = [0.2126, 0.7152, 0.0722] as const;

/**
 * An image's luminance at the size of a layer: the weighted sum of the coded colour values, averaged
 * over the rectangle of pixels that each place of the layer stands for. Grey is its own luminance.
 *
 * Coded values are not made linear first: a network sees them as they are coded.
 *
 * @param size Height and width of the result: divisors of the image's.
 * @returns `size`, 0 to 1.
 * @throws {LayerprintError} `wrong-shape`.
 */
export function computeLuminance(image: Image, size: Pair): Float64Array {
  assertImage(image);
  const { height, width, channels, pixels } = image;
  const [rows, columns] = size;
  const [tall, wide] = [height / rows, width / columns];
  if (!Number.isInteger(tall) || !Number.isInteger(wide)) {
    throw new LayerprintError(
      'wrong-shape',
      `An image of ${height} × ${width} cannot be averaged to ${rows} × ${columns}.`,
      `Give sizes that divide ${height} and ${width}.`,
    );
  }
  const luminance = new Float64Array(rows * columns);
  for (let y = 0; y < height; y++) {
    const start = Math.floor(y / tall) * columns;
    for (let x = 0; x < width; x++) {
      const place = start + Math.floor(x / wide);
      luminance[place]! += readLuminance(pixels, (y * width + x) * channels, channels);
    }
  }
  return luminance.map((sum) => sum / (255 * tall * wide));
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
