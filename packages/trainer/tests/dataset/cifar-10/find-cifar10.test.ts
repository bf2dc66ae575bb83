import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/core/files';
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
