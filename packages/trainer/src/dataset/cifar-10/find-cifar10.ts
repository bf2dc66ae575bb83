import { statSync } from 'node:fs';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetSource } from '../dataset-source.ts';

const FETCH = 'npx nx run trainer:fetch-cifar10';

/**
 * Finds the folder with CIFAR-10's binary version: the one that `CIFAR10_DIR` names, where it is set and
 * not empty, else the one that the fetch task makes. Does not look into it.
 *
 * @param fetched Where the fetch task puts the folder.
 * @throws {LayerprintError} `wrong-cifar10-dir`, when `CIFAR10_DIR` is set and names no folder, whatever
 *   else is there; `no-cifar10`, naming both ways to get it.
 */
export function findCifar10(
  fetched: string,
  directory: string | undefined = process.env['CIFAR10_DIR'],
): DatasetSource {
  if (directory !== undefined && directory !== '') {
    if (isFolder(directory)) {
      return {
        folder: directory,
        remedy: `Set CIFAR10_DIR to a folder with the whole binary version of CIFAR-10, or unset it and run \`${FETCH}\`.`,
      };
    }
    throw new LayerprintError(
      'wrong-cifar10-dir',
      `CIFAR10_DIR is set to ${directory}, which is not a folder.`,
      `Correct CIFAR10_DIR, or unset it to use ${fetched}.`,
    );
  }
  if (isFolder(fetched)) {
    return { folder: fetched, remedy: `Delete ${fetched} and run \`${FETCH}\` again.` };
  }
  throw new LayerprintError(
    'no-cifar10',
    `This experiment needs CIFAR-10, and ${fetched} does not exist.`,
    `Download it with \`${FETCH}\`, or set CIFAR10_DIR=<folder> to a folder that holds data_batch_1.bin to data_batch_5.bin and test_batch.bin.`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
