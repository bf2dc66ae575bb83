import { LayerprintError } from '@layerprint/core/errors';
import type { Specimen } from '@layerprint/core/schemas/dataset';
import {
  listSpecimenPlaces,
  type SpecimenChoice,
  type SpecimenPlace,
} from '@layerprint/core/schemas/experiment';
import { pickImage } from '@layerprint/core/images';
import { findNearestImage } from './nearest-image.ts';
import type { Parts } from './parts.ts';

/** The largest value of a pixel. */
const PIXEL_MAX = 255;

/**
 * Chooses the specimens and proves that none of them is in the training data: the chosen test image, then the
 * companions, which are those that the experiment names, or the first test image of every other class, or of as
 * many as are wanted, by label.
 *
 * @throws {LayerprintError} `specimen-out-of-range`, when there is no such test image; `specimen-twice`;
 *   `specimen-in-training`, when a specimen is a training image, byte for byte.
 */
export function chooseSpecimens(
  choice: SpecimenChoice,
  classNames: readonly string[],
  { training, test }: Parts,
): Specimen[] {
  const [main, ...named] = listSpecimenPlaces(choice).map(({ place }) =>
    findTestImage(place, classNames, test),
  );
  const companions = [...named, ...findCompanions(choice, main!, classNames, test)];
  const twice = companions.find((index, i) => [main, ...companions.slice(0, i)].includes(index));
  if (twice !== undefined) {
    throw new LayerprintError(
      'specimen-twice',
      `Test image ${twice} is chosen as a specimen twice.`,
      'Name each image once in the specimens of the experiment.',
    );
  }
  const describe = (role: Specimen['role'], index: number) =>
    describeSpecimen(role, index, classNames, { training, test });
  return [describe('main', main!), ...companions.map((index) => describe('companion', index))];
}

function findTestImage(
  place: SpecimenPlace,
  classNames: readonly string[],
  { count, labels }: Parts['test'],
): number {
  const index =
    'class' in place ? labels.indexOf(classNames.indexOf(place.class)) : place.testIndex;
  if (index >= 0 && index < count) return index;
  const problem =
    'class' in place
      ? `of the class ${place.class}, of which there is no test image`
      : `test image ${place.testIndex}, but the test set ends at ${count - 1}`;
  throw new LayerprintError(
    'specimen-out-of-range',
    `The specimen should be ${problem}.`,
    'Correct the specimens in the experiment and run the plan task again.',
  );
}

/** The first test images of other classes, as many as are wanted, by label. */
function findCompanions(
  { companions }: SpecimenChoice,
  main: number,
  classNames: readonly string[],
  { labels }: Parts['test'],
): number[] {
  if (companions === 'none' || Array.isArray(companions)) return [];
  const firsts = classNames
    .map((_, label) => labels.indexOf(label))
    .filter((index) => index !== -1 && labels[index] !== labels[main]);
  return firsts.slice(0, typeof companions === 'number' ? companions : undefined);
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
      'Choose another specimen in the experiment: a model must not have seen its specimen.',
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
