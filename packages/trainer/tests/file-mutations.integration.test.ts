import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { hashSourceFiles, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { CIFAR10 } from '@layerprint/core/images';
import { drawMutations, judge } from '../../artifacts/tests/mutations/mutate-json.ts';
import { openModel } from '../src/artifacts/open-model.ts';
import { readPlans } from '../src/artifacts/read-plans.ts';
import { selectBackend } from '../src/backend/select-backend.ts';
import { openDataset } from '../src/dataset/open-dataset.ts';
import { loadExperiment } from '../src/experiment/load-experiment.ts';
import { findDownload, startDownload } from '../src/fetch/download-state.ts';
import type { Layout } from '../src/layout.ts';
import { buildModel } from '@layerprint/network/model';
import { readReference } from '../src/reference/reference-folder.ts';
import { readCheckpoint, writeCheckpoint } from '../src/training/checkpoint.ts';
import { readNetwork, startTraining } from '@layerprint/network/training';
import { DatasetPlanSchema, TrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { readPlan } from '../src/read-plan.ts';
import { makeUntrainedProfile } from './artifacts/untrained-profile.ts';
import { makePlan } from './training/small-training.ts';

/** How many changes of a file are tried; every one of them can be, and takes minutes. */
const COUNT = 120;

let root: string;
let layout: Layout;

beforeAll(async () => {
  await selectBackend('layerprint');
  root = await mkdtemp(join(tmpdir(), 'layerprint-mutations-'));
  layout = await makeUntrainedProfile(root, (experiment) => {
    experiment.specimens.companions = 'none';
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

/**
 * What is wrong with how a file is read that was changed in one place.
 *
 * @param read Reads it at its path, and gives what it says.
 */
async function findFaults(
  path: string,
  read: () => Promise<unknown>,
  count = COUNT,
): Promise<string[]> {
  const original = await readFile(path, 'utf8');
  const faults: string[] = [];
  for (const mutation of drawMutations(JSON.parse(original), count)) {
    const fault = await judge(mutation, async (text) => {
      await writeFile(path, text);
      return read();
    });
    if (fault !== undefined) faults.push(fault);
  }
  await writeFile(path, original);
  return faults;
}

describe('a file with one thing changed is refused with a sentence or read as it says:', () => {
  it('an experiment', async () => {
    expect(await findFaults(layout.experiment, () => loadExperiment(layout), 300)).toEqual([]);
  });

  it('the plan of the data set', async () => {
    const read = async () => {
      await sealFolder(dirname(layout.datasetPlan));
      return readPlan(DatasetPlanSchema, layout.datasetPlan);
    };
    expect(await findFaults(layout.datasetPlan, read)).toEqual([]);
  });

  it('the plan of a model', async () => {
    const read = async () => {
      await sealFolder(dirname(layout.datasetPlan));
      return readPlan(TrainingPlanSchema, layout.trainingPlan('dummy'));
    };
    expect(await findFaults(layout.trainingPlan('dummy'), read)).toEqual([]);
  });

  it('the plan of the report', async () => {
    const read = async () => {
      await sealFolder(dirname(layout.reportPlan));
      const { profile, experiment } = await readPlans(layout);
      return { schemaVersion: 1, profile, experiment };
    };
    expect(await findFaults(layout.reportPlan, read)).toEqual([]);
  });

  it('the manifest of the data set', async () => {
    const path = join(layout.dataset, 'manifest.json');
    const read = async () => {
      await sealFolder(layout.dataset);
      return (await openDataset(layout)).manifest;
    };
    expect(await findFaults(path, read)).toEqual([]);
  });

  describe.each(['model.json', 'run.json'])('%s', (name) => {
    const folder = () => layout.model('dummy');
    const open = async () => {
      const { models } = await readPlans(layout);
      const { manifest } = await openDataset(layout);
      const codeHash = hashSourceFiles(TRAINING_CODE);
      const { run, model } = await openModel(folder(), {
        plan: models[1]!,
        manifest,
        codeHash,
      });
      model.dispose();
      return run;
    };

    it('under its old seal', async () => {
      const whole: unknown = JSON.parse(await readFile(join(folder(), name), 'utf8'));
      const read = async () => {
        await open();
        return whole;
      };
      expect(await findFaults(join(folder(), name), read, 40)).toEqual([]);
    });

    it('under a new seal', async () => {
      const whole: unknown = JSON.parse(await readFile(join(folder(), name), 'utf8'));
      const read = async () => {
        await sealFolder(folder());
        const run = await open();
        // Of the model, all is what our code builds; of its run, some can be told otherwise.
        return name === 'run.json' ? run : whole;
      };
      expect(await findFaults(join(folder(), name), read)).toEqual([]);
      await sealFolder(folder());
    });
  });

  it('a checkpoint', async () => {
    const network = readNetwork(buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10));
    const start = () => startTraining(network, makePlan());
    const identity = {
      planHash: hashSha256('plan'),
      dataHash: hashSha256('data'),
      validationHash: hashSha256('0,1,2'),
      backend: 'layerprint',
      codeHash: hashSha256('code'),
      versions: { node: '24.0.0' },
    } as const;
    const folder = join(root, 'checkpoint');
    const fresh = start();
    // Before the first step there are no moments to keep.
    fresh.optimizer.applyGradients(
      fresh.variables.map(({ name, shape }) => ({ name, tensor: tf.ones(shape) })),
    );
    const epoch = { epoch: 1, loss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 };
    fresh.epochs.push(epoch);
    await writeCheckpoint(folder, identity, fresh);
    const path = join(folder, 'checkpoint.json');
    const whole = JSON.parse(await readFile(path, 'utf8')) as object;
    const faults = await findFaults(path, async () => {
      const { state, reason } = await readCheckpoint(folder, identity, start(), (epochs) => epochs);
      // Nothing that was changed in any place is used.
      if (!state) throw new LayerprintError('unused', `${reason ?? 'There is none'}.`, 'Train.');
      return whole;
    });
    expect(faults).toEqual([]);
  });

  it('a reference', async () => {
    const folder = join(root, 'fixtures');
    await cp(join(import.meta.dirname, '../../../fixtures/article'), folder, { recursive: true });
    const path = join(folder, 'reference.json');
    expect(await findFaults(path, () => readReference(folder), 60)).toEqual([]);
  });

  it('the state of a download', async () => {
    const path = join(root, 'archive.part');
    const url = 'https://example.org/archive';
    await startDownload(path, { url, validator: '"tag"', bytes: 10 });
    await writeFileAtomically(path, '12345');
    const read = async () => {
      const found = await findDownload(path, url);
      // It begins anew.
      if (!found) throw new LayerprintError('unused', 'There is none.', 'Begin.');
      return { schemaVersion: 1, ...found.state };
    };
    expect(await findFaults(`${path}.json`, read)).toEqual([]);
  });
});
