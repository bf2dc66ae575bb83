import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSha256 } from '@layerprint/core/files';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { buildModel } from '../../src/model/build-model.ts';
import {
  readCheckpoint,
  writeCheckpoint,
  type CheckpointIdentity,
} from '../../src/training/checkpoint.ts';
import { readNetwork, type Network } from '../../src/training/network.ts';
import { startTraining, type TrainingState } from '../../src/training/training-state.ts';
import { makePlan } from './small-training.ts';

const IDENTITY: CheckpointIdentity = {
  planHash: hashSha256('plan'),
  dataHash: hashSha256('data'),
  validationHash: hashSha256('0,1,2'),
  backend: 'wasm',
  codeHash: hashSha256('code'),
  versions: { node: '24.0.0', '@tensorflow/tfjs-core': '4.22.0' },
};

let folder: string;
let network: Network;
beforeAll(async () => {
  await selectBackend('wasm');
  network = readNetwork(buildModel(0.5));
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
  const vectors = [state.parameters, state.bestParameters, state.adam.mean, state.adam.squareMean];
  vectors.forEach((vector, v) => vector.forEach((_, i) => (vector[i] = (v + 1) / (i + 3))));
  state.adam.beta1Power = 0.9 ** 2;
  state.adam.beta2Power = 0.1 + 0.2;
  state.generators.shuffle.nextUint32();
  state.generators.dropout.nextUint32();
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

function describeState({ generators, ...rest }: TrainingState) {
  const [shuffle, dropout] = [generators.shuffle.state(), generators.dropout.state()];
  return { ...rest, shuffle, dropout };
}

describe('a checkpoint', () => {
  it('gives back every bit of the state', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    const { state } = await readCheckpoint(folder, IDENTITY, start());
    expect(describeState(state!)).toEqual(describeState(makeState()));
  });

  it('is not missed where there is none', async () => {
    expect(await readCheckpoint(folder, IDENTITY, start())).toEqual({ reason: undefined });
    const absent = join(folder, 'absent');
    expect(await readCheckpoint(absent, IDENTITY, start())).toEqual({ reason: undefined });
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
    expect(await readCheckpoint(folder, { ...IDENTITY, ...change }, start())).toEqual({
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
    expect(await readCheckpoint(folder, IDENTITY, fresh)).toEqual({
      reason: expect.stringMatching(/^it is damaged: /),
    });
    expect(describeState(fresh)).toEqual(describeState(start()));
  });

  it('stays whole when writing the next one is cut off between its two files', async () => {
    await writeCheckpoint(folder, IDENTITY, makeState());
    await writeFile(join(folder, 'checkpoint-3.bin'), 'vectors of a checkpoint never finished');
    const { state } = await readCheckpoint(folder, IDENTITY, start());
    expect(state?.epochs).toHaveLength(2);
  });
});
