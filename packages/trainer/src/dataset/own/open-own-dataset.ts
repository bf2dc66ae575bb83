import { isDeepStrictEqual } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';
import type { DataLock } from '@layerprint/core/schemas/data-lock';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { nameLockCommand } from './read-data-lock.ts';
import { readOwnDataset, type OwnDataset } from './read-own-dataset.ts';
import { findSourceFolder, holdSourceFiles } from './source-files.ts';

/**
 * Reads an author's data set, every file held to its lock.
 *
 * @throws {LayerprintError} what `readOwnDataset` and reading held files throw; `other-data-lock`, where the images
 *   are not what the lock says of them, as after another version of Layerprint has locked them, or there is none.
 */
export async function openOwnDataset(
  profile: string,
  dataset: OwnDatasetChoice,
  lock: DataLock | undefined,
): Promise<OwnDataset> {
  const relock = nameLockCommand(profile);
  const folder = findSourceFolder(dataset.folder);
  const found = await readOwnDataset(dataset, holdSourceFiles(folder, lock?.files ?? [], relock));
  const facts = {
    image: found.image,
    classNames: found.classNames,
    trainingImages: found.training.count,
    testImages: found.test.count,
  };
  const { image, classNames, trainingImages, testImages } = lock ?? {};
  if (isDeepStrictEqual(facts, { image, classNames, trainingImages, testImages })) return found;
  throw new LayerprintError(
    'other-data-lock',
    `The images of ${profile} are not what the lock of its data says: another size, number or classes.`,
    `Lock the data as they are with \`${relock}\`, and commit the lock.`,
  );
}
