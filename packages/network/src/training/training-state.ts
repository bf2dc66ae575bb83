import { AdamOptimizer } from '@layerprint/backend';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom, type Random } from '@layerprint/core/random';
import { initialiseParameters } from '../model/initialise-parameters.ts';
import { makeParameterTensors } from '../model/parameters.ts';
import { sizeOf, type Network } from './network.ts';

/** All that the rest of a training depends on, besides plan and data; what a checkpoint keeps. */
export interface TrainingState {
  /** The parameters, by slot. Those that are not `trainable` are moving averages. */
  readonly variables: readonly tf.Variable[];
  /** The parameters after the best epoch so far. */
  readonly bestParameters: Float32Array;
  /** Its steps, and the seed, decide what dropout drops. */
  readonly optimizer: AdamOptimizer;
  /** Decides the order of the images. */
  readonly shuffle: Random;
  /** Finished epochs. */
  readonly epochs: Epoch[];
}

/** The state before the first epoch. Its tensors are there until {@link disposeTraining}. */
export function startTraining(network: Network, plan: TrainingPlan): TrainingState {
  const { choice, recipe } = plan;
  const { learningRate, beta1, beta2, epsilon } = recipe.optimizer;
  const initial = initialiseParameters(network.slots, choice.seed);
  return {
    variables: makeVariables(network, initial),
    bestParameters: new Float32Array(sizeOf(network)),
    optimizer: new AdamOptimizer({ learningRate, beta1, beta2, epsilon }),
    shuffle: createRandom(choice.seed, 'shuffle'),
    epochs: [],
  };
}

/** Frees what a state holds in the backend's memory. */
export function disposeTraining({ variables, optimizer }: TrainingState): void {
  tf.dispose([...variables]);
  optimizer.dispose();
}

/** Copies the parameters out, in the order of the slots. */
export function readParameters({ variables, bestParameters }: TrainingState): Float32Array {
  const parameters = new Float32Array(bestParameters.length);
  let start = 0;
  for (const variable of variables) {
    parameters.set(variable.dataSync<'float32'>(), start);
    start += variable.size;
  }
  return parameters;
}

/** Makes a variable of every slot; they are there until they are disposed of. */
export function makeVariables({ slots }: Network, parameters: Float32Array): tf.Variable[] {
  return makeParameterTensors(slots, parameters).map((tensor, slot) => {
    const variable = tf.variable(tensor, slots[slot]!.learns);
    tensor.dispose();
    return variable;
  });
}
