import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile } from '@layerprint/artifacts/files';
import { DataLockSchema } from '@layerprint/core/schemas/data-lock';
import { DatasetManifestSchema } from '@layerprint/core/schemas/dataset';
import { DatasetPlanSchema } from '@layerprint/core/schemas/plan';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeIdx, makePng, placeFiles } from '../dataset/own/make-files.ts';
import { createWorkspace, placeExperiment, runInWorkspace } from './workspace.ts';

/** Images that are all different, with labels that go round. */
function makeParts(count: number, shift: number) {
  const values = Array.from({ length: count * 64 }, (_, at) => (at * 7 + (at >> 6) + shift) % 256);
  const labels = Array.from({ length: count }, (_, index) => index % 3);
  return [makeIdx([count, 8, 8], values), makeIdx([count], labels)] as const;
}

const DATASET = {
  name: 'idx',
  folder: 'digits',
  classNames: ['one', 'two', 'Ünder ⟨3⟩'],
  split: {
    by: 'files',
    training: { images: 'a', labels: 'b' },
    test: { images: 'c', labels: 'd' },
  },
};

const PICTURES = {
  name: 'pictures',
  folder: 'pictures',
  image: { height: 8, width: 8, channels: 3 },
  fit: 'stretch',
  orderSeed: 1,
  split: { by: 'seed', seed: 1, testShare: 0.5 },
};

/** Two models, each trained on so many images. */
const listModels = (benchmark: number, dummy: number) => [
  { id: 'benchmark', trainingImages: benchmark, seed: 1 },
  { id: 'dummy', trainingImages: dummy, seed: 2 },
];

let root: string;

/** An experiment on IDX files of a workspace, changed by `edit`. */
async function place(edit: (experiment: Record<string, unknown>) => void = () => undefined) {
  await placeExperiment(root, 'quick', (text) => {
    const experiment = JSON.parse(text) as Record<string, unknown>;
    experiment['dataset'] = DATASET;
    experiment['models'] = listModels(12, 6);
    edit(experiment);
    return JSON.stringify(experiment);
  });
}

const run = (command: string, base?: string) =>
  runInWorkspace(
    root,
    command,
    ['--profile', 'quick'],
    base === undefined ? {} : { LAYERPRINT_DATA: base },
  );

beforeEach(async () => {
  root = await createWorkspace();
  const [[a, b], [c, d]] = [makeParts(12, 0), makeParts(9, 100)];
  await placeFiles(root, { 'digits/a': a, 'digits/b': b, 'digits/c': c, 'digits/d': d });
  await place();
});

