import { dirname, join } from 'node:path';
import { hashSha256, replaceFolder, writeJsonFile } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import { CIFAR10, createImageSet, pickImage, type ImageShape } from '@layerprint/core/images';
import type { DataLock } from '@layerprint/core/schemas/data-lock';
import {
  DatasetManifestSchema,
  type DatasetFile,
  type DatasetManifest,
} from '@layerprint/core/schemas/dataset';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import { DatasetPlanSchema, type DatasetPlan } from '@layerprint/core/schemas/plan';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { readPlan } from '../read-plan.ts';
import type { Layout } from '../layout.ts';
import { chooseSpecimens, type SpecimenPicture } from './choose-specimens.ts';
import { readCifar10Lock, type Cifar10Lock } from './cifar-10/lock.ts';
import { computeDataHash } from './data-hash.ts';
import { findDatasetSource } from './dataset-source.ts';
import { findLeaks } from './find-leaks.ts';
import { readImages } from './open-dataset.ts';
import { openOwnDataset } from './own/open-own-dataset.ts';
import { readSpecimenPictures } from './own/read-specimen-pictures.ts';
import { writeImages, writeRecords } from './own/write-images.ts';
import type { Parts } from './parts.ts';
import { writeSketch10 } from './sketch-10/write-sketch-10.ts';

/** What a data set is, apart from what is chosen or found in it. */
type Made = Pick<DatasetManifest, 'image' | 'classNames' | 'files' | 'source'>;

/**
 * Makes the data set folder of a profile:
 *
 *     plan/dataset.json ─► draw sketch-10, find CIFAR-10, or ─► verify ─► find leaks, ─► manifest.json
 *                          read the author's files                        choose specimens
 *     the specimens' own pictures ─────────────────────────────────────────────────┘
 *
 * Files that are drawn, or made of the author's, go beside the manifest; CIFAR-10 stays where it is. When anything
 * fails, the folder stays as it was.
 *
 * @param sources What the task was started for; looked at before the folder is put in place.
 * @param cifar10Lock What CIFAR-10's files must be; the committed lock file unless a test says otherwise.
 * @throws {LayerprintError} for the plan, the files (see `readRecords`, `openOwnDataset`) and the specimens (see
 *   `chooseSpecimens`); `source-changed`.
 */
export async function prepareDataset(
  layout: Layout,
  {
    sources,
    lock: cifar10Lock = readCifar10Lock,
  }: { sources?: HeldSources; lock?: () => Promise<Cifar10Lock> } = {},
): Promise<void> {
  const plan = await readPlan(DatasetPlanSchema, layout.datasetPlan);
  const { dataset, specimens } = plan;
  await replaceFolder(layout.dataset, async (folder) => {
    const { made, parts } = await makeFiles(plan, { ...layout, dataset: folder }, cifar10Lock);
    const { classNames, image } = made;
    const experiment = dirname(layout.experiment);
    const planned = plan.pictures ?? [];
    const pictures = await readSpecimenPictures(experiment, specimens, planned, dataset, image);
    await writeJsonFile(DatasetManifestSchema, join(folder, 'manifest.json'), {
      schemaVersion: plan.schemaVersion,
      choice: dataset,
      ...made,
      trainingImages: parts.training.count,
      testImages: parts.test.count,
      dataHash: computeDataHash(made.files),
      leaks: findLeaks(parts),
      specimens: chooseSpecimens(specimens, classNames, parts, pictures),
      ...(pictures.size > 0 && { pictures: await writePictures(folder, image, pictures) }),
    });
    await sealFolder(folder);
    sources?.assertUnchanged();
  });
}

/** In the order in which the specimens name them. */
function writePictures(
  folder: string,
  image: ImageShape,
  pictures: ReadonlyMap<string, SpecimenPicture>,
): Promise<DatasetFile> {
  const images = createImageSet(image, pictures.size);
  [...pictures.values()].forEach(({ pixels }, i) => pickImage(images, i).set(pixels));
  return writeRecords(folder, 'specimens.bin', images);
}

async function makeFiles(
  { profile, dataset, lock }: DatasetPlan,
  layout: Layout,
  cifar10Lock: () => Promise<Cifar10Lock>,
): Promise<{ readonly made: Made; readonly parts: Parts }> {
  if (isOwnDataset(dataset)) {
    const { image, classNames, ...parts } = await openOwnDataset(profile, dataset, lock);
    const files = await writeImages(layout.dataset, parts);
    return { made: { image, classNames: [...classNames], files, source: sumUp(lock!) }, parts };
  }
  const files =
    dataset.name === 'sketch-10'
      ? await writeSketch10(layout.dataset, dataset)
      : (await cifar10Lock()).files;
  const made = { image: CIFAR10.image, classNames: [...CIFAR10.classNames], files };
  return { made, parts: await readImages(findDatasetSource(layout, dataset), files, CIFAR10) };
}

/** What is told of an author's files: they may be thousands. */
function sumUp({ files }: DataLock): NonNullable<Made['source']> {
  return {
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: hashSha256(files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('')),
  };
}
