import { computeLuminance } from '../figures/luminance.ts';
import type { Image } from '../images.ts';
import type { Pair } from '../schemas/layer.ts';
import { standardise } from '../statistics/correlation.ts';
import type { MeasuredValues } from '../statistics/measured-values.ts';

/** What is measured on an image's own pixels, all channels together, from 0 to 1. */
export interface PictureMeasures {
  readonly median: number;
  /** Null where all values are equal. */
  readonly skewness: number | null;
  /** In bits, over bins of a quarter of the values' own standard deviation; null where all are equal. */
  readonly entropyBits: number | null;
}

/** An image's luminance at the size of a layer, standardised; null where it does not vary. */
export type PreparedPicture = ReadonlyMap<string, Float64Array | null>;

/** What a size is called in a prepared picture. */
export function nameSize(size: Pair): string {
  return size.join();
}

/** Measures an image's own pixels, divided by 255. */
export function measurePicture(pixels: MeasuredValues): PictureMeasures {
  return {
    median: pixels.quantile(0.5),
    skewness: pixels.moments().skewness,
    entropyBits: pixels.entropyBits(),
  };
}

/**
 * Prepares an image for being compared with many maps.
 *
 * @param sizes Heights and widths of the layers that it is compared with.
 */
export function preparePicture(image: Image, sizes: readonly Pair[]): PreparedPicture {
  return new Map(sizes.map((size) => [nameSize(size), standardise(computeLuminance(image, size))]));
}
