import { BUILD_ANEW } from '@layerprint/artifacts/sealed-folder';
import type { DatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import type { Layout } from '../layout.ts';
import { findCifar10 } from './cifar-10/find-cifar10.ts';

/** Where a data set's files are, and what to do when they are not as they should be. */
export interface DatasetSource {
  readonly folder: string;
  /** The hint of errors about the files. */
  readonly remedy: string;
}

/**
 * Finds the folder that holds a data set's files.
 *
 * @throws {LayerprintError} `no-cifar10` or `wrong-cifar10-dir`, when CIFAR-10 is chosen and not there.
 */
export function findDatasetSource(layout: Layout, choice: DatasetChoice): DatasetSource {
  if (choice.name === 'cifar-10') return findCifar10(layout.cifar10);
  return {
    folder: layout.dataset,
    remedy: BUILD_ANEW,
  };
}
