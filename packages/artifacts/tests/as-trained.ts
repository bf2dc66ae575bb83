import { isTrainedModel, type Model, type TrainedModel } from '@layerprint/core/schemas/experiment';
import { isTrainedRun, type Run, type TrainedRun } from '@layerprint/core/schemas/run';

/** A run of which a test knows that it is of a training. */
export function asTrained(run: Run | undefined): TrainedRun {
  if (run && isTrainedRun(run)) return run;
  throw new TypeError('This run is of no training.');
}

/** A model of an experiment of which a test knows that it is trained. */
export function asTrainedModel(model: Model | undefined): TrainedModel {
  if (model && isTrainedModel(model)) return model;
  throw new TypeError('This model is not trained.');
}
