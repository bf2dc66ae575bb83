import type { Epoch } from '@layerprint/core/schemas/run';
import * as tf from '@tensorflow/tfjs-core';
import { cutBatches, gatherBatch } from './batch.ts';
import type { Network } from './network.ts';
import type { TrainingData } from './run-epoch.ts';
import { makeScoring, type Scoring } from './steps.ts';
import { addScore, startTally, type Tally } from './tally.ts';
import { makeVariables } from './training-state.ts';

/** What a network gives on the validation images. */
export type ValidationScore = Pick<Epoch, 'validationLoss' | 'validationAccuracy'>;

/** What of the data is scored. */
type ValidationData = Pick<TrainingData, 'test' | 'validationIndices'>;

/** Images scored at once in validation; no result depends on it. */
const VALIDATION_BATCH_SIZE = 100;

/**
 * Scores all validation images, without dropout.
 *
 * @param onBatch Gets to know of every batch, and is awaited; it stops the scoring by throwing.
 */
export async function scoreValidationImages(
  scoring: Pick<Scoring, 'validate'>,
  { test, validationIndices }: ValidationData,
  onBatch: (tally: Readonly<Tally>) => void | Promise<void> = () => undefined,
): Promise<ValidationScore> {
  const tally = startTally();
  for (const indices of cutBatches(validationIndices, VALIDATION_BATCH_SIZE)) {
    addScore(tally, scoring.validate(gatherBatch(test, indices)), indices.length);
    await onBatch(tally);
  }
  return {
    validationLoss: tally.lossSum / tally.images,
    validationAccuracy: tally.correct / tally.images,
  };
}

/**
 * Scores all validation images by parameters that are not trained further.
 *
 * @param parameters In the order of the network's slots.
 */
export async function scoreParameters(
  network: Network,
  parameters: Float32Array,
  data: ValidationData,
): Promise<ValidationScore> {
  const variables = makeVariables(network, parameters);
  const scoring = makeScoring(network, variables);
  try {
    return await scoreValidationImages(scoring, data);
  } finally {
    scoring.dispose();
    tf.dispose(variables);
  }
}
