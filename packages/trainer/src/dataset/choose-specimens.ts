import { LayerprintError } from '@layerprint/core/errors';
import type { Specimen } from '@layerprint/core/schemas/dataset';
import type { Fit } from '@layerprint/core/schemas/dataset-choice';
import {
  listSpecimenPlaces,
  type SpecimenChoice,
  type SpecimenPlace,
} from '@layerprint/core/schemas/experiment';
import { pickImage } from '@layerprint/core/images';
import { findNearestImage } from './nearest-image.ts';
import type { Parts } from './parts.ts';
import { nameClass, namePicture } from './specimen-ids.ts';

/** The largest value of a pixel. */
const PIXEL_MAX = 255;

/** A picture of the author's, brought to the size of the images. */
export interface SpecimenPicture {
  /** `[height, width, channels]`, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Of its file. */
  readonly sha256: string;
  readonly fit: Fit;
}

type PicturePlace = Extract<SpecimenPlace, { file: string }>;
/** A test image by its index, or a picture. */
type Chosen = number | PicturePlace;

/** What specimens are chosen from. */
interface Candidates extends Parts {
  readonly classNames: readonly string[];
  /** By file. */
  readonly pictures: ReadonlyMap<string, SpecimenPicture>;
}

/**
 * Chooses the specimens and proves that none of them is in the training data: the chosen one, then the
 * companions, which are those that the experiment names, or the first test image of every other class, or of as
 * many as are wanted, by label.
 *
 * @param pictures Those that the experiment names, by file.
 * @throws {LayerprintError} `specimen-out-of-range`, when there is no such test image; `specimen-twice`;
 *   `specimen-in-training`, when a specimen is a training image, byte for byte; `specimen-in-test`, when a picture is a
 *   test image, which would have to be kept out of validation; `no-validation-image`, when every test image is a
 *   specimen.
 */
export function chooseSpecimens(
  choice: SpecimenChoice,
  classNames: readonly string[],
  parts: Parts,
  pictures: Candidates['pictures'] = new Map(),
): Specimen[] {
  const candidates = { ...parts, classNames, pictures };
  const [main, ...named] = listSpecimenPlaces(choice).map(({ place }) =>
    'file' in place ? place : findTestImage(place, candidates),
  );
  const all = [main!, ...named, ...findCompanions(choice, main!, candidates)];
  const ids = all.map((chosen) => nameChosen(chosen, candidates));
  const twice = all.find((_, i) => ids.indexOf(ids[i]!) < i);
  if (twice !== undefined) {
    throw new LayerprintError(
      'specimen-twice',
      typeof twice === 'number'
        ? `Test image ${twice} is chosen as a specimen twice.`
        : `Two specimens would be called ${nameChosen(twice, candidates)}: ${twice.file} is one of them.`,
      'Name each image once in the specimens of the experiment, and each file so that it differs from others.',
    );
  }
  assertValidationImages(all, candidates);
  return all.map((chosen, i) =>
    describeSpecimen(i === 0 ? 'main' : 'companion', chosen, candidates),
  );
}

function findTestImage(
  place: Exclude<SpecimenPlace, PicturePlace>,
  { classNames, test: { count, labels } }: Candidates,
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
  main: Chosen,
  { classNames, test: { labels } }: Candidates,
): number[] {
  if (companions === 'none' || Array.isArray(companions)) return [];
  const own = typeof main === 'number' ? classNames[labels[main]!] : main.class;
  const firsts = classNames
    .map((_, label) => labels.indexOf(label))
    .filter((index) => index !== -1 && classNames[labels[index]!] !== own);
  return firsts.slice(0, typeof companions === 'number' ? companions : undefined);
}

/** The test images that are no specimens are those to validate on. */
function assertValidationImages(all: readonly Chosen[], { test: { count } }: Candidates): void {
  const taken = all.filter((chosen) => typeof chosen === 'number').length;
  if (taken < count) return;
  throw new LayerprintError(
    'no-validation-image',
    `No test image is left to validate the models on: the data set has ${count}, and the specimens take all.`,
    'Name fewer companions in the specimens of the experiment, or give the data set more test images.',
  );
}

/** What a specimen is called in addresses. */
function nameChosen(chosen: Chosen, { classNames, test }: Candidates): string {
  if (typeof chosen !== 'number') return namePicture(chosen.file);
  return `${nameClass(classNames[test.labels[chosen]!]!)}-${chosen}`;
}

function describeSpecimen(
  role: Specimen['role'],
  chosen: Chosen,
  candidates: Candidates,
): Specimen {
  const id = nameChosen(chosen, candidates);
  const { classNames, training, test } = candidates;
  if (typeof chosen === 'number') {
    const label = test.labels[chosen]!;
    const className = classNames[label]!;
    const what = `test image ${chosen} (${className})`;
    const nearestTraining = describeNearest(pickImage(test, chosen), training, what);
    return { id, testIndex: chosen, label, className, role, nearestTraining };
  }
  const { file, class: className } = chosen;
  const { pixels, sha256, fit } = candidates.pictures.get(file)!;
  const nearestTraining = describeNearest(pixels, training, file);
  assertNoTestImage(pixels, test, file);
  const known = className !== undefined && { label: classNames.indexOf(className), className };
  return { id, file, sha256, fit, ...known, role, nearestTraining };
}

/** @param what The specimen, for the error. */
function describeNearest(
  pixels: Uint8Array,
  training: Parts['training'],
  what: string,
): Specimen['nearestTraining'] {
  const { index, squaredDistance } = findNearestImage(pixels, training);
  if (squaredDistance === 0) {
    throw new LayerprintError(
      'specimen-in-training',
      `The specimen, ${what}, is also training image ${index}, byte for byte.`,
      'Choose another specimen in the experiment: a model must not have seen its specimen.',
    );
  }
  return {
    index,
    label: training.labels[index]!,
    distance: Math.sqrt(squaredDistance) / PIXEL_MAX,
  };
}

function assertNoTestImage(pixels: Uint8Array, test: Parts['test'], file: string): void {
  const { index, squaredDistance } = findNearestImage(pixels, test);
  if (squaredDistance > 0) return;
  throw new LayerprintError(
    'specimen-in-test',
    `The specimen, ${file}, is also test image ${index}, byte for byte.`,
    `Name it by "testIndex": ${index}, so that it is kept out of validation.`,
  );
}
