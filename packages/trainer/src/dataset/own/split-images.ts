import { createImageSet, pickImage, type ImageSet } from '@layerprint/core/images';
import { createRandom } from '@layerprint/core/random';
import type { Parts } from '../parts.ts';
import { refuseData } from './refuse-data.ts';

/** Takes images out of a set, in the order of indices. */
export function takeImages(images: ImageSet, indices: readonly number[]): ImageSet {
  const taken = createImageSet(images.shape, indices.length);
  for (const [place, index] of indices.entries()) {
    pickImage(taken, place).set(pickImage(images, index));
    taken.labels[place] = images.labels[index]!;
  }
  return taken;
}

/**
 * Splits images by their order: the last are the test part.
 *
 * @throws {LayerprintError} `data-not-supported`, where none would be left for training.
 */
export function splitByOrder(images: ImageSet, testImages: number, name: string): Parts {
  if (testImages >= images.count) {
    throw refuseData(
      name,
      `has no image left for training where the test part has ${testImages} of ${images.count}`,
    );
  }
  const all = Array.from({ length: images.count }, (_, index) => index);
  const first = images.count - testImages;
  return {
    training: takeImages(images, all.slice(0, first)),
    test: takeImages(images, all.slice(first)),
  };
}

/**
 * Splits images by a seed, class by class, so that a rare class is in both parts; both keep the order.
 *
 * Of n images of a class the nearest whole number to n·share goes to the test part: one at least, and one is left
 * at least.
 *
 * @throws {LayerprintError} `data-not-supported`, for a class with one image alone.
 */
export function splitBySeed(
  images: ImageSet,
  { seed, testShare }: { readonly seed: number; readonly testShare: number },
  classNames: readonly string[],
): Parts {
  const isTest = new Set<number>();
  for (const [label, className] of classNames.entries()) {
    const indices = [...images.labels.keys()].filter((index) => images.labels[index] === label);
    if (indices.length === 0) continue;
    if (indices.length === 1) {
      throw refuseData(
        `The class ${className}`,
        'has one image alone, which cannot be in both parts',
      );
    }
    const wanted = Math.round(indices.length * testShare);
    const count = Math.min(Math.max(wanted, 1), indices.length - 1);
    const order = createRandom(seed, `split/${label}`).permutation(indices.length);
    for (const place of order.slice(0, count)) isTest.add(indices[place]!);
  }
  const all = [...images.labels.keys()];
  return {
    training: takeImages(
      images,
      all.filter((index) => !isTest.has(index)),
    ),
    test: takeImages(
      images,
      all.filter((index) => isTest.has(index)),
    ),
  };
}
