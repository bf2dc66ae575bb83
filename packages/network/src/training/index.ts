export { gatherBatch, type Batch } from './batch.ts';
export { readNetwork, type Network } from './network.ts';
export { runEpoch, type EpochPart, type OnBatch, type TrainingData } from './run-epoch.ts';
export { makeSteps, type Score, type Steps } from './steps.ts';
export type { Tally } from './tally.ts';
export {
  countMostEpochs,
  countSteps,
  findKeptEpoch,
  isTrainingOver,
  type PlannedEnd,
} from './training-end.ts';
export {
  disposeTraining,
  readParameters,
  startTraining,
  type TrainingState,
} from './training-state.ts';
export { scoreParameters, type ValidationScore } from './validate.ts';
