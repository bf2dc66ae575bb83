import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeDatasetPlan } from '../dataset/small-datasets.ts';
import { createWorkspace, runInWorkspace, runUntil } from './workspace.ts';

const SMALL = { name: 'sketch-10', seed: 3, trainingImages: 30, testImages: 20 } as const;
const PROFILE = ['--profile', 'small'];

describe('dataset', () => {
  it('makes the data set of a plan and prints nothing', async () => {
    const root = await createWorkspace();
    await placeDatasetPlan(root, SMALL);
    expect(await runInWorkspace(root, 'dataset', PROFILE)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(await readdir(join(root, 'dist/small/dataset'))).toHaveLength(4);
  });

  it('exits 1 and names both ways to get CIFAR-10 when it is missing', async () => {
    const root = await createWorkspace();
    await placeDatasetPlan(root, { name: 'cifar-10' });
    const result = await runInWorkspace(root, 'dataset', PROFILE);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('npx nx run trainer:fetch-cifar10');
    expect(result.stderr).toContain('CIFAR10_DIR=<folder>');
    expect(await readdir(join(root, 'dist/small'))).toEqual(['plan']);
  });

  it('exits 1 for a CIFAR10_DIR that is no folder', async () => {
    const root = await createWorkspace();
    await placeDatasetPlan(root, { name: 'cifar-10' });
    const environment = { CIFAR10_DIR: join(root, 'nowhere') };
    const result = await runInWorkspace(root, 'dataset', PROFILE, environment);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('error (wrong-cifar10-dir)');
  });

  it('leaves nothing that looks finished when it is killed', async () => {
    const root = await createWorkspace();
    await placeDatasetPlan(root, SMALL);
    const at = 'SIGKILL writeFile manifest.json';
    expect((await runUntil(root, at, 'dataset', PROFILE)).status).toBeNull();
    const left = await readdir(join(root, 'dist/small'));
    expect(left.filter((name) => !name.startsWith('.'))).toEqual(['plan']);
  });
});
