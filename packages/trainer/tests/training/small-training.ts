import { hashSha256 } from '@layerprint/artifacts/files';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import { createRandom } from '@layerprint/core/random';
import { buildModel } from '@layerprint/network/model';
import { readNetwork } from '@layerprint/network/training';
import { CIFAR10 } from '@layerprint/core/images';
import type { Training, TrainingObserver } from '../../src/training/train-model.ts';

const SILENT: TrainingObserver = {
  onStart: () => undefined,
  onBatch: () => undefined,
  onEpoch: () => undefined,
};

/** A plan that trains in a moment: three epochs of 40 images, the last batch smaller than the others. */
export function makePlan(edit: (plan: TrainingPlan) => void = () => undefined): TrainingPlan {
  const plan: TrainingPlan = {
    schemaVersion: 1,
    profile: 'small',
    model: 'dummy',
    choice: { trainingImages: 40, seed: 0 },
    recipe: {
      batchSize: 16,
      optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      dropoutRate: 0.5,
      maxEpochs: 3,
      earlyStoppingPatience: 3,
    },
  };
  edit(plan);
  return plan;
}

/** A training of that plan on images of noise whose brightness gives the class away. */
export function makeTraining(folder: string, plan: TrainingPlan, changes: Partial<Training> = {}) {
  const random = createRandom(5, 'noise');
  const draw = (count: number) => {
    const labels = Uint8Array.from({ length: count }, () => random.nextBelow(10));
    const pixels = Uint8Array.from(
      { length: count * 3072 },
      (_, i) => 20 * labels[Math.floor(i / 3072)]! + random.nextBelow(60),
    );
    return { shape: CIFAR10.image, count, pixels, labels };
  };
  return {
    network: readNetwork(buildModel(plan, CIFAR10)),
    plan,
    identity: {
      planHash: hashSha256(JSON.stringify(plan)),
      dataHash: hashSha256('noise'),
      backend: 'layerprint',
      codeHash: hashSha256('code'),
      versions: { node: '24.0.0' },
    },
    data: {
      training: draw(50),
      test: draw(12),
      validationIndices: Uint32Array.of(0, 1, 2, 4, 5, 6, 7, 8, 9, 11),
    },
    folder,
    sources: { hash: hashSha256('code'), files: {}, assertUnchanged: () => undefined },
    observer: SILENT,
    signal: new AbortController().signal,
    ...changes,
  } satisfies Training;
}
