import type { Epoch } from '@layerprint/core/schemas/run';

/** The epoch with the lowest validation loss, the first of equals; 0 where there is none yet. */
export function findBestEpoch(epochs: readonly Epoch[]): number {
  let best: Epoch | undefined;
  for (const epoch of epochs) {
    if (!best || epoch.validationLoss < best.validationLoss) best = epoch;
  }
  return best?.epoch ?? 0;
}

/**
 * Decides from the history whether training is over: at the last allowed epoch, or when the validation
 * loss has not fallen below its lowest for `earlyStoppingPatience` epochs in a row.
 */
export function isTrainingOver(
  epochs: readonly Epoch[],
  recipe: { readonly maxEpochs: number; readonly earlyStoppingPatience: number },
): boolean {
  if (epochs.length >= recipe.maxEpochs) return true;
  const epochsSinceBest = epochs.length - findBestEpoch(epochs);
  return epochs.length > 0 && epochsSinceBest >= recipe.earlyStoppingPatience;
}
