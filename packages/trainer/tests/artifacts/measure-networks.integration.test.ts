import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CIFAR10 } from '@layerprint/core/images';
import { listClaimQuantities, makeClaimContext, type ImageMeasures } from '@layerprint/core';
import type { Run } from '@layerprint/core/schemas/run';
import { hashSourceFiles, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { layOutParameters, setParameters } from '@layerprint/network/model';
import {
  readNetwork,
  disposeTraining,
  readParameters,
  startTraining,
} from '@layerprint/network/training';
import {
  measureImages,
  listFollowing,
  startMeasureThreads,
} from '../../src/artifacts/measure-images.ts';
import { measureNetworks } from '../../src/artifacts/measure-networks.ts';
import { measureReportClaims } from '../../src/artifacts/measure-report-claims.ts';
import { buildTwin, withNetworks, type Networks } from '../../src/artifacts/open-networks.ts';
import { readPlans, type Plans } from '../../src/artifacts/read-plans.ts';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { openDataset, validationIndices, type Dataset } from '../../src/dataset/open-dataset.ts';
import type { Layout } from '../../src/layout.ts';
import { makeUntrainedProfile } from './untrained-profile.ts';
import { asTrained } from '../../../artifacts/tests/as-trained.ts';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';

let layout: Layout;
let plans: Plans;
let dataset: Dataset;
let validation: Uint32Array;
const threads = startMeasureThreads(2);

beforeAll(async () => {
  await selectBackend('layerprint');
  const root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  layout = await makeUntrainedProfile(root);
  plans = await readPlans(layout);
  dataset = await openDataset(layout);
  validation = validationIndices(dataset.manifest);
  return () => rm(root, { recursive: true });
});

afterAll(async () => {
  await threads.stop();
  expect(tf.memory().numTensors).toBe(0);
});

const use = <T>(run: (networks: Networks) => Promise<T>): Promise<T> =>
  withNetworks(
    layout,
    { plans, manifest: dataset.manifest, codeHash: hashSourceFiles(TRAINING_CODE) },
    run,
  );
const measure = (
  networks: Networks,
  indices = validation,
  by = threads,
): Promise<ImageMeasures[]> =>
  measureImages(
    networks,
    { test: dataset.test, indices, validation, quantities: listNeeded(networks) },
    by,
  );
const contextOf = ({ layers, roles, models }: Networks) =>
  makeClaimContext(layers, roles, models, dataset.manifest);
const listNeeded = (networks: Networks) => listClaimQuantities(plans.claims, contextOf(networks));
const measureAll = (networks: Networks) =>
  measureNetworks(networks, dataset, listNeeded(networks), threads);

function readWeights(model: LayersModel): Float32Array {
  return Float32Array.from(model.getWeights().flatMap((weights) => [...weights.dataSync()]));
}

/** Changes a model's weights, by what each belongs to: "conv2d_6/kernel". */
function editWeights(model: LayersModel, edit: (name: string, weight: number) => number): void {
  const weights = readWeights(model);
  for (const { name, start, end } of layOutParameters(model)) {
    for (let i = start; i < end; i++) weights[i] = edit(name, weights[i]!);
  }
  setParameters(model, weights);
}

/** A run that says that its model was nearly always right. */
function makeGood(any: Run): Run {
  const run = asTrained(any);
  return { ...run, epochs: run.epochs.map((epoch) => ({ ...epoch, validationAccuracy: 0.9 })) };
}

describe('the untrained twin', () => {
  test('has the weights that training starts from', () => {
    const plan = plans.models[1] as TrainingPlan;
    const twin = buildTwin(plan, CIFAR10);
    const state = startTraining(readNetwork(twin), plan);
    expect(readWeights(twin)).toEqual(readParameters(state));
    disposeTraining(state);
    twin.dispose();
  });
});

describe('listFollowing', () => {
  const others = Uint32Array.of(1, 2, 5, 7);

  test.each([
    [2, 2, [5, 7]],
    [7, 2, [1, 2]],
    [3, 2, [5, 7]],
    [9, 1, [1]],
    [2, 9, [5, 7, 1]],
    [3, 9, [5, 7, 1, 2]],
  ])(
    'gives the images after %d, %d of them, round the end and without itself',
    (index, count, expected) => {
      expect(listFollowing(others, index, count)).toEqual(expected);
    },
  );
});

describe('measureImages', () => {
  test('gives each image what it gets alone, over batches and by any number of threads', async () => {
    const indices = Uint32Array.from({ length: 260 }, (_, i) => validation[(i * 7) % 50]!);
    await use(async (networks) => {
      const together = await measure(networks, indices);
      expect(together).toHaveLength(260);
      const one = startMeasureThreads(1);
      onTestFinished(() => one.stop());
      expect(await measure(networks, indices, one)).toEqual(together);
      for (const place of [0, 49, 50, 249, 250, 259]) {
        const [alone] = await measure(networks, indices.slice(place, place + 1));
        expect(together[place]).toEqual(alone);
      }
    });
  });

  test('gives the same for the same network in other units', async () => {
    await use(async (networks) => {
      const before = await measure(networks);
      const factors: Record<string, number> = {
        'conv2d_1/kernel': 8,
        'conv2d_1/bias': 8,
        'conv2d_2/kernel': 1 / 8,
        'conv2d_6/kernel': 1 / 4,
        'conv2d_6/bias': 1 / 4,
        'dense_1/kernel': 4,
      };
      for (const model of [networks.of('benchmark').trained, networks.of('dummy').untrained!]) {
        editWeights(model, (name, weight) => weight * (factors[name] ?? 1));
      }
      expect(await measure(networks)).toEqual(before);
    });
  });

  test('finds less entropy in the last layer than in the pixels, whatever the weights', async () => {
    const plan = plans.models[1] as TrainingPlan;
    for (const seed of [3, 4, 5, 6]) {
      const changed = {
        ...plan,
        choice: { ...plan.choice, seed },
      };
      const twin = buildTwin(changed, CIFAR10);
      await use(async (networks) => {
        const images = await measure(
          { ...networks, of: (model) => ({ ...networks.of(model), trained: twin }) },
          validation.slice(0, 20),
        );
        const fell = images.filter(
          ({ pixels, trained }) =>
            trained['dummy']!['entropy conv2d_6']! < pixels['entropy pixels']!,
        );
        expect(fell.length / images.length).toBeGreaterThan(0.75);
      });
      twin.dispose();
    }
  });
});

describe('measureNetworks', () => {
  test('finds in a network whose every map is dead nothing that bears anything out', async () => {
    await use(async (opened) => {
      const networks: Networks = {
        ...opened,
        of: (model) => ({ ...opened.of(model), run: makeGood(opened.of(model).run) }),
      };
      // As a training at a learning rate of 1 leaves it.
      editWeights(networks.of('benchmark').trained, (name, weight) =>
        name.startsWith('conv2d') ? (name.endsWith('bias') ? -1 : -Math.abs(weight)) : weight,
      );
      const measured = await measureAll(networks);
      const { claims, conditions } = measureReportClaims(
        measured,
        plans.claims,
        contextOf(networks),
      );
      const ofDeadLayers = claims
        .flatMap(({ checks }) => checks)
        .filter(({ rule, measure }) => rule.includes('benchmark') && !measure.includes('class'));
      expect(ofDeadLayers).toHaveLength(8);
      for (const { id, verdict, reason } of ofDeadLayers) {
        expect([verdict, reason], id).toEqual([
          'undecided',
          expect.stringMatching(/^Conv2d_[16] of the benchmark is dead/),
        ]);
      }
      expect(conditions.filter(({ kind }) => kind !== 'last-epoch')).toEqual([
        {
          model: 'benchmark',
          kind: 'dead-layer',
          sentence: `In the benchmark, conv2d_1, conv2d_2, conv2d_3, conv2d_4, conv2d_5 and conv2d_6 are dead: zero on all ${validation.length} validation images.`,
        },
      ]);
      const [image] = measured.validation;
      expect(image!.trained['benchmark']).toMatchObject({
        'recognisability conv2d_1': null,
        'entropy conv2d_6': null,
        'tail conv2d_6': null,
      });
    });
  });

  test('tells silent from dead: what is zero on a specimen fires elsewhere', async () => {
    await use(async (networks) => {
      const measured = await measureAll(networks);
      const { values } = measured.lastOverValidation('dummy');
      const specimen = dataset.manifest.specimens[0]!.id;
      const { shape } = measured.layerOf('dummy', 'conv2d_6', specimen);
      const [height, width, count] = shape as [number, number, number];
      expect(values).toHaveLength(validation.length * height * width * count);
      const channels = measured.channelsOf('dummy', 'conv2d_6');
      const silent = channels.map((_, channel) => {
        let images = 0;
        for (let image = 0; image < validation.length; image++) {
          const start = image * height * width * count;
          const map = values.subarray(start, start + height * width * count);
          if (map.every((value, at) => at % count !== channel || value === 0)) images++;
        }
        return images;
      });
      expect(channels.map(({ silentImages }) => silentImages)).toEqual(silent);
    });
  });
});
