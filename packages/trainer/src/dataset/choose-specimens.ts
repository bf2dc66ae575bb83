import { LayerprintError } from '@layerprint/core/errors';
import { type Specimen } from '@layerprint/core/schemas/dataset';
import { CLASS_NAMES, IMAGE_BYTES, type ImageSet } from '@layerprint/core/images';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import { findNearestImage } from './nearest-image.ts';

/** The largest value of a pixel. */
const PIXEL_MAX = 255;

/**
 * Chooses the specimens and proves that none of them is in the training data: the chosen test image,
 * then, as companions, the first test image of every other class, by label.
 *
 * @throws {LayerprintError} `specimen-out-of-range`, when there is no such test image;
 *   `specimen-in-training`, when a specimen is a training image, byte for byte.
 */
export function chooseSpecimens(
  choice: SpecimenChoice,
  training: ImageSet,
  test: ImageSet,
): Specimen[] {
  const { testIndex } = choice;
  if (testIndex >= test.count) {
    throw new LayerprintError(
      'specimen-out-of-range',
      `The specimen should be test image ${testIndex}, but the test set ends at ${test.count - 1}.`,
      'Correct specimens.testIndex in the experiment and run the plan task again.',
    );
  }
  const companions =
    choice.companions === 'none' ? [] : findFirstOfOtherClasses(test.labels, testIndex);
  return [
    describeSpecimen('main', testIndex, training, test),
    ...companions.map((index) => describeSpecimen('companion', index, training, test)),
  ];
}

function findFirstOfOtherClasses(labels: Uint8Array, testIndex: number): number[] {
  return CLASS_NAMES.map((_, label) => labels.indexOf(label)).filter(
    (index) => index !== -1 && labels[index] !== labels[testIndex],
  );
}

function describeSpecimen(
  role: Specimen['role'],
  testIndex: number,
  training: ImageSet,
  test: ImageSet,
): Specimen {
  const label = test.labels[testIndex]!;
  const className = CLASS_NAMES[label]!;
  const pixels = test.pixels.subarray(testIndex * IMAGE_BYTES, (testIndex + 1) * IMAGE_BYTES);
  const { index, squaredDistance } = findNearestImage(pixels, training);
  if (squaredDistance === 0) {
    throw new LayerprintError(
      'specimen-in-training',
      `The specimen, test image ${testIndex} (${className}), is also training image ${index}, byte for byte.`,
      'Choose another specimens.testIndex in the experiment: a model must not have seen its specimen.',
    );
  }
  return {
    id: `${className}-${testIndex}`,
    testIndex,
    label,
    className,
    role,
    nearestTraining: {
      index,
      label: training.labels[index]!,
      distance: Math.sqrt(squaredDistance) / PIXEL_MAX,
    },
  };
}
