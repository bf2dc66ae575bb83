import { setImmediate } from 'node:timers/promises';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256 } from '@layerprint/artifacts/files';
import type { HeldSources } from '@layerprint/artifacts/held-sources';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';
import {
  countMostEpochs,
  countSteps,
  disposeTraining,
  findKeptEpoch,
  isTrainingOver,
  readParameters,
  makeSteps,
  runEpoch,
  startTraining,
  type EpochPart,
  type Network,
  type OnBatch,
  type Tally,
  type TrainingData,
} from '@layerprint/network/training';
import {
  deleteCheckpoint,
  readCheckpoint,
  writeCheckpoint,
  type CheckpointIdentity,
  type TrainingIdentity,
} from './checkpoint.ts';

/** Gets to know how a training goes. */
export interface TrainingObserver {
  /**
   * @param finishedEpochs Epochs that a checkpoint brought along.
   * @param discarded Why a checkpoint that was found is not used.
   */
  onStart(finishedEpochs: readonly Epoch[], discarded: string | undefined): void;
  onBatch(epoch: number, part: EpochPart, tally: Readonly<Tally>): void;
  onEpoch(epoch: Epoch, isKept: boolean): void;
}

export interface Training {
  readonly network: Network;
  readonly plan: TrainingPlan;
  readonly identity: TrainingIdentity;
  readonly data: TrainingData;
  /** Where the checkpoint is kept. */
  readonly folder: string;
  /** What the training was started for; looked at before an epoch counts. */
  readonly sources: HeldSources;
  readonly observer: TrainingObserver;
  /** Stops the training between two batches. */
  readonly signal: AbortSignal;
}

/** The kept model, that of the best epoch or of the last planned step, and how it came about. */
export interface TrainedModel {
  readonly parameters: Float32Array;
  readonly epochs: readonly Epoch[];
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

/**
 * Trains a model, or goes on with a training that was cut off:
 *
 * ```
 * checkpoint? ─► state ─► [ shuffle ─► batches: forward, backward, Adam ─► validate ─► checkpoint ] × epochs ─► kept
 * ```
 *
 * A checkpoint holds all that the following epochs depend on, so a training that was killed at any moment
 * and started again ends in the same bytes as one that was not. It stays until `deleteCheckpoint`.
 *
 * @throws {LayerprintError} `loss-not-finite`, `training-interrupted`, `source-changed`,
 *   `not-written`.
 */
export async function trainModel(training: Training): Promise<TrainedModel> {
  const { network, plan, data, folder, sources, observer, signal } = training;
  // 1. Take up the checkpoint of the same training, or start.
  const identity = identifyCheckpoint(training);
  const fresh = startTraining(network, plan);
  const stepsAfter = (epochs: number) => countSteps(plan, epochs);
  const resumption = await readCheckpoint(folder, identity, fresh, stepsAfter);
  const state = resumption.state ?? fresh;
  if (!resumption.state) await deleteCheckpoint(folder);
  observer.onStart(state.epochs, resumption.reason);

  // 2. Train epoch by epoch until nothing is gained any more, or all planned steps are taken.
  const onBatch: OnBatch = async (epoch, part, tally) => {
    observer.onBatch(epoch, part, tally);
    assertNotInterrupted(signal, plan, epoch);
    // Lets signals and the log through.
    await setImmediate();
  };
  const steps = makeSteps(network, state, plan.choice.seed);
  try {
    while (!isTrainingOver(state.epochs, plan)) {
      const epoch = await runEpoch(steps, plan, data, state, onBatch);
      sources.assertUnchanged();
      state.epochs.push(epoch);
      const isKept = findKeptEpoch(state.epochs, plan) === epoch.epoch;
      if (isKept) state.bestParameters.set(readParameters(state));
      await writeCheckpoint(folder, identity, state);
      observer.onEpoch(epoch, isKept);
    }
  } finally {
    steps.dispose();
    disposeTraining(state);
  }

  // 3. Keep what is to be kept.
  return {
    parameters: state.bestParameters,
    epochs: state.epochs,
    bestEpoch: findKeptEpoch(state.epochs, plan),
    stoppedEarly: state.epochs.length < countMostEpochs(plan),
  };
}

function identifyCheckpoint({ identity, data }: Training): CheckpointIdentity {
  return { ...identity, validationHash: hashSha256(data.validationIndices.join()) };
}

function assertNotInterrupted(signal: AbortSignal, plan: TrainingPlan, epoch: number): void {
  if (!signal.aborted) return;
  throw new LayerprintError(
    'training-interrupted',
    `The training of ${plan.model} was interrupted in epoch ${epoch}; finished epochs that are kept: ${epoch - 1}.`,
    'Run the same command again to go on.',
  );
}
