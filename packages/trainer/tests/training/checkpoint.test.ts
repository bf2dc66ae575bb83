import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSha256 } from '@layerprint/artifacts/files';
import { CIFAR10 } from '@layerprint/core/images';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { buildModel } from '@layerprint/network/model';
import {
  readCheckpoint,
  writeCheckpoint,
  type CheckpointIdentity,
} from '../../src/training/checkpoint.ts';
import {
  readNetwork,
  type Network,
  readParameters,
  startTraining,
  type TrainingState,
} from '@layerprint/network/training';
import { makePlan } from './small-training.ts';

const IDENTITY: CheckpointIdentity = {
  planHash: hashSha256('plan'),
  dataHash: hashSha256('data'),
  validationHash: hashSha256('0,1,2'),
  backend: 'layerprint',
  codeHash: hashSha256('code'),
  versions: { node: '24.0.0', '@tensorflow/tfjs-core': '4.22.0' },
};

/** Of the state that is made here: three steps in two epochs would be none of a training. */
const STEPS_PER_EPOCH = 2;
const stepsAfter = (epochs: number) => epochs * STEPS_PER_EPOCH;

let folder: string;
let network: Network;
beforeAll(async () => {
  await selectBackend('layerprint');
  network = readNetwork(buildModel({ recipe: { dropoutRate: 0.5 } }, CIFAR10));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-checkpoint-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const start = (): TrainingState => startTraining(network, makePlan());

/** A state as it might be after two epochs, with nothing in it at its first value. */
function makeState(): TrainingState {
  const state = start();
  state.bestParameters.forEach((_, i, vector) => (vector[i] = 1 / (i + 3)));
  for (let step = 0; step < 2 * STEPS_PER_EPOCH; step++) {
    const gradients = state.variables.map(({ name, shape }, i) => ({
      name,
      tensor: tf.randomNormal(shape, 0, 1, 'float32', 10 * step + i + 1),
    }));
    state.optimizer.applyGradients(gradients);
    tf.dispose(gradients.map(({ tensor }) => tensor));
  }
  state.shuffle.nextUint32();
  for (const epoch of [1, 2]) {
    state.epochs.push({
      epoch,
      loss: 1 / 3,
      accuracy: 0.1,
      validationLoss: Math.SQRT2,
      validationAccuracy: 0.7,
    });
  }
  return state;
}

function describeState(state: TrainingState) {
  const { variables, bestParameters, optimizer, shuffle, epochs } = state;
  const { step, moments } = optimizer.saveState();
  const inOrder = variables.map(({ name }) => moments[name]);
  const parameters = readParameters(state);
  return { parameters, bestParameters, step, inOrder, shuffle: shuffle.state(), epochs };
}

describe('a checkpoint', () => {
  it('gives back every bit of the state', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    const { state } = await readCheckpoint(folder, IDENTITY, start(), stepsAfter);
    expect(describeState(state!)).toEqual(describeState(makeState()));
  });

  it('is not missed where there is none', async () => {
    expect(await readCheckpoint(folder, IDENTITY, start(), stepsAfter)).toEqual({
      reason: undefined,
    });
    const absent = join(folder, 'absent');
    expect(await readCheckpoint(absent, IDENTITY, start(), stepsAfter)).toEqual({
      reason: undefined,
    });
  });

  it.each([
    ['plan', { planHash: hashSha256('other') }],
    ['data set', { dataHash: hashSha256('other') }],
    ['choice of specimens', { validationHash: hashSha256('0,1,3') }],
    ['backend', { backend: 'cpu' as const }],
    ['training code', { codeHash: hashSha256('other') }],
    ['version of node', { versions: { ...IDENTITY.versions, node: '24.0.1' } }],
    ['version of @tensorflow/tfjs-core', { versions: { node: '24.0.0' } }],
  ])('of another %s is not used', async (difference, change) => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    expect(await readCheckpoint(folder, { ...IDENTITY, ...change }, start(), stepsAfter)).toEqual({
      reason: `it was made with another ${difference}`,
    });
  });

  it.each([
    ['vectors cut short', () => truncate(join(folder, 'checkpoint-2.bin'), 1000)],
    ['vectors missing', () => rm(join(folder, 'checkpoint-2.bin'))],
    ['half a description', () => writeFile(join(folder, 'checkpoint.json'), '{"schemaVersion": 1')],
  ])('with %s is not used', async (_, damage) => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    await damage();
    const fresh = start();
    expect(await readCheckpoint(folder, IDENTITY, fresh, stepsAfter)).toEqual({
      reason: expect.stringMatching(/^it is damaged: /),
    });
    expect(describeState(fresh)).toEqual(describeState(start()));
  });

  it('is not used where its steps are not those of its epochs', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    expect(
      await readCheckpoint(folder, IDENTITY, start(), (epochs) => stepsAfter(epochs) + 1),
    ).toEqual({
      reason: 'it is damaged: its steps and epochs do not belong together',
    });
  });

  it('is not used where any part of it was changed', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    const path = join(folder, 'checkpoint.json');
    const written = JSON.parse(await readFile(path, 'utf8')) as Json;
    const leaves = listLeaves(written);
    expect(leaves.length).toBeGreaterThan(25);
    for (const leaf of leaves) {
      await writeFile(path, JSON.stringify(changeLeaf(written, leaf)));
      const { state, reason } = await readCheckpoint(folder, IDENTITY, start(), stepsAfter);
      expect(state, leaf.join('.')).toBeUndefined();
      expect(reason, leaf.join('.')).toMatch(/^it is damaged: /);
    }
  });

  it('stays whole when writing the next one is cut off between its two files', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    await writeFile(join(folder, 'checkpoint-3.bin'), 'vectors of a checkpoint never finished');
    const { state } = await readCheckpoint(folder, IDENTITY, start(), stepsAfter);
    expect(state?.epochs).toHaveLength(2);
  });
});

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

function listLeaves(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...keys].flatMap((key) =>
    listLeaves((value as Record<string, Json>)[key]!, [...path, key]),
  );
}

/** A copy in which one leaf is another of the same form: a number one more, a text with another last sign. */
function changeLeaf(value: Json, path: Path): Json {
  const [key, ...rest] = path;
  if (key === undefined) {
    if (typeof value === 'number') return value === 1 ? 0 : value + 1;
    const text = value as string;
    return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  }
  const copy = structuredClone(value) as Record<string, Json>;
  copy[key] = changeLeaf(copy[key]!, rest);
  return copy;
}
