export { gatherBatch, type Batch } from './batch.ts';
export { findBestEpoch, isTrainingOver } from './early-stopping.ts';
export { readNetwork, scoreBatch, type Network } from './network.ts';
export {
  runEpoch,
  type EpochPart,
  type OnBatch,
  type Tally,
  type TrainingData,
} from './run-epoch.ts';
export { takeStep } from './take-step.ts';
export {
  disposeTraining,
  readParameters,
  startTraining,
  type TrainingState,
} from './training-state.ts';
