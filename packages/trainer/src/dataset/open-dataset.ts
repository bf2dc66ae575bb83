import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import type { ImageKind, ImageSet } from '@layerprint/core/images';
import {
  DatasetManifestSchema,
  isTestFile,
  type DatasetManifest,
} from '@layerprint/core/schemas/dataset';
import { BUILD_ANEW, readSealedJson } from '@layerprint/artifacts/sealed-folder';
import type { Layout } from '../layout.ts';
import { computeDataHash } from './data-hash.ts';
import { findDatasetSource, type DatasetSource } from './dataset-source.ts';
import type { Parts } from './parts.ts';
import { readRecords } from './records.ts';

/** A data set as the `dataset` task verified it, in memory. */
export interface Dataset extends Parts {
  readonly manifest: DatasetManifest;
}

/**
 * Opens the data set of a profile: reads the manifest that the `dataset` task wrote, finds the files and
 * verifies every one against it.
 *
 * @throws {LayerprintError} `file-not-found`, `damaged` or `invalid-json`, for the manifest; `wrong-manifest`, when
 *   it contradicts itself or the images; `no-cifar10` and `wrong-cifar10-dir`; and what `readRecords`
 *   throws for a wrong file.
 */
export async function openDataset(layout: Layout): Promise<Dataset> {
  const manifest = await readSealedJson(DatasetManifestSchema, layout.dataset, 'manifest.json');
  const source = findDatasetSource(layout, manifest.choice);
  const { training, test } = await readImages(source, manifest.files, manifest);
  const contradiction = findContradiction(manifest, training, test);
  if (contradiction === undefined) return { manifest, training, test };
  throw new LayerprintError(
    'wrong-manifest',
    `${join(layout.dataset, 'manifest.json')} is not as it was written: ${contradiction}.`,
    BUILD_ANEW,
  );
}

/**
 * Opens the test images of a data set alone: who measures a model has no use for what it was trained on.
 *
 * @throws {LayerprintError} as `openDataset`, for the manifest and the files of the test part.
 */
export async function openTestImages(layout: Layout): Promise<Omit<Dataset, 'training'>> {
  const manifest = await readSealedJson(DatasetManifestSchema, layout.dataset, 'manifest.json');
  const { folder, remedy } = findDatasetSource(layout, manifest.choice);
  const test = await readRecords(folder, manifest.files.filter(isTestFile), manifest, remedy);
  return { manifest, test };
}

/**
 * Reads all images of a data set, verified.
 *
 * @param files Training files in order, then those of the test part.
 */
export async function readImages(
  { folder, remedy }: DatasetSource,
  files: DatasetManifest['files'],
  kind: ImageKind,
): Promise<Parts> {
  const read = (part: DatasetManifest['files']) => readRecords(folder, part, kind, remedy);
  const training = await read(files.filter((file) => !isTestFile(file)));
  return { training, test: await read(files.filter(isTestFile)) };
}

/** Indices of the test images that are no specimen, ascending: what models are validated on. */
export function validationIndices(manifest: DatasetManifest): Uint32Array {
  const keptOut = new Set(manifest.specimens.map((specimen) => specimen.testIndex));
  const all = Uint32Array.from({ length: manifest.testImages }, (_, index) => index);
  return all.filter((index) => !keptOut.has(index));
}

function findContradiction(
  manifest: DatasetManifest,
  training: ImageSet,
  test: ImageSet,
): string | undefined {
  if (manifest.dataHash !== computeDataHash(manifest.files)) {
    return 'its dataHash does not belong to its files';
  }
  if (manifest.trainingImages !== training.count || manifest.testImages !== test.count) {
    return `its files hold ${training.count} training and ${test.count} test images, not ${manifest.trainingImages} and ${manifest.testImages}`;
  }
  const wrong = manifest.specimens.find(({ testIndex, label }) => test.labels[testIndex] !== label);
  return wrong && `its specimen ${wrong.id} is not what test image ${wrong.testIndex} shows`;
}
