import { dirname } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { CIFAR10, type ImageKind } from '@layerprint/core/images';
import { findNearestName } from '@layerprint/core/nearest-name';
import type { DataLock, SourceFile } from '@layerprint/core/schemas/data-lock';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import {
  findMisfits,
  listSpecimenPlaces,
  type WrittenExperiment,
} from '@layerprint/core/schemas/experiment';
import { nameLockCommand, readDataLock } from '../dataset/own/read-data-lock.ts';
import { listSourceFiles } from '../dataset/own/list-source-files.ts';
import { recordSpecimenPictures } from '../dataset/own/record-specimen-pictures.ts';
import {
  assertAllLocked,
  findSourceFolder,
  holdSourceFiles,
  verifySourceFiles,
} from '../dataset/own/source-files.ts';
import type { Layout } from '../layout.ts';

/** What the images of an experiment are, and the lock of its data where they are the author's. */
export interface PlannedDataset {
  readonly images: ImageKind;
  readonly lock?: DataLock;
  /** The pictures that the specimens name, as they are now. */
  readonly pictures: readonly SourceFile[];
}

/**
 * Looks at the data of an experiment before anything is made of it: an author's are held to their lock, byte for
 * byte, in every build, also where all that follows is cached.
 *
 * @throws {LayerprintError} `experiment-does-not-fit`, when the experiment asks for more than there is; `unknown-class`, for a
 *   specimen of a class that is not there; `too-few-classes`, for more companions than there are other classes; what `recordSpecimenPictures`,
 *   `readDataLock`, `findSourceFolder`, `verifySourceFiles` and `assertAllLocked` throw.
 */
export async function planDataset(
  layout: Layout,
  profile: string,
  experiment: WrittenExperiment,
): Promise<PlannedDataset> {
  const { dataset } = experiment;
  const record = () => recordSpecimenPictures(dirname(layout.experiment), experiment.specimens);
  if (!isOwnDataset(dataset)) {
    assertClassesExist(layout, experiment, CIFAR10);
    assertEnoughClasses(layout, experiment, CIFAR10);
    return { images: CIFAR10, pictures: await record() };
  }
  const lock = await readDataLock(layout.dataLock, profile, dataset);
  const misfits = findMisfits(experiment, lock);
  if (misfits.length > 0) {
    throw new LayerprintError(
      'experiment-does-not-fit',
      `${layout.experiment} asks for more than its data have: ${misfits
        .map(({ path, message, input }) => `${path.join('.')}: ${message}, found ${input}`)
        .join('; ')}.`,
      'Correct it.',
    );
  }
  assertClassesExist(layout, experiment, lock);
  assertEnoughClasses(layout, experiment, lock);
  const pictures = await record();
  const folder = findSourceFolder(dataset.folder);
  const relock = nameLockCommand(profile);
  await verifySourceFiles(folder, lock.files, relock);
  const files = holdSourceFiles(folder, lock.files, relock);
  assertAllLocked(listSourceFiles(dataset, files), lock.files, relock);
  return { images: lock, lock, pictures };
}

/** Specimens may be named by their classes. */
function assertClassesExist(
  { experiment: path }: Layout,
  { specimens }: WrittenExperiment,
  { classNames }: ImageKind,
): void {
  for (const { place, path: field } of listSpecimenPlaces(specimens)) {
    if (!('class' in place) || place.class === undefined) continue;
    if (classNames.includes(place.class)) continue;
    const meant = findNearestName(place.class, classNames);
    const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    throw new LayerprintError(
      'unknown-class',
      `${path}: ${[...field, 'class'].join('.')} is "${place.class}", and the data have no such class.${guess}`,
      `Name one of ${classNames.join(', ')}.`,
    );
  }
}

/** As many companions as there are other classes can be told by a number; where some have no test image, it is fewer. */
function assertEnoughClasses(
  { experiment: path }: Layout,
  { specimens }: WrittenExperiment,
  { classNames }: ImageKind,
): void {
  const { companions } = specimens;
  if (typeof companions !== 'number' || companions < classNames.length) return;
  throw new LayerprintError(
    'too-few-classes',
    `${path}: specimens.companions is ${companions}, and the data have ${classNames.length - 1} other classes.`,
    'Name fewer, or "first-of-every-other-class".',
  );
}
