import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CIFAR10, createImageSet, pickImage, type ImageSet } from '@layerprint/core/images';
import { findNearestImage } from '../../src/dataset/nearest-image.ts';
import { createRandom } from '@layerprint/core/random';

const IMAGE_BYTES = 3072;

function makeImages(seed: number, count: number, range: number): ImageSet {
  const random = createRandom(seed, 'images');
  const pixels = Uint8Array.from({ length: count * IMAGE_BYTES }, () => random.nextBelow(range));
  return { shape: CIFAR10.image, count, pixels, labels: new Uint8Array(count) };
}

it('finds the same image as comparing every pixel of all images', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 8 }), (seed, count) => {
      const images = makeImages(seed, count, 256);
      const pixels = makeImages(seed, 1, 200).pixels;
      const distances = Array.from({ length: count }, (_, index) =>
        pixels.reduce(
          (sum, value, at) => sum + (value - images.pixels[index * IMAGE_BYTES + at]!) ** 2,
          0,
        ),
      );
      const squaredDistance = Math.min(...distances);
      expect(findNearestImage(pixels, images)).toEqual({
        index: distances.indexOf(squaredDistance),
        squaredDistance,
      });
    }),
    { numRuns: 30 },
  );
});

it('finds an equal image at distance 0, the first of them', () => {
  const images = makeImages(1, 5, 256);
  const third = images.pixels.slice(2 * IMAGE_BYTES, 3 * IMAGE_BYTES);
  images.pixels.set(third, 4 * IMAGE_BYTES);
  expect(findNearestImage(third, images)).toEqual({ index: 2, squaredDistance: 0 });
});

it('counts the last pixel too', () => {
  const images = makeImages(1, 1, 256);
  const pixels = images.pixels.slice();
  pixels[IMAGE_BYTES - 1]! ^= 1;
  expect(findNearestImage(pixels, images)).toEqual({ index: 0, squaredDistance: 1 });
});

it('looks at the whole of an image that is no multiple of what is compared at once, and no further', () => {
  const images = createImageSet({ height: 28, width: 28, channels: 1 }, 3);
  pickImage(images, 0).fill(9);
  pickImage(images, 1)[783] = 2;
  pickImage(images, 2).fill(200);
  expect(findNearestImage(new Uint8Array(784), images)).toEqual({ index: 1, squaredDistance: 4 });
});
