import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import type { DatasetSource } from '../dataset-source.ts';
import { recogniseVersion } from './recognise-version.ts';

const FETCH = 'npx nx run trainer:fetch-cifar10';
const FOLDER = 'cifar-10-batches-bin';
const ANY_FILE = 'data_batch_1.bin';

/**
 * Finds the folder with CIFAR-10's binary version: the one that `CIFAR10_DIR` names, where it is set and
 * not empty, or the one in it, else the one that the fetch task makes. What it holds is checked where it is read.
 *
 * @param fetched Where the fetch task puts the folder.
 * @throws {LayerprintError} `wrong-cifar10-dir`, when `CIFAR10_DIR` is set and names no folder, or one of another
 *   version of CIFAR, whatever else is there; `no-cifar10`, naming both ways to get it.
 */
export function findCifar10(
  fetched: string,
  directory: string | undefined = process.env['CIFAR10_DIR'],
): DatasetSource {
  if (directory !== undefined && directory !== '') {
    if (isFolder(directory)) {
      return {
        folder: lookInto(directory),
        remedy: `Set CIFAR10_DIR to a folder with the whole binary version of CIFAR-10, or unset it and run \`${FETCH}\`.`,
      };
    }
    const path = resolve(directory) === directory ? '' : ` (${resolve(directory)})`;
    const isFile = existsSync(directory);
    throw new LayerprintError(
      'wrong-cifar10-dir',
      `CIFAR10_DIR is set to ${directory}${path}, which is not a folder.`,
      isFile
        ? `Correct CIFAR10_DIR, or, where it is CIFAR-10's archive, run \`${FETCH} --from=${directory}\`.`
        : `Correct CIFAR10_DIR, or unset it to use ${fetched}.`,
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

/** The folder with the files: the one that is named, or the one that it holds. */
function lookInto(directory: string): string {
  const inside = join(directory, FOLDER);
  const found = [directory, inside].find((folder) => existsSync(join(folder, ANY_FILE)));
  if (found !== undefined) return found;
  const version = readdirSync(directory)
    .map((name) => recogniseVersion(`${resolve(directory)}/${name}`))
    .find(Boolean);
  if (version === undefined) return directory;
  throw new LayerprintError(
    'wrong-cifar10-dir',
    `CIFAR10_DIR is set to ${directory}, which holds ${version}; what is needed is the binary version of CIFAR-10.`,
    `Name a folder that holds data_batch_1.bin to data_batch_5.bin and test_batch.bin, or unset CIFAR10_DIR and run \`${FETCH}\`.`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
