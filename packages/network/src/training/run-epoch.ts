import { LayerprintError } from '@layerprint/core/errors';
import { experimentPath } from '@layerprint/core/experiment-path';
import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';
import type { ImageSet } from '@layerprint/core/images';
import { cutBatches, gatherBatch } from './batch.ts';
import type { Steps } from './steps.ts';
import { addScore, startTally, type Tally } from './tally.ts';
import { countSteps } from './training-end.ts';
import type { TrainingState } from './training-state.ts';
import { scoreValidationImages } from './validate.ts';

/** What models are trained and validated on. */
export interface TrainingData {
  readonly training: ImageSet;
  readonly test: ImageSet;
  /** The test images that are no specimen. */
  readonly validationIndices: Uint32Array;
}

export type EpochPart = 'training' | 'validation';

/**
 * Gets to know of every batch. It is awaited between batches, so it may let others have their turn, and it
 * stops the training by throwing.
 */
export type OnBatch = (
  epoch: number,
  part: EpochPart,
  tally: Readonly<Tally>,
) => void | Promise<void>;

/**
 * Trains for one epoch and validates: a seeded order of the training images, cut into batches of which
 * the last may be smaller, as many as the plan has steps for; then all validation images without dropout.
 * Changes `state`.
 *
 * @throws {LayerprintError} `loss-not-finite`, naming the batch; what `onBatch` throws.
 */
export async function runEpoch(
  steps: Steps,
  plan: TrainingPlan,
  data: TrainingData,
  state: TrainingState,
  onBatch: OnBatch,
): Promise<Epoch> {
  const epoch = state.epochs.length + 1;
  const { choice, recipe } = plan;
  const order = state.shuffle.permutation(countTrainingImages(choice.trainingImages));

  const trained = startTally();
  const stepsLeft = countSteps(plan, epoch) - countSteps(plan, epoch - 1);
  for (const indices of cutBatches(
    order.subarray(0, stepsLeft * recipe.batchSize),
    recipe.batchSize,
  )) {
    const batch = gatherBatch(data.training, indices);
    addScore(trained, steps.train(batch), indices.length);
    assertFinite(trained, plan, epoch, 'training');
    await onBatch(epoch, 'training', trained);
  }

  const validated = await scoreValidationImages(steps, data, async (tally) => {
    assertFinite(tally, plan, epoch, 'validation');
    await onBatch(epoch, 'validation', tally);
  });
  return {
    epoch,
    loss: trained.lossSum / trained.images,
    accuracy: trained.correct / trained.images,
    ...validated,
  };
}

function assertFinite(
  tally: Readonly<Tally>,
  plan: TrainingPlan,
  epoch: number,
  part: EpochPart,
): void {
  if (Number.isFinite(tally.lossSum)) return;
  const { learningRate } = plan.recipe.optimizer;
  throw new LayerprintError(
    'loss-not-finite',
    `The ${part} loss of ${plan.model} is ${tally.lossSum} after image ${tally.images} of epoch ${epoch}.`,
    `Lower recipe.optimizer.learningRate in ${experimentPath(plan.profile)}, which is ${learningRate}, and train again.`,
  );
}
