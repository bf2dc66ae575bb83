import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findLeaks } from '../../src/dataset/find-leaks.ts';
import { createImageSet, pickImage, type ImageSet } from '@layerprint/core/images';

const SHAPE = { height: 8, width: 8, channels: 1 } as const;

/** Images of which each is all of one grey but for its last pixel. */
function makeImages(greys: readonly (readonly [number, number])[]): ImageSet {
  const images = createImageSet(SHAPE, greys.length);
  for (const [index, [grey, last]] of greys.entries()) {
    pickImage(images, index).fill(grey);
    pickImage(images, index)[63] = last;
  }
  return images;
}

const greys = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 30 });

it('finds the same as comparing each test image with each training image', () => {
  fc.assert(
    fc.property(greys, greys, (training, test) => {
      const expected = test.flatMap((image, testIndex) => {
        const trainingIndex = training.findIndex((other) => other.join() === image.join());
        return trainingIndex === -1 ? [] : [{ testIndex, trainingIndex }];
      });
      expect(findLeaks({ training: makeImages(training), test: makeImages(test) })).toEqual(
        expected,
      );
    }),
  );
});

it('does not look at labels', () => {
  const [training, test] = [makeImages([[1, 1]]), makeImages([[1, 1]])];
  test.labels[0] = 1;
  expect(findLeaks({ training, test })).toEqual([{ testIndex: 0, trainingIndex: 0 }]);
});
