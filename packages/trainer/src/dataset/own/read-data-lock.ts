import { isDeepStrictEqual } from 'node:util';
import { nameCommand } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile } from '@layerprint/artifacts/files';
import { DataLockSchema, type DataLock } from '@layerprint/core/schemas/data-lock';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';

/** The command that locks the data of a profile. */
export function nameLockCommand(profile: string): string {
  return nameCommand('lock-data', profile);
}

/**
 * Reads the lock of an author's data set.
 *
 * @param path `experiments/<profile>/data-lock.json`.
 * @throws {LayerprintError} `no-data-lock`; `other-data-lock`, when the experiment says other things of the data
 *   now; `invalid-json`.
 */
export async function readDataLock(
  path: string,
  profile: string,
  dataset: OwnDatasetChoice,
): Promise<DataLock> {
  const hint = `Lock the data as they are with \`${nameLockCommand(profile)}\`, and commit the lock.`;
  const lock = await readJsonFile(DataLockSchema, path).catch((error: unknown) => {
    if (!(error instanceof LayerprintError) || error.code !== 'file-not-found') throw error;
    throw new LayerprintError(
      'no-data-lock',
      `The data of ${profile} are not locked: ${path} does not exist.`,
      hint,
      { cause: error },
    );
  });
  if (isDeepStrictEqual(lock.dataset, dataset)) return lock;
  throw new LayerprintError(
    'other-data-lock',
    `${path} locks the data as another "dataset" than the experiment of ${profile} has now.`,
    hint,
  );
}
