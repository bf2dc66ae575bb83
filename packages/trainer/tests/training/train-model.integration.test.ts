import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ArchitectureSchema } from '@layerprint/core/schemas/architecture';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { deleteCheckpoint } from '../../src/training/checkpoint.ts';
import {
  trainModel,
  type TrainedModel,
  type TrainingObserver,
} from '../../src/training/train-model.ts';
import { makePlan, makeTraining } from './small-training.ts';

let folder: string;
/** What a training gives that nothing disturbs. */
let whole: TrainedModel;
beforeAll(async () => {
  await selectBackend('layerprint');
  const undisturbed = await mkdtemp(join(tmpdir(), 'layerprint-training-'));
  whole = await trainModel(makeTraining(undisturbed, makePlan()));
  await rm(undisturbed, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-training-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Notes what a training tells, and throws at the given batch of the given epoch. */
function watch(stopAt?: { epoch: number; images: number }) {
  const starts: { finished: number; discarded: string | undefined }[] = [];
  const observer: TrainingObserver = {
    onStart: (epochs, discarded) => starts.push({ finished: epochs.length, discarded }),
    onBatch(epoch, part, { images }) {
      if (part === 'training' && epoch === stopAt?.epoch && images === stopAt.images) {
        throw new Error('stopped here');
      }
    },
    onEpoch: () => undefined,
  };
  return { starts, observer };
}

describe('trainModel', () => {
  it('gives the same bits twice, and others for another seed', async () => {
    expect(await trainModel(makeTraining(folder, makePlan()))).toEqual(whole);
    await deleteCheckpoint(folder);
    const otherSeed = makePlan((plan) => (plan.choice.seed = 1));
    const other = await trainModel(makeTraining(folder, otherSeed));
    expect(other.parameters).not.toEqual(whole.parameters);
  });

  it('scores every training image once an epoch and every validation image, and learns', async () => {
    const plan = makePlan((plan) => (plan.recipe.maxEpochs = 6));
    plan.recipe.optimizer.learningRate = 0.005;
    const tallies = new Set<string>();
    const training = makeTraining(folder, plan, {
      observer: {
        ...watch().observer,
        onBatch: (_, part, tally) => tallies.add(`${part} ${tally.images}`),
      },
    });
    const { epochs } = await trainModel(training);
    expect([...tallies]).toEqual(['training 16', 'training 32', 'training 40', 'validation 10']);
    expect(epochs[0]!.loss).toBeGreaterThan(2);
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss - 0.1);
  });

  it('ends in the same bits when a network of branches, moving averages and dropout is cut off', async () => {
    const architecture = ArchitectureSchema.parse({
      layers: [
        { type: 'conv2d', name: 'trunk', filters: 4, kernelSize: 3, padding: 'same' },
        { type: 'batchNormalization' },
        { type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', activation: 'swish' },
        { type: 'add', from: ['trunk', 'conv2d_2'] },
        { type: 'concatenate', from: ['add_1', 'input'] },
        { type: 'dropout' },
        { type: 'globalAveragePooling2d' },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    });
    const plan = makePlan((plan) => (plan.architecture = architecture));
    const undisturbed = await trainModel(makeTraining(folder, plan));
    await deleteCheckpoint(folder);
    const { observer } = watch({ epoch: 3, images: 32 });
    await expect(trainModel(makeTraining(folder, plan, { observer }))).rejects.toThrow('stopped');
    const resumed = watch();
    const training = makeTraining(folder, plan, { observer: resumed.observer });
    expect(await trainModel(training)).toEqual(undisturbed);
    expect(resumed.starts).toEqual([{ finished: 2, discarded: undefined }]);
  });

  it.each([
    [1, 16],
    [2, 32],
    [3, 40],
  ])('ends in the same bits when cut off in epoch %d after %d images', async (epoch, images) => {
    const { observer } = watch({ epoch, images });
    const cut = trainModel(makeTraining(folder, makePlan(), { observer }));
    await expect(cut).rejects.toThrow('stopped here');
    const resumed = watch();
    const training = makeTraining(folder, makePlan(), { observer: resumed.observer });
    expect(await trainModel(training)).toEqual(whole);
    expect(resumed.starts).toEqual([{ finished: epoch - 1, discarded: undefined }]);
  });

  it('keeps the parameters of the best epoch, not of the last', async () => {
    const worsening = makePlan((plan) => {
      plan.recipe.optimizer.learningRate = 0.02;
      plan.recipe.maxEpochs = 30;
      plan.recipe.earlyStoppingPatience = 2;
    });
    const stopped = await trainModel(makeTraining(folder, worsening));
    const { parameters, epochs, bestEpoch, stoppedEarly } = stopped;
    expect(stoppedEarly).toBe(true);
    expect(epochs).toHaveLength(bestEpoch + 2);
    await deleteCheckpoint(folder);
    worsening.recipe.maxEpochs = bestEpoch;
    const upToBest = await trainModel(makeTraining(folder, worsening));
    expect(parameters).toEqual(upToBest.parameters);
  });

  it('takes exactly the planned steps, those of any other training by the plan, and keeps the last weights', async () => {
    // Three steps an epoch; its loss rises from the first epoch on, which ends no training of planned steps.
    const worsening = makePlan((plan) => {
      plan.recipe.optimizer.learningRate = 0.02;
      plan.recipe.earlyStoppingPatience = 1;
      plan.recipe.maxEpochs = 1;
    });
    const first = await trainModel(makeTraining(folder, worsening));
    await deleteCheckpoint(folder);
    const ofOneEpoch = await trainModel(makeTraining(folder, { ...worsening, steps: 3 }));
    expect(ofOneEpoch).toEqual(first);
    await deleteCheckpoint(folder);

    const seen = new Array<string>();
    const observer: TrainingObserver = {
      ...watch().observer,
      onBatch: (epoch, part, { images }) => seen.push(`${epoch} ${part} ${images}`),
    };
    const plan = { ...worsening, steps: 14 };
    const trained = await trainModel(makeTraining(folder, plan, { observer }));
    expect(trained.epochs).toHaveLength(5);
    expect(trained.epochs[0]).toEqual(first.epochs[0]);
    expect(trained).toMatchObject({ bestEpoch: 5, stoppedEarly: false });
    expect(seen.filter((line) => line.startsWith('5'))).toEqual([
      '5 training 16',
      '5 training 32',
      '5 validation 10',
    ]);
    const losses = trained.epochs.map(({ validationLoss }) => validationLoss);
    expect(Math.min(...losses)).toBeLessThan(losses.at(-1)!);
  });

  it.each([
    [1, 16],
    [2, 32],
    [3, 16],
  ])(
    'ends planned steps in the same bits when cut off in epoch %d after %d images',
    async (epoch, images) => {
      const plan = { ...makePlan(), steps: 7 };
      const undisturbed = await trainModel(makeTraining(folder, plan));
      await deleteCheckpoint(folder);
      const { observer } = watch({ epoch, images });
      await expect(trainModel(makeTraining(folder, plan, { observer }))).rejects.toThrow('stopped');
      const resumed = watch();
      const training = makeTraining(folder, plan, { observer: resumed.observer });
      expect(await trainModel(training)).toEqual(undisturbed);
      expect(resumed.starts).toEqual([{ finished: epoch - 1, discarded: undefined }]);
      // All of it is done: what is there is taken as it is, and nothing is trained.
      const again = watch({ epoch: 1, images: 16 });
      const finished = makeTraining(folder, plan, { observer: again.observer });
      expect(await trainModel(finished)).toEqual(undisturbed);
    },
  );

  it('starts anew where the checkpoint is of no use, and says why', async () => {
    await writeFile(join(folder, 'checkpoint.json'), '{');
    const { starts, observer } = watch();
    const anew = await trainModel(makeTraining(folder, makePlan(), { observer }));
    expect(anew).toEqual(whole);
    expect(starts).toEqual([{ finished: 0, discarded: expect.stringMatching(/^it is damaged/) }]);
  });

  it('leaves one checkpoint behind, whatever a killed run left before', async () => {
    await writeFile(join(folder, '.checkpoint-2.bin.0123.tmp'), 'half');
    await writeFile(join(folder, 'checkpoint-7.bin'), 'old');
    await trainModel(makeTraining(folder, makePlan()));
    expect((await readdir(folder)).sort()).toEqual(['checkpoint-3.bin', 'checkpoint.json']);
    await deleteCheckpoint(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stops at the end of an epoch in which its sources were changed, and keeps what came before', async () => {
    const changed = new Error('a source was changed');
    let epochs = 0;
    const sources = {
      hash: 'code',
      files: {},
      assertUnchanged: () => {
        if (++epochs === 2) throw changed;
      },
    };
    await expect(trainModel(makeTraining(folder, makePlan(), { sources }))).rejects.toBe(changed);
    const resumed = watch();
    const training = makeTraining(folder, makePlan(), { observer: resumed.observer });
    expect(await trainModel(training)).toEqual(whole);
    expect(resumed.starts).toEqual([{ finished: 1, discarded: undefined }]);
  });

  it('stops between two batches when told to, and says what is kept', async () => {
    const controller = new AbortController();
    const observer: TrainingObserver = {
      ...watch().observer,
      onBatch: (epoch) => {
        if (epoch === 2) controller.abort();
      },
    };
    const { signal } = controller;
    const stopped = trainModel(makeTraining(folder, makePlan(), { observer, signal }));
    await expect(stopped).rejects.toMatchObject({
      code: 'training-interrupted',
      message: expect.stringContaining('finished epochs that are kept: 1'),
    });
  });

  it('stops at a loss that is not finite, naming the place, and points at the learning rate', async () => {
    const wild = makePlan((plan) => {
      // Overflows to infinity in a single step.
      plan.recipe.optimizer.learningRate = 1e38;
    });
    const training = makeTraining(folder, wild);
    await expect(trainModel(training)).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: 'The training loss of dummy is NaN after image 32 of epoch 1.',
      hint: expect.stringContaining(
        'learningRate in experiments/small/experiment.json, which is 1e+38',
      ),
    });
  });

  it('ends near the same parameters on TF.js’s CPU backend', async () => {
    const plan = makePlan((plan) => {
      plan.choice.trainingImages = 6;
      plan.recipe.batchSize = 3;
      plan.recipe.maxEpochs = 1;
    });
    const data = { ...makeTraining(folder, plan).data, validationIndices: Uint32Array.of(0, 1) };
    const ours = await trainModel(makeTraining(folder, plan, { data }));
    await deleteCheckpoint(folder);
    await selectBackend('cpu');
    const theirs = await trainModel(makeTraining(folder, plan, { data })).finally(() =>
      selectBackend('layerprint'),
    );
    const apart = ours.parameters.map((value, i) => Math.abs(value - theirs.parameters[i]!));
    // Adam's first steps are of the learning rate, 0.001, whatever the gradient's size; a gradient that is
    // nothing but rounding may take them in another direction.
    expect(apart.filter((distance) => distance > 1e-5).length / apart.length).toBeLessThan(0.01);
    expect(ours.epochs[0]!.validationLoss).toBeCloseTo(theirs.epochs[0]!.validationLoss, 4);
    expect(ours.parameters).not.toEqual(theirs.parameters);
  });
});
