import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';
import { createRandom, type Random } from '../dataset/random.ts';
import { initialiseParameters } from '../model/initialise-parameters.ts';
import { startAdam, type AdamState } from './adam.ts';
import { sizeOf, type Network } from './network.ts';

/** All that the rest of a training depends on, besides plan and data; what a checkpoint keeps. */
export interface TrainingState {
  readonly parameters: Float32Array;
  /** The parameters after the best epoch so far. */
  readonly bestParameters: Float32Array;
  readonly adam: AdamState;
  readonly generators: Generators;
  /** Finished epochs. */
  readonly epochs: Epoch[];
}

/** Where randomness comes from; the streams of one seed do not disturb each other. */
interface Generators {
  readonly shuffle: Random;
  readonly dropout: Random;
}

/** The state before the first epoch. */
export function startTraining(network: Network, plan: TrainingPlan): TrainingState {
  const { seed } = plan.choice;
  const size = sizeOf(network);
  return {
    parameters: initialiseParameters(network.slots, seed),
    bestParameters: new Float32Array(size),
    adam: startAdam(size),
    generators: { shuffle: createRandom(seed, 'shuffle'), dropout: createRandom(seed, 'dropout') },
    epochs: [],
  };
}