describe('lock-data', () => {
  it('writes every file by its hash and what the images are, the same wherever the data lie', async () => {
    const result = await run('lock-data');
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(result.stdout).toBe(
      'Locked 4 files in experiments/quick/data-lock.json: 12 training images and 9 test images, 8 × 8 pixels in grey, 3 classes.\n',
    );
    const path = join(root, 'experiments/quick/data-lock.json');
    const text = await readFile(path, 'utf8');
    const lock = await readJsonFile(DataLockSchema, path);
    expect(lock).toMatchObject({ trainingImages: 12, testImages: 9, dataset: DATASET });
    expect(lock.files.map((file) => file.path)).toEqual(['a', 'b', 'c', 'd']);
    expect(text).not.toContain(root);
    await run('lock-data', root);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('has nothing to lock of a data set that is not the author’s', async () => {
    await placeExperiment(root, 'quick');
    expect(await run('lock-data')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('The data of quick are sketch-10') as string,
    });
  });
});

describe('plan', () => {
  it('holds the data to their lock and gives it to the data set’s task', async () => {
    await run('lock-data');
    expect(await run('plan')).toEqual({ status: 0, stdout: '', stderr: '' });
    const plan = await readJsonFile(DatasetPlanSchema, join(root, 'dist/quick/plan/dataset.json'));
    expect(plan.lock?.files).toHaveLength(4);
    expect(await run('dataset')).toMatchObject({ status: 0, stderr: '' });
    const path = join(root, 'dist/quick/dataset/manifest.json');
    const manifest = await readJsonFile(DatasetManifestSchema, path);
    expect(manifest).toMatchObject({
      image: { height: 8, width: 8, channels: 1 },
      classNames: DATASET.classNames,
      source: { files: 4 },
      leaks: [],
    });
    expect(manifest.specimens.map(({ id }) => id)).toEqual(['two-4', 'one-0', 'under-3-2']);
    expect(await readFile(path, 'utf8')).not.toContain(root);
  });

  it.each<[string, (root: string) => Promise<unknown>, string, string]>([
    [
      'data that are not locked',
      async () => rm(join(root, 'experiments/quick/data-lock.json')),
      'no-data-lock',
      'npx nx run quick:lock-data',
    ],
    [
      'a file of which one byte is another',
      async () => {
        const bytes = await readFile(join(root, 'digits/c'));
        bytes[100]! ^= 1;
        await writeFile(join(root, 'digits/c'), bytes);
      },
      'data-file-changed',
      'c is not what it was when the data were locked',
    ],
    [
      'a file that is gone',
      async () => rm(join(root, 'digits/d')),
      'data-file-missing',
      'digits/d is in the lock and does not exist',
    ],
    [
      'a folder that is not there',
      async () => rm(join(root, 'digits'), { recursive: true }),
      'no-data-folder',
      'set LAYERPRINT_DATA to the folder that holds digits',
    ],
    [
      'a lock of another choice',
      async () =>
        place(
          (experiment) => (experiment['dataset'] = { ...DATASET, classNames: ['x', 'y', 'z'] }),
        ),
      'other-data-lock',
      'locks the data as another "dataset"',
    ],
    [
      'a lock that is no lock',
      async () => writeFile(join(root, 'experiments/quick/data-lock.json'), '{}'),
      'invalid-json',
      'quick/data-lock.json',
    ],
    [
      'more training images than there are',
      async () => place((experiment) => (experiment['models'] = listModels(13, 6))),
      'experiment-does-not-fit',
      'models.0.trainingImages: Expected at most 12',
    ],
    [
      'a specimen that is not there',
      async () =>
        place((experiment) => (experiment['specimens'] = { testIndex: 9, companions: 'none' })),
      'experiment-does-not-fit',
      'Expected a test image of idx, 0 to 8',
    ],
  ])('refuses %s before anything is made', async (_, spoil, code, message) => {
    await run('lock-data');
    await spoil(root);
    const result = await run('plan');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(`error (${code})`);
    expect(result.stderr).toContain(message);
    await expect(readFile(join(root, 'dist/quick/plan/dataset.json'))).rejects.toThrow('ENOENT');
  });

  it('refuses images that two poolings cannot halve', async () => {
    const images = makeIdx([3, 10, 8], new Array<number>(240).fill(0));
    const labels = makeIdx([3], [0, 1, 2]);
    await placeFiles(root, {
      'digits/a': images,
      'digits/b': labels,
      'digits/c': images,
      'digits/d': labels,
    });
    await place((experiment) => {
      experiment['models'] = listModels(3, 1);
      experiment['specimens'] = { testIndex: 0, companions: 'none' };
    });
    await run('lock-data');
    expect((await run('plan')).stderr).toContain(
      'Images of 10 × 8 pixels cannot be halved twice without a rest',
    );
  });
});

describe('a folder of pictures', () => {
  it('is held to its lock: a picture that is added is named', async () => {
    const picture = (grey: number) => makePng(8, 8, () => [grey, grey, grey]);
    await placeFiles(root, {
      'pictures/a/1.png': picture(1),
      'pictures/a/2.png': picture(2),
      'pictures/b/1.png': picture(3),
      'pictures/b/2.png': picture(4),
    });
    await place((experiment) => {
      experiment['dataset'] = PICTURES;
      experiment['models'] = listModels(2, 1);
      experiment['specimens'] = { testIndex: 0, companions: 'none' };
    });
    expect((await run('lock-data')).status).toBe(0);
    expect((await run('plan')).status).toBe(0);
    await placeFiles(root, { 'pictures/b/3.png': picture(5) });
    expect(await run('plan')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('b/3.png is not in the lock of the data') as string,
    });
  });
});

describe('dataset', () => {
  it('refuses data that changed after they were planned', async () => {
    await run('lock-data');
    await run('plan');
    await writeFile(join(root, 'digits/b'), makeIdx([12], new Array<number>(12).fill(0)));
    const { status, stderr } = await run('dataset');
    expect([status, stderr]).toEqual([1, expect.stringContaining('b is not what it was')]);
  });

  it('records the test images that are also training images', async () => {
    const [images, labels] = makeParts(12, 0);
    const [own] = makeParts(9, 100);
    const test = Buffer.concat([own.subarray(0, 16 + 8 * 64), images.subarray(16 + 64, 16 + 128)]);
    await placeFiles(root, { 'digits/c': test, 'digits/b': labels });
    await place((experiment) => (experiment['specimens'] = { testIndex: 4, companions: 'none' }));
    await run('lock-data');
    await run('plan');
    expect((await run('dataset')).status).toBe(0);
    const path = join(root, 'dist/quick/dataset/manifest.json');
    const { leaks } = await readJsonFile(DatasetManifestSchema, path);
    expect(leaks).toEqual([{ testIndex: 8, trainingIndex: 1 }]);
  });
});
