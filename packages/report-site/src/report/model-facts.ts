import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelName } from '@layerprint/core/schemas/scalars';

/** What the pages say about a model again and again. */
export interface ModelFacts {
  readonly model: ModelName;
  readonly run: Run;
  readonly seed: number;
  /** How many images it was trained on. */
  readonly images: number;
  /** Share of the validation images it classifies rightly, with the weights that were kept. */
  readonly accuracy: number;
  /** Its mean cross-entropy on them, in nats. */
  readonly loss: number;
}

/** Reads the facts of both models out of their runs; they are of the epoch whose weights were kept. */
export function readModelFacts({ runs }: Manifest): Record<ModelName, ModelFacts> {
  return { benchmark: factsOf('benchmark', runs.benchmark), dummy: factsOf('dummy', runs.dummy) };
}

function factsOf(model: ModelName, run: Run): ModelFacts {
  const best = run.epochs.find(({ epoch }) => epoch === run.bestEpoch);
  if (!best) throw new RangeError(`The run of ${model} has no epoch ${run.bestEpoch}, its best.`);
  return {
    model,
    run,
    seed: run.plan.choice.seed,
    images: run.trainingImages,
    accuracy: best.validationAccuracy,
    loss: best.validationLoss,
  };
}
