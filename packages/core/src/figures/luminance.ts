import { LayerprintError } from '../errors.ts';
import { IMAGE_CHANNELS, IMAGE_SIZE } from '../images.ts';

/** Weights of red, green and blue in luminance. Source: ITU-R Recommendation BT.709, item 3.2. */
const LUMINANCE_WEIGHTS = [0.2126, 0.7152, 0.0722] as const;

/**
 * An image's luminance at the size of a layer: the weighted sum of the coded colour values, averaged
 * over the square of pixels that each place of the layer stands for.
 *
 * Coded values are not made linear first: a network sees them as they are coded.
 *
 * @param pixels Bytes, `[32, 32, 3]`.
 * @param size Height and width of the result: a divisor of 32.
 * @returns `[size, size]`, 0 to 1.
 * @throws {LayerprintError} `wrong-shape`.
 */
export function computeLuminance(pixels: Uint8Array, size: number): Float64Array {
  assertImage(pixels);
  const step = IMAGE_SIZE / size;
  if (!Number.isInteger(step)) {
    throw new LayerprintError(
      'wrong-shape',
      `An image of ${IMAGE_SIZE} × ${IMAGE_SIZE} cannot be averaged to ${size} × ${size}.`,
      `Give a size that divides ${IMAGE_SIZE}.`,
    );
  }
  const luminance = new Float64Array(size * size);
  for (let y = 0; y < IMAGE_SIZE; y++) {
    for (let x = 0; x < IMAGE_SIZE; x++) {
      const place = Math.floor(y / step) * size + Math.floor(x / step);
      const at = (y * IMAGE_SIZE + x) * IMAGE_CHANNELS;
      const [red, green, blue] = LUMINANCE_WEIGHTS;
      luminance[place]! += red * pixels[at]! + green * pixels[at + 1]! + blue * pixels[at + 2]!;
    }
  }
  return luminance.map((sum) => sum / (255 * step * step));
}

/**
 * Checks that bytes are as many as an image has.
 *
 * @throws {LayerprintError} `wrong-shape`.
 */
export function assertImage(pixels: Uint8Array): void {
  const expected = IMAGE_SIZE * IMAGE_SIZE * IMAGE_CHANNELS;
  if (pixels.length === expected) return;
  throw new LayerprintError(
    'wrong-shape',
    `An image has ${expected} bytes, but ${pixels.length} were given.`,
    `Give red, green and blue of ${IMAGE_SIZE} × ${IMAGE_SIZE} pixels.`,
  );
}
