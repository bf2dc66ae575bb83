import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashSha256, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { CIFAR10 } from '@layerprint/core/images';
import type { DatasetFile } from '@layerprint/core/schemas/dataset';
import type { DatasetChoice } from '@layerprint/core/schemas/dataset-choice';
import { DatasetPlanSchema } from '@layerprint/core/schemas/plan';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import type { Cifar10Lock } from '../../src/dataset/cifar-10/lock.ts';
import { createRandom } from '@layerprint/core/random';
import { countRecordBytes } from '../../src/dataset/records.ts';
import { layoutOf, type Layout } from '../../src/layout.ts';

/** Bytes of an image of CIFAR-10 with its label. */
export const RECORD_BYTES = countRecordBytes(CIFAR10.image);

/** Records of random pixels, the labels going round. */
export function makeRecords(seed: number, count: number): Uint8Array {
  const random = createRandom(seed, 'records');
  const records = Uint8Array.from({ length: count * RECORD_BYTES }, () => random.nextBelow(256));
  for (let record = 0; record < count; record++) {
    records[record * RECORD_BYTES] = record % CIFAR10.classNames.length;
  }
  return records;
}

/** Writes files and gives the lock that they fit. */
export async function writeLocked(
  folder: string,
  contents: Record<string, Uint8Array>,
): Promise<Cifar10Lock> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(contents)) {
    await writeFileAtomically(join(folder, name), content);
  }
  return { schemaVersion: SCHEMA_VERSION, files: lockOf(contents) };
}

export function lockOf(contents: Record<string, Uint8Array>): DatasetFile[] {
  return Object.entries(contents).map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: hashSha256(content),
  }));
}

/** Something with the shape of CIFAR-10's binary version: 24 training and 20 test images. */
export function makeSmallCifar10(): Record<string, Uint8Array> {
  return {
    'data_batch_1.bin': makeRecords(1, 12),
    'data_batch_2.bin': makeRecords(2, 12),
    'test_batch.bin': makeRecords(3, 20),
  };
}

/** Writes the plan that `prepareDataset` reads. */
export async function placeDatasetPlan(
  root: string,
  dataset: DatasetChoice,
  testIndex = 0,
): Promise<Layout> {
  const layout = layoutOf('small', root);
  await mkdir(dirname(layout.datasetPlan), { recursive: true });
  await writeJsonFile(DatasetPlanSchema, layout.datasetPlan, {
    schemaVersion: SCHEMA_VERSION,
    profile: 'small',
    dataset,
    specimens: { testIndex, companions: 'first-of-every-other-class' },
  });
  await sealFolder(dirname(layout.datasetPlan));
  return layout;
}
