import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { createImageSet, type ImageKind, type ImageSet } from '@layerprint/core/images';
import {
  DatasetManifestSchema,
  isTestFile,
  isTestSpecimen,
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
  /** The specimens that are pictures of the author's, in their order; what they show, the manifest says. */
  readonly pictures: ImageSet;
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
  const pictures = await readPictures(layout.dataset, manifest);
  const contradiction = findContradiction(manifest, { training, test, pictures });
  if (contradiction === undefined) return { manifest, training, test, pictures };
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
  return { manifest, test, pictures: await readPictures(layout.dataset, manifest) };
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

/** They stand beside the manifest, wherever the other files are. */
async function readPictures(
  folder: string,
  { pictures, ...kind }: DatasetManifest,
): Promise<ImageSet> {
  if (pictures === undefined) return createImageSet(kind.image, 0);
  return readRecords(folder, [pictures], kind, BUILD_ANEW);
}

/** Indices of the test images that are no specimen, ascending: what models are validated on. */
export function validationIndices(manifest: DatasetManifest): Uint32Array {
  const keptOut = new Set(
    manifest.specimens.filter(isTestSpecimen).map(({ testIndex }) => testIndex),
  );
  const all = Uint32Array.from({ length: manifest.testImages }, (_, index) => index);
  return all.filter((index) => !keptOut.has(index));
}

function findContradiction(
  manifest: DatasetManifest,
  { training, test, pictures }: Omit<Dataset, 'manifest'>,
): string | undefined {
  if (manifest.dataHash !== computeDataHash(manifest.files)) {
    return 'its dataHash does not belong to its files';
  }
  if (manifest.trainingImages !== training.count || manifest.testImages !== test.count) {
    return `its files hold ${training.count} training and ${test.count} test images, not ${manifest.trainingImages} and ${manifest.testImages}`;
  }
  const specimens = manifest.specimens.filter(isTestSpecimen);
  const others = manifest.specimens.length - specimens.length;
  if (others !== pictures.count) {
    return `it names ${others} pictures of specimens, and there are ${pictures.count}`;
  }
  const wrong = specimens.find(({ testIndex, label }) => test.labels[testIndex] !== label);
  return wrong && `its specimen ${wrong.id} is not what test image ${wrong.testIndex} shows`;
}
