import { IMAGE_BYTES, type ImageSet } from '@layerprint/core/images';

/** Pixel values that are compared before looking whether the image can still be the nearest. */
const STRIDE = 256;

/** The image of a set that is closest to another one. */
export interface NearestImage {
  readonly index: number;
  /** Sum of the squared differences of all pixel values, 0 to 255: an exact integer, 0 where equal. */
  readonly squaredDistance: number;
}

/**
 * Finds the image closest to a given one by Euclidean distance; the first of equals.
 *
 * @param pixels `[32, 32, 3]`, 0 to 255.
 * @param images At least one.
 */
export function findNearestImage(pixels: Uint8Array, images: ImageSet): NearestImage {
  let nearest: NearestImage = { index: -1, squaredDistance: Infinity };
  for (let index = 0; index < images.count; index++) {
    const limit = nearest.squaredDistance;
    const squaredDistance = measure(pixels, images.pixels, index * IMAGE_BYTES, limit);
    if (squaredDistance < limit) nearest = { index, squaredDistance };
  }
  return nearest;
}

/** The squared distance, or some number of at least `limit` where it is not below that. */
function measure(pixels: Uint8Array, others: Uint8Array, start: number, limit: number): number {
  let sum = 0;
  for (let block = 0; block < IMAGE_BYTES && sum < limit; block += STRIDE) {
    for (let offset = block; offset < block + STRIDE; offset++) {
      const difference = pixels[offset]! - others[start + offset]!;
      sum += difference * difference;
    }
  }
  return sum;
}
