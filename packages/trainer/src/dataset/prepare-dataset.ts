import { join } from 'node:path';
import { replaceFolder, writeJsonFile } from '@layerprint/core/files';
import type { HeldSources } from '@layerprint/core/held-sources';
import { CIFAR10 } from '@layerprint/core/images';
import { DatasetManifestSchema, type DatasetFile } from '@layerprint/core/schemas/dataset';
import { DatasetPlanSchema } from '@layerprint/core/schemas/plan';
import { sealFolder } from '@layerprint/core/sealed-folder';
import { readPlan } from '../read-plan.ts';
import type { Layout } from '../layout.ts';
import { chooseSpecimens } from './choose-specimens.ts';
import { readCifar10Lock, type Cifar10Lock } from './cifar-10/lock.ts';
import { computeDataHash } from './data-hash.ts';
import { findDatasetSource } from './dataset-source.ts';
import { findLeaks } from './find-leaks.ts';
import { readImages } from './open-dataset.ts';
import { writeSketch10 } from './sketch-10/write-sketch-10.ts';

/**
 * Makes the data set folder of a profile:
 *
 *     plan/dataset.json ─► draw sketch-10, or find CIFAR-10 ─► verify ─► choose specimens ─► manifest.json
 *
 * Drawn files go beside the manifest; CIFAR-10 stays where it is. When anything fails, the folder stays
 * as it was.
 *
 * @param sources What the task was started for; looked at before the folder is put in place.
 * @param lock What CIFAR-10's files must be; the committed lock file unless a test says otherwise.
 * @throws {LayerprintError} for the plan, the files (see `readRecords`) and the specimens (see
 *   `chooseSpecimens`); `source-changed`.
 */
export async function prepareDataset(
  layout: Layout,
  {
    sources,
    lock = readCifar10Lock,
  }: { sources?: HeldSources; lock?: () => Promise<Cifar10Lock> } = {},
): Promise<void> {
  const plan = await readPlan(DatasetPlanSchema, layout.datasetPlan);
  const choice = plan.dataset;
  await replaceFolder(layout.dataset, async (folder) => {
    const files: DatasetFile[] =
      choice.name === 'sketch-10' ? await writeSketch10(folder, choice) : (await lock()).files;
    const source = findDatasetSource({ ...layout, dataset: folder }, choice);
    const { training, test } = await readImages(source, files, CIFAR10);
    await writeJsonFile(DatasetManifestSchema, join(folder, 'manifest.json'), {
      schemaVersion: plan.schemaVersion,
      choice,
      image: CIFAR10.image,
      classNames: [...CIFAR10.classNames],
      trainingImages: training.count,
      testImages: test.count,
      files,
      dataHash: computeDataHash(files),
      leaks: findLeaks(training, test),
      specimens: chooseSpecimens(plan.specimens, CIFAR10.classNames, { training, test }),
    });
    await sealFolder(folder);
    sources?.assertUnchanged();
  });
}
