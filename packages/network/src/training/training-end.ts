import { countTrainingImages } from '@layerprint/core/schemas/experiment';
import type { TrainingPlan } from '@layerprint/core/schemas/plan';
import type { Epoch } from '@layerprint/core/schemas/run';

/** What of a plan decides when its training ends. */
export type PlannedEnd = Pick<TrainingPlan, 'steps'> & {
  readonly choice: Pick<TrainingPlan['choice'], 'trainingImages'>;
  readonly recipe: Pick<
    TrainingPlan['recipe'],
    'batchSize' | 'maxEpochs' | 'earlyStoppingPatience'
  >;
};

/** The epoch with the lowest validation loss, the first of equals; 0 where there is none yet. */
export function findBestEpoch(epochs: readonly Epoch[]): number {
  let best: Epoch | undefined;
  for (const epoch of epochs) {
    if (!best || epoch.validationLoss < best.validationLoss) best = epoch;
  }
  return best?.epoch ?? 0;
}

/** The epoch whose weights are kept: the best, or the last where the plan says how many steps there are. */
export function findKeptEpoch(epochs: readonly Epoch[], { steps }: PlannedEnd): number {
  return steps === undefined ? findBestEpoch(epochs) : epochs.length;
}

/** Gradient steps that a training takes in so many epochs: the last epoch of planned steps may be a part of one. */
export function countSteps({ choice, recipe, steps }: PlannedEnd, epochs: number): number {
  const perEpoch = Math.ceil(countTrainingImages(choice.trainingImages) / recipe.batchSize);
  return Math.min(epochs * perEpoch, steps ?? Infinity);
}

/** Epochs that a training has at most; where its steps are planned, exactly. */
export function countMostEpochs(plan: PlannedEnd): number {
  if (plan.steps === undefined) return plan.recipe.maxEpochs;
  return Math.ceil(plan.steps / countSteps({ ...plan, steps: undefined }, 1));
}

/**
 * Decides from the history whether training is over: at the last allowed epoch, or when the validation
 * loss has not fallen below its lowest for `earlyStoppingPatience` epochs in a row. A plan with steps is trained
 * for these, whatever the loss.
 */
export function isTrainingOver(epochs: readonly Epoch[], plan: PlannedEnd): boolean {
  if (epochs.length >= countMostEpochs(plan)) return true;
  if (plan.steps !== undefined) return false;
  const epochsSinceBest = epochs.length - findBestEpoch(epochs);
  return epochs.length > 0 && epochsSinceBest >= plan.recipe.earlyStoppingPatience;
}
