import type { DataLock } from '@layerprint/core/schemas/data-lock';
import type { OwnDatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { readOwnDataset } from './read-own-dataset.ts';
import { findSourceFolder, recordSourceFiles } from './source-files.ts';

/**
 * Reads an author's data set as it is now, every file and every image of it, and says what it is.
 *
 * @throws {LayerprintError} what `readOwnDataset` throws; `no-data-folder`.
 */
export async function makeDataLock(dataset: OwnDatasetChoice): Promise<DataLock> {
  const files = recordSourceFiles(findSourceFolder(dataset.folder));
  const { image, classNames, training, test } = await readOwnDataset(dataset, files);
  return {
    schemaVersion: SCHEMA_VERSION,
    dataset,
    image: { height: image.height, width: image.width, channels: image.channels },
    classNames: [...classNames],
    trainingImages: training.count,
    testImages: test.count,
    trainingImagesOfClasses: countEach(training.labels, classNames.length),
    files: files.seen(),
  };
}

function countEach(labels: Uint8Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}
