import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findCifar10 } from '../../../src/dataset/cifar-10/find-cifar10.ts';
import { readCifar10Lock } from '../../../src/dataset/cifar-10/lock.ts';
import { createWorkspace } from '../../commands/workspace.ts';

// Whoever runs the tests may have it set, as the README says how to.
beforeEach(() => vi.stubEnv('CIFAR10_DIR', undefined));
afterEach(() => vi.unstubAllEnvs());

it('takes the folder that CIFAR10_DIR names, even where a fetched one is there', async () => {
  const root = await createWorkspace();
  await mkdir(join(root, 'fetched'));
  await mkdir(join(root, 'given'));
  const source = findCifar10(join(root, 'fetched'), join(root, 'given'));
  expect(source.folder).toBe(join(root, 'given'));
});

it.each([[undefined], ['']])(
  'takes the fetched folder when CIFAR10_DIR is %j',
  async (directory) => {
    const root = await createWorkspace();
    const source = findCifar10(root, directory);
    expect(source.folder).toBe(root);
    expect(source.remedy).toContain('npx nx run trainer:fetch-cifar10');
  },
);

it.each(['/', '/.', ''])(
  'takes the folder in the one that CIFAR10_DIR names, with %j behind it',
  async (end) => {
    const root = await createWorkspace();
    const batches = join(root, 'given/cifar-10-batches-bin');
    await writeFileAtomically(join(batches, 'data_batch_1.bin'), 'x');
    await symlink('given', join(root, 'link'));
    for (const name of ['given', 'link', 'link/cifar-10-batches-bin']) {
      const { folder } = findCifar10(root, join(root, name) + end);
      expect(await realpath(folder)).toBe(await realpath(batches));
    }
    const found = findCifar10(root, relative(process.cwd(), batches) + end);
    expect(await realpath(found.folder)).toBe(await realpath(batches));
  },
);

it.each([
  ['cifar-10-batches-py', 'data_batch_1', 'the Python version of CIFAR-10'],
  ['cifar-10-batches-mat', 'data_batch_1.mat', 'the MATLAB version of CIFAR-10'],
  ['cifar-100-python', 'train', 'CIFAR-100'],
])('says what CIFAR10_DIR names where it is %s', async (folder, file, version) => {
  const root = await createWorkspace();
  await writeFileAtomically(join(root, folder, file), 'x');
  expect(() => findCifar10(root, join(root, folder))).toThrow(
    expect.objectContaining({
      code: 'wrong-cifar10-dir',
      message: expect.stringContaining(`which holds ${version};`) as string,
    }),
  );
});

it('says where it looked for a folder that no shell has made absolute', () => {
  for (const [directory, code] of [
    ['~/cifar', 'unset it'],
    ['package.json', '--from=package.json'],
  ] as const) {
    expect(() => findCifar10('data', directory)).toThrow(
      expect.objectContaining({
        message: `CIFAR10_DIR is set to ${directory} (${resolve(directory)}), which is not a folder.`,
        hint: expect.stringContaining(code) as string,
      }),
    );
  }
});

it.each(['nothing-there', 'a-file'])(
  'never falls through to the fetched folder when CIFAR10_DIR names %s',
  async (name) => {
    const root = await createWorkspace();
    await writeFileAtomically(join(root, 'a-file'), 'x');
    expect(() => findCifar10(root, join(root, name))).toThrow(
      expect.objectContaining({
        code: 'wrong-cifar10-dir',
        message: `CIFAR10_DIR is set to ${join(root, name)}, which is not a folder.`,
      }),
    );
  },
);

it('names both ways to get CIFAR-10 when it is nowhere', async () => {
  const root = await createWorkspace();
  expect(() => findCifar10(join(root, 'fetched'), undefined)).toThrow(
    expect.objectContaining({
      code: 'no-cifar10',
      hint: expect.stringMatching(
        /npx nx run trainer:fetch-cifar10.*CIFAR10_DIR=<folder>/,
      ) as string,
    }),
  );
});

it('locks five training files and the test file of the binary version', async () => {
  const { files } = await readCifar10Lock();
  expect(files.map(({ name }) => name)).toEqual([
    ...[1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
    'test_batch.bin',
  ]);
  expect(new Set(files.map(({ bytes }) => bytes))).toEqual(new Set([30_730_000]));
  expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(6);
});
