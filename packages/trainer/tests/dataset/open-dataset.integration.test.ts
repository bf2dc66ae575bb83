import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile, writeFileAtomically, writeJsonFile } from '@layerprint/artifacts/files';
import { DatasetManifestSchema, type DatasetManifest } from '@layerprint/core/schemas/dataset';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { computeDataHash } from '../../src/dataset/data-hash.ts';
import { openDataset, validationIndices } from '../../src/dataset/open-dataset.ts';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import type { Layout } from '../../src/layout.ts';
import { createWorkspace } from '../commands/workspace.ts';
import {
  makeRecords,
  makeSmallCifar10,
  placeDatasetPlan,
  writeLocked,
  RECORD_BYTES,
} from './small-datasets.ts';
import { isTestSpecimen } from '@layerprint/core/schemas/dataset';

const SKETCH = { name: 'sketch-10', seed: 3, trainingImages: 30, testImages: 20 } as const;
const CIFAR = { name: 'cifar-10' } as const;

// Whoever runs the tests may have set it.
beforeEach(() => {
  vi.stubEnv('CIFAR10_DIR', '');
  return () => vi.unstubAllEnvs();
});

async function prepareSketch(): Promise<Layout> {
  const layout = await placeDatasetPlan(await createWorkspace(), SKETCH);
  await prepareDataset(layout);
  return layout;
}

async function prepareCifar(): Promise<Layout> {
  const layout = await placeDatasetPlan(await createWorkspace(), CIFAR);
  const lock = await writeLocked(layout.cifar10, makeSmallCifar10());
  await prepareDataset(layout, { lock: () => Promise.resolve(lock) });
  return layout;
}

async function editManifest(layout: Layout, edit: (manifest: DatasetManifest) => void) {
  const path = join(layout.dataset, 'manifest.json');
  const manifest = await readJsonFile(DatasetManifestSchema, path);
  edit(manifest);
  await writeJsonFile(DatasetManifestSchema, path, manifest);
  await sealFolder(layout.dataset);
}

describe('openDataset', () => {
  it('opens sketch-10 as it was drawn', async () => {
    const layout = await prepareSketch();
    const { manifest, training, test } = await openDataset(layout);
    expect((await readdir(layout.dataset)).sort()).toEqual([
      'SHA256SUMS',
      'data_batch_1.bin',
      'manifest.json',
      'test_batch.bin',
    ]);
    expect([manifest.trainingImages, manifest.testImages]).toEqual([30, 20]);
    expect([training.count, test.count]).toEqual([30, 20]);
    expect(manifest.dataHash).toBe(computeDataHash(manifest.files));
    expect(manifest.specimens).toHaveLength(10);
    const batch = await readFile(join(layout.dataset, 'test_batch.bin'));
    expect(test.labels[7]).toBe(batch[7 * RECORD_BYTES]);
    expect(test.pixels[7 * 3072 + 1]).toBe(batch[7 * RECORD_BYTES + 1 + 1024]);
  });

  it('opens CIFAR-10 from where it is, training files in order, without copying it', async () => {
    const layout = await prepareCifar();
    const { manifest, training, test } = await openDataset(layout);
    expect((await readdir(layout.dataset)).sort()).toEqual(['SHA256SUMS', 'manifest.json']);
    expect([manifest.trainingImages, manifest.testImages]).toEqual([24, 20]);
    expect([...training.labels.subarray(10, 14)]).toEqual([0, 1, 0, 1]);
    expect(training.pixels[12 * 3072]).toBe(makeRecords(2, 12)[1]);
    expect(test.count).toBe(20);
  });

  it('opens CIFAR-10 from CIFAR10_DIR', async () => {
    const layout = await prepareCifar();
    vi.stubEnv('CIFAR10_DIR', layout.cifar10);
    const { training } = await openDataset({ ...layout, cifar10: 'not-here' });
    expect(training.count).toBe(24);
  });

  it('names both ways to get CIFAR-10 when it is gone', async () => {
    const layout = await prepareCifar();
    await rm(layout.cifar10, { recursive: true });
    await expect(openDataset(layout)).rejects.toMatchObject({ code: 'no-cifar10' });
  });

  it('says which task makes a manifest that is missing', async () => {
    const layout = await placeDatasetPlan(await createWorkspace(), SKETCH);
    await expect(openDataset(layout)).rejects.toMatchObject({
      code: 'file-not-found',
      hint: expect.stringContaining('Run the task that makes it') as string,
    });
  });
});

