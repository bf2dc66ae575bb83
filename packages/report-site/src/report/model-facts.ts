import { countNoun, formatCount, joinWords } from '@layerprint/core';
import {
  countTrainingImages,
  isTrainedModel,
  type TrainingImages,
} from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { findScore, isTrainedRun, type Run, type TrainedRun } from '@layerprint/core/schemas/run';
import { listReportModels, type ReportModel } from './report-models.ts';

/** What the pages say about a model again and again. */
export interface ModelFacts extends ReportModel {
  readonly run: Run;
  /** Share of the validation images it classifies rightly, with the weights that it has. */
  readonly accuracy: number;
  /** Its mean cross-entropy on them, in nats. */
  readonly loss: number;
}

/** Reads the facts of the models out of their runs, in the order of legends. */
export function readModelFacts(manifest: Manifest): ModelFacts[] {
  return listReportModels(manifest).map((model) => factsOf(model, manifest.runs[model.id]!));
}

function factsOf(model: ReportModel, run: Run): ModelFacts {
  const { validationAccuracy: accuracy, validationLoss: loss } = findScore(run);
  return { ...model, run, accuracy, loss };
}

/** The runs of the models that were trained. */
export function listTrainedRuns(models: readonly ModelFacts[]): TrainedRun[] {
  return models.map(({ run }) => run).filter(isTrainedRun);
}

/**
 * How the models came to be, in words: "trained on 50,000 and 10,000 images", "trained on 24 images each", "with weights
 * from a file", or both.
 *
 * @param data What the images are of, where it is to be said.
 */
export function sayOrigins(models: readonly ModelFacts[], data?: string): string {
  const counts = listTrainedRuns(models).map(({ trainingImages }) => trainingImages);
  const loaded = models.length - counts.length;
  const of = data === undefined ? '' : ` of ${data}`;
  const weights = loaded === models.length ? 'with weights from' : 'or with weights from';
  return [
    ...(counts.length > 0 ? [`trained on ${countEach(counts)}${of}`] : []),
    ...(loaded > 0 ? [`${weights} ${loaded === 1 ? 'a file' : 'files'}`] : []),
  ].join(', ');
}

/** "50,000 and 10,000 images", "24 images each". */
function countEach(counts: readonly number[]): string {
  const last = counts.length - 1;
  if (last > 0 && counts.every((count) => count === counts[last])) {
    return `${countNoun(counts[last]!, 'image')} each`;
  }
  return joinWords(
    counts.map((count, i) => (i === last ? countNoun(count, 'image') : formatCount(count))),
  );
}

/** Which shares of values the dropouts of a network drop, each once; none where it has no dropout. */
export function listDropoutRates(models: readonly Pick<ModelFacts, 'run'>[]): number[] {
  const layers = models.flatMap(({ run }) => run.layers);
  return [...new Set(layers.flatMap((layer) => (layer.kind === 'dropout' ? [layer.rate] : [])))];
}

/** On which images a model was trained, in words: "the first 10,000". */
export function sayTrainingImages(images: TrainingImages): string {
  const count = formatCount(countTrainingImages(images));
  if (typeof images === 'number') return `the first ${count}`;
  const balanced = images.balanced ? ', as many of every class' : '';
  return images.sample === 'first'
    ? `the first${balanced}: ${count}`
    : `${count} drawn from the seed${balanced}`;
}

/** What models have other than the recipe of all: "The recipe of the dummy differs: maxEpochs 2, learningRate 0.01." */
export function sayOwnRecipes({ models }: Manifest['experiment']): string[] {
  return models.filter(isTrainedModel).flatMap(({ id, name = id, recipe }) => {
    const { optimizer, ...rest } = recipe ?? {};
    const changes = Object.entries({ ...rest, ...optimizer });
    if (changes.length === 0) return [];
    const said = changes.map(([field, value]) => `${field} ${value}`);
    return [`The recipe of the ${name} differs: ${joinWords(said)}.`];
  });
}
