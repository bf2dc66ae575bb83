import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { beforeEach, expect, it, vi } from 'vitest';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { makeSmallCifar10, placeDatasetPlan, writeLocked, RECORD_BYTES } from './small-datasets.ts';

const SKETCH = { name: 'sketch-10', seed: 3, trainingImages: 30, testImages: 20 } as const;

beforeEach(() => {
  vi.stubEnv('CIFAR10_DIR', '');
  return () => vi.unstubAllEnvs();
});

it('writes the same bytes twice, whatever the folder', async () => {
  const folders = await Promise.all(
    [0, 1].map(async () => {
      const layout = await placeDatasetPlan(await createWorkspace(), SKETCH);
      await prepareDataset(layout);
      await prepareDataset(layout);
      return layout.dataset;
    }),
  );
  for (const name of await readdir(folders[0]!)) {
    const [one, other] = await Promise.all(folders.map((folder) => readFile(join(folder, name))));
    expect(one!.equals(other!), name).toBe(true);
  }
});

it('refuses a specimen that is in the training data, and keeps the older folder', async () => {
  const layout = await placeDatasetPlan(await createWorkspace(), { name: 'cifar-10' }, 5);
  const contents = makeSmallCifar10();
  const specimen = contents['test_batch.bin']!.subarray(5 * RECORD_BYTES, 6 * RECORD_BYTES);
  contents['data_batch_2.bin']!.set(specimen, 3 * RECORD_BYTES);
  const lock = await writeLocked(layout.cifar10, contents);
  await writeFileAtomically(join(layout.dataset, 'manifest.json'), 'older');
  await expect(prepareDataset(layout, { lock: () => Promise.resolve(lock) })).rejects.toMatchObject(
    {
      code: 'specimen-in-training',
      message: expect.stringContaining('is also training image 15') as string,
    },
  );
  expect(await readdir(layout.dataset)).toEqual(['manifest.json']);
  expect(await readFile(join(layout.dataset, 'manifest.json'), 'utf8')).toBe('older');
  expect((await readdir(dirname(layout.dataset))).sort()).toEqual(['dataset', 'plan']);
});

it('holds CIFAR-10 against the committed lock file', async () => {
  const layout = await placeDatasetPlan(await createWorkspace(), { name: 'cifar-10' });
  await writeLocked(layout.cifar10, makeSmallCifar10());
  await expect(prepareDataset(layout)).rejects.toMatchObject({
    code: 'data-file-size',
    message: expect.stringContaining('Expected 30,730,000 bytes in') as string,
  });
  expect(await readdir(dirname(layout.dataset))).toEqual(['plan']);
});
