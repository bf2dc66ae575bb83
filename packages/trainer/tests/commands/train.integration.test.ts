import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashSha256, readJsonFile, writeJsonFile } from '@layerprint/artifacts/files';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import { TrainedRunSchema } from '@layerprint/core/schemas/run';
import {
  hashEachSourceFile,
  hashSourceFiles,
  TRAINING_CODE,
} from '@layerprint/artifacts/source-code';
import { describe, expect, it } from 'vitest';
import { prepareDataset } from '../../src/dataset/prepare-dataset.ts';
import { writePlans } from '../../src/experiment/write-plans.ts';
import { layoutOf, type Layout } from '../../src/layout.ts';
import { createWorkspace, runInWorkspace, runUntil } from './workspace.ts';

const QUICK = fileURLToPath(
  new URL('../../../../experiments/quick/experiment.json', import.meta.url),
);
const ARGUMENTS = ['--profile', 'small', '--model', 'dummy'];
const MODEL_FILES = ['SHA256SUMS', 'model.json', 'run.json', 'weights.bin'];

/** Makes plan and data set of a training that takes a moment. */
async function makeSmallProfile(): Promise<{ root: string; layout: Layout }> {
  const root = await createWorkspace();
  const layout = layoutOf('small', root);
  const experiment = await readJsonFile(ExperimentSchema, QUICK);
  experiment.dataset = { name: 'sketch-10', seed: 3, trainingImages: 70, testImages: 30 };
  experiment.models = [{ id: 'dummy', trainingImages: 70, seed: 0 }];
  experiment.recipe!.maxEpochs = 4;
  await writeJsonFile(ExperimentSchema, layout.experiment, experiment);
  await writePlans(layout, experiment, { profile: 'small' });
  await prepareDataset(layout);
  return { root, layout };
}

async function readModel(layout: Layout): Promise<Buffer[]> {
  const folder = layout.model('dummy');
  expect((await readdir(folder)).sort()).toEqual(MODEL_FILES);
  return Promise.all(MODEL_FILES.map((name) => readFile(join(folder, name))));
}

describe('train', () => {
  it('ends in the same bytes when killed at any moment and started again', async () => {
    const undisturbed = await makeSmallProfile();
    const { status, stderr } = await runInWorkspace(undisturbed.root, 'train', ARGUMENTS);
    expect([status, stderr]).toEqual([0, expect.stringContaining('epoch 4/4 done')]);
    const expected = await readModel(undisturbed.layout);

    const { root, layout } = await makeSmallProfile();
    const moments = {
      'in the first epoch': 'appendFileSync "event":"start"',
      'between the two files of a checkpoint': 'rename checkpoint-1.bin',
      'just after an epoch': 'appendFileSync "epoch":2',
      'while the model is written': 'writeFile "trainingImages":',
    };
    for (const [moment, call] of Object.entries(moments)) {
      const killed = await runUntil(root, `SIGKILL ${call}`, 'train', ARGUMENTS);
      expect(killed.status, moment).toBeNull();
      expect(existsSync(join(layout.model('dummy'), 'run.json')), moment).toBe(false);
    }
    const resumed = await runInWorkspace(root, 'train', ARGUMENTS);
    expect([resumed.status, resumed.stderr]).toEqual([
      0,
      expect.stringContaining('going on after'),
    ]);
    expect(await readModel(layout)).toEqual(expected);
  });

  it('writes a run that says how the model came to be, and no checkpoint', async () => {
    const { root, layout } = await makeSmallProfile();
    expect((await runInWorkspace(root, 'train', ARGUMENTS)).status).toBe(0);
    const run = await readJsonFile(TrainedRunSchema, join(layout.model('dummy'), 'run.json'));
    expect(run).toMatchObject({ trainingImages: 70, validationImages: 20, backend: 'layerprint' });
    expect(run.codeHash).toBe(hashSourceFiles(TRAINING_CODE));
    expect(run.codeFiles).toEqual(hashEachSourceFile(TRAINING_CODE));
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    const lowest = Math.min(...run.epochs.map(({ validationLoss }) => validationLoss));
    expect(run.epochs[run.bestEpoch - 1]!.validationLoss).toBe(lowest);
    expect(run.layers.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(54_106);
    const [, , , weights] = await readModel(layout);
    expect(run.weightsHash).toBe(hashSha256(weights!));
    expect(await readdir(layout.run('dummy'))).toEqual(['log.jsonl']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('says what is kept when it gets a %s', async (signal) => {
    const { root, layout } = await makeSmallProfile();
    const { status, stderr } = await runUntil(
      root,
      `${signal} rename checkpoint.json`,
      'train',
      ARGUMENTS,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/was interrupted in epoch \d; finished epochs that are kept: \d/);
    expect(stderr).toContain('Run the same command again to go on.');
    expect(existsSync(layout.model('dummy'))).toBe(false);
  });

  it.each([
    ['a backend that is not installed', ['--backend', 'node'], 'error (backend-not-installed)'],
    ['a backend that does not exist', ['--backend', 'webgl'], 'error (bad-usage)'],
  ])('exits 1 for %s', async (_, args, message) => {
    const { root } = await makeSmallProfile();
    const { status, stderr } = await runInWorkspace(root, 'train', [...ARGUMENTS, ...args]);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  it('exits 1 and names the plan that is missing', async () => {
    const { status, stderr } = await runInWorkspace(await createWorkspace(), 'train', ARGUMENTS);
    expect(status).toBe(1);
    expect(stderr).toContain('dist/small/plan/model-dummy.json does not exist.');
  });

  it('exits 1 where it may not write, before it trains', async () => {
    const { root } = await makeSmallProfile();
    await writeFile(join(root, 'dist/small/runs'), 'a file where a folder should be');
    const { status, stderr } = await runInWorkspace(root, 'train', ARGUMENTS);
    expect(status).toBe(1);
    expect(stderr).toContain('error (not-written)');
  });
});
