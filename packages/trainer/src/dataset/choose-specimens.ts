import { LayerprintError } from '@layerprint/core/errors';
import type { Specimen } from '@layerprint/core/schemas/dataset';
import type { SpecimenChoice } from '@layerprint/core/schemas/experiment';
import { pickImage } from '@layerprint/core/images';
import { findNearestImage } from './nearest-image.ts';
import type { Parts } from './parts.ts';

/** The largest value of a pixel. */
const PIXEL_MAX = 255;

/**
 * Chooses the specimens and proves that none of them is in the training data: the chosen test image,
 * then, as companions, the first test image of every other class, or of as many as are wanted, by label.
 *
 * @throws {LayerprintError} `specimen-out-of-range`, when there is no such test image;
 *   `specimen-in-training`, when a specimen is a training image, byte for byte.
 */
export function chooseSpecimens(
  choice: SpecimenChoice,
  classNames: readonly string[],
  { training, test }: Parts,
): Specimen[] {
  const { testIndex } = choice;
  if (testIndex >= test.count) {
    throw new LayerprintError(
      'specimen-out-of-range',
      `The specimen should be test image ${testIndex}, but the test set ends at ${test.count - 1}.`,
      'Correct specimens.testIndex in the experiment and run the plan task again.',
    );
  }
  const others = findFirstOfOtherClasses(test.labels, testIndex, classNames);
  const companions = others.slice(0, countCompanions(choice));
  const describe = (role: Specimen['role'], index: number) =>
    describeSpecimen(role, index, classNames, { training, test });
  return [describe('main', testIndex), ...companions.map((index) => describe('companion', index))];
}

function countCompanions({ companions }: SpecimenChoice): number | undefined {
  if (companions === 'first-of-every-other-class') return undefined;
  return companions === 'none' ? 0 : companions;
}

function findFirstOfOtherClasses(
  labels: Uint8Array,
  testIndex: number,
  classNames: readonly string[],
): number[] {
  return classNames
    .map((_, label) => labels.indexOf(label))
    .filter((index) => index !== -1 && labels[index] !== labels[testIndex]);
}

function describeSpecimen(
  role: Specimen['role'],
  testIndex: number,
  classNames: readonly string[],
  { training, test }: Parts,
): Specimen {
  const label = test.labels[testIndex]!;
  const className = classNames[label]!;
  const { index, squaredDistance } = findNearestImage(pickImage(test, testIndex), training);
  if (squaredDistance === 0) {
    throw new LayerprintError(
      'specimen-in-training',
      `The specimen, test image ${testIndex} (${className}), is also training image ${index}, byte for byte.`,
      'Choose another specimens.testIndex in the experiment: a model must not have seen its specimen.',
    );
  }
  return {
    id: `${makeSlug(className)}-${testIndex}`,
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

/** What of a name is safe in a path and an address; "class" where nothing is. */
function makeSlug(className: string): string {
  const plain = className.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9_]+/g, '-').slice(0, 60);
  return slug.replaceAll(/^[-_]+|-+$/g, '') || 'class';
}
