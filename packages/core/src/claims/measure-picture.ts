import { computeLuminance } from '../figures/luminance.ts';
import type { Image } from '../images.ts';
import type { Pair } from '../schemas/layer.ts';
import { standardise } from '../statistics/correlation.ts';

/** An image's luminance at the size of a layer, standardised; null where it does not vary. */
export type PreparedPicture = ReadonlyMap<string, Float64Array | null>;

/** What a size is called in a prepared picture. */
export function nameSize(size: Pair): string {
  return size.join();
}

/**
 * Prepares an image for being compared with many maps.
 *
 * @param sizes Heights and widths of the layers that it is compared with.
 */
export function preparePicture(image: Image, sizes: readonly Pair[]): PreparedPicture {
  return new Map(sizes.map((size) => [nameSize(size), standardise(computeLuminance(image, size))]));
}
