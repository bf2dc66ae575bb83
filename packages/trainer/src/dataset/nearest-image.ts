import { type ImageSet, countPixelValues } from '@layerprint/core/images';

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
 * @param pixels Of an image of their size, 0 to 255.
 * @param images At least one.
 */
export function findNearestImage(pixels: Uint8Array, images: ImageSet): NearestImage {
  const size = countPixelValues(images.shape);
  let nearest: NearestImage = { index: -1, squaredDistance: Infinity };
  for (let index = 0; index < images.count; index++) {
    const limit = nearest.squaredDistance;
    const squaredDistance = measure(pixels, images.pixels, index * size, limit);
    if (squaredDistance < limit) nearest = { index, squaredDistance };
  }
  return nearest;
}

/** The squared distance, or some number of at least `limit` where it is not below that. */
function measure(pixels: Uint8Array, others: Uint8Array, start: number, limit: number): number {
  let sum = 0;
  for (let block = 0; block < pixels.length && sum < limit; block += STRIDE) {
    const end = Math.min(block + STRIDE, pixels.length);
    for (let offset = block; offset < end; offset++) {
      const difference = pixels[offset]! - others[start + offset]!;
      sum += difference * difference;
    }
  }
  return sum;
}