describe.each([
  ['sketch-10', prepareSketch, (layout: Layout) => layout.dataset, 'npx nx reset'],
  ['cifar-10', prepareCifar, (layout: Layout) => layout.cifar10, 'trainer:fetch-cifar10'],
])('a wrong file of %s', (_, prepare, folderOf, remedy) => {
  async function failure(spoil: (path: string) => Promise<void>) {
    const layout = await prepare();
    const path = join(folderOf(layout), 'data_batch_1.bin');
    await spoil(path);
    return expect(openDataset(layout)).rejects;
  }

  const hint = expect.stringContaining(remedy) as string;

  it('is found to be missing', async () => {
    await (await failure((path) => rm(path))).toMatchObject({ code: 'data-file-missing', hint });
  });

  it('is found to be truncated, with the bytes expected and found', async () => {
    await (
      await failure((path) => truncate(path, 1024))
    ).toMatchObject({
      code: 'data-file-size',
      message: expect.stringMatching(
        /Expected [\d,]+ bytes in .*data_batch_1\.bin but found 1,024\./,
      ) as string,
      hint,
    });
  });

  it('is found to be oversized', async () => {
    await (
      await failure((path) => truncate(path, 1_000_000))
    ).toMatchObject({
      code: 'data-file-size',
      message: expect.stringContaining('but found 1,000,000.') as string,
    });
  });

  it('is found to be corrupt by one changed byte, with both sums', async () => {
    await (
      await failure(async (path) => {
        const content = await readFile(path);
        content[5000]! ^= 1;
        await writeFileAtomically(path, content);
      })
    ).toMatchObject({
      code: 'data-file-corrupt',
      message: expect.stringMatching(
        /sha256 should be [0-9a-f]{64} and is [0-9a-f]{64}\./,
      ) as string,
      hint,
    });
  });
});

describe('a manifest edited by hand', () => {
  it('is refused for its sum, with the remedy', async () => {
    const layout = await prepareSketch();
    const path = join(layout.dataset, 'manifest.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"testImages"', '"testImages" '));
    await expect(openDataset(layout)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(`${path} is not what was written`) as string,
      hint: expect.stringContaining('npx nx reset') as string,
    });
  });

  it.each<[string, (manifest: DatasetManifest) => void]>([
    ['its dataHash does not belong', (manifest) => (manifest.dataHash = 'a'.repeat(64))],
    ['not 31 and 20', (manifest) => (manifest.trainingImages = 31)],
    [
      'is not what test image',
      (manifest) => Object.assign(manifest.specimens[0]!, { testIndex: 19 }),
    ],
  ])('and sealed again is refused: %s', async (reason, edit) => {
    const layout = await prepareSketch();
    await editManifest(layout, edit);
    await expect(openDataset(layout)).rejects.toMatchObject({
      code: 'wrong-manifest',
      message: expect.stringContaining(reason) as string,
    });
  });
});

describe('validationIndices', () => {
  it('holds every test image but the specimens, ascending', async () => {
    const { manifest } = await openDataset(await prepareSketch());
    const indices = [...validationIndices(manifest)];
    const specimens = manifest.specimens.filter(isTestSpecimen).map(({ testIndex }) => testIndex);
    expect([...indices, ...specimens].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
    expect(indices).toHaveLength(10);
    expect(indices).toEqual([...indices].sort((a, b) => a - b));
  });
});
