import { computeLuminance } from '../figures/luminance.ts';
import { standardise } from '../statistics/correlation.ts';
import { computeMoments } from '../statistics/moments.ts';
import { computeOwnEntropyBits } from '../statistics/own-units.ts';
import { computeQuantile } from '../statistics/summary.ts';

/** What is measured on an image's own pixels, all channels together, from 0 to 1. */
export interface PictureMeasures {
  readonly median: number;
  /** Null where all values are equal. */
  readonly skewness: number | null;
  /** In bits, over bins of a quarter of the values' own standard deviation; null where all are equal. */
  readonly entropyBits: number | null;
}

/** An image's luminance at the size of a layer, standardised; null where it does not vary. */
export type PreparedPicture = ReadonlyMap<number, Float64Array | null>;

/**
 * Measures an image's own pixels.
 *
 * @param pixels Bytes, `[32, 32, 3]`.
 */
export function measurePicture(pixels: Uint8Array): PictureMeasures {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) values[i] = pixels[i]! / 255;
  const moments = computeMoments(values);
  return {
    median: computeQuantile(values.slice().sort(), 0.5),
    skewness: moments.skewness,
    entropyBits: computeOwnEntropyBits(values, moments),
  };
}

/**
 * Prepares an image for being compared with many maps.
 *
 * @param pixels Bytes, `[32, 32, 3]`.
 * @param sizes Heights of the layers that it is compared with.
 */
export function preparePicture(pixels: Uint8Array, sizes: readonly number[]): PreparedPicture {
  return new Map(sizes.map((size) => [size, standardise(computeLuminance(pixels, size))]));
}
