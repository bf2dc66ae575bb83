import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch.ts';
import { computeGradient, type Network, type Score } from './network.ts';
import type { TrainingState } from './training-state.ts';

/**
 * Takes one step of training: forward, backward, Adam. Changes the state's parameters.
 *
 * @param seed The model's; with the number of steps taken before, it decides what dropout drops.
 * @returns The score of the batch before the step.
 */
export function takeStep(
  network: Network,
  { variables, optimizer }: TrainingState,
  batch: Batch,
  seed: number,
): Score {
  const draw = { seed, step: optimizer.steps };
  const { score, gradients } = computeGradient(network, variables, batch, draw);
  optimizer.applyGradients(variables.map(({ name }, i) => ({ name, tensor: gradients[i]! })));
  tf.dispose(gradients);
  return score;
}
