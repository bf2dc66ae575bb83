import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@layerprint/core/random';
import type { Batch } from '../../src/training/batch.ts';
import { computeGradient, readNetwork, scoreImages } from '../../src/training/network.ts';
import { makeSteps, type Steps } from '../../src/training/steps.ts';
import {
  disposeTraining,
  startTraining,
  type TrainingState,
} from '../../src/training/training-state.ts';
import { buildNetwork, NETWORKS } from '../model/random-networks.ts';
import { registerThreads } from '../register-threads.ts';
import { useBackend } from '../use-backend.ts';

const SEED = 5;

const RECIPE = {
  optimizer: { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
} as const;

function start(network: ReturnType<typeof readNetwork>): TrainingState {
  return startTraining(network, { choice: { seed: SEED }, recipe: RECIPE } as never);
}

/** The same steps without recording any: what {@link makeSteps} has to agree with in every bit. */
function makeEagerSteps(
  network: ReturnType<typeof readNetwork>,
  { variables, optimizer }: TrainingState,
): Steps {
  const read = (losses: tf.Tensor, hits: tf.Tensor) => {
    const sum = (x: tf.Tensor) => x.dataSync<'float32'>().reduce((total, value) => total + value);
    return { lossSum: sum(losses), correct: sum(hits) };
  };
  const load = ({ pixels, shape, labels }: Batch) =>
    [tf.tensor(pixels, [...shape]), tf.tensor1d(Float32Array.from(labels))] as const;
  const tidily = <T>(run: () => T): T => tf.tidy(run as never) as T;
  return {
    train: (batch) =>
      tidily(() => {
        const draw = { seed: SEED, step: tf.scalar(optimizer.steps) };
        const passed = computeGradient(network, variables, ...load(batch), draw);
        optimizer.applyGradients(
          variables.map(({ name }, i) => ({ name, tensor: passed.gradients[i]! })),
        );
        return read(passed.losses, passed.hits);
      }),
    validate: (batch) =>
      tidily(() => {
        const { losses, hits } = scoreImages(network, variables, ...load(batch));
        return read(losses, hits);
      }),
    dispose: () => {},
  };
}

/** All that a training has become, NaNs all alike. */
function readState({ variables, optimizer }: TrainingState): number[][] {
  const moments = Object.values(optimizer.saveState().moments);
  const numbers = [
    ...variables.map((variable) => variable.dataSync<'float32'>()),
    ...moments.flatMap(({ first, second }) => [first, second]),
  ];
  return numbers.map((array) => [...array]);
}

describe('steps that are recorded', () => {
  let backends: string[];
  beforeAll(async () => {
    await useBackend('layerprint');
    backends = [1, 2, 3].map(registerThreads);
  });

  it('train and validate with the same bits as steps that are not', async () => {
    const random = createRandom(11, 'batches');
    await fc.assert(
      fc.asyncProperty(
        NETWORKS,
        fc.array(fc.constantFrom(1, 3, 8, 11, 16), { minLength: 1, maxLength: 2 }),
        fc.option(fc.integer({ min: 0, max: 4 })),
        fc.integer({ min: 0, max: 2 }),
        async (choice, sizes, overflow, backend) => {
          await tf.setBackend(backends[backend]!);
          const model = buildNetwork(choice);
          const network = readNetwork(model);
          const batches = Array.from({ length: 5 }, (_, step): Batch => {
            const shape = [sizes[step % sizes.length]!, ...choice.image, 1] as const;
            const length = shape.reduce((product, side) => product * side);
            const scale = step === overflow ? 3e38 : 1;
            return {
              shape,
              pixels: Float32Array.from({ length }, () => scale * random.nextFloat()),
              labels: Uint8Array.from({ length: shape[0] }, () => random.nextBelow(10)),
            };
          });
          const [recorded, eager] = [start(network), start(network)];
          const steps = makeSteps(network, recorded, SEED);
          const eagerSteps = makeEagerSteps(network, eager);
          for (const batch of batches) {
            expect(steps.train(batch)).toEqual(eagerSteps.train(batch));
            expect(steps.validate(batch)).toEqual(eagerSteps.validate(batch));
            expect(readState(recorded)).toEqual(readState(eager));
          }
          steps.dispose();
          [recorded, eager].forEach(disposeTraining);
          model.dispose();
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});
