import { countNoun, formatCount, joinWords } from '@layerprint/core';
import { countTrainingImages, type TrainingImages } from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import type { Run } from '@layerprint/core/schemas/run';
import { listReportModels, type ReportModel } from './report-models.ts';

/** What the pages say about a model again and again. */
export interface ModelFacts extends ReportModel {
  readonly run: Run;
  readonly seed: number;
  /** How many images it was trained on. */
  readonly images: number;
  /** Share of the validation images it classifies rightly, with the weights that were kept. */
  readonly accuracy: number;
  /** Its mean cross-entropy on them, in nats. */
  readonly loss: number;
}

/**
 * Reads the facts of the models out of their runs, in the order of legends; they are of the epoch whose weights
 * were kept.
 */
export function readModelFacts(manifest: Manifest): ModelFacts[] {
  return listReportModels(manifest).map((model) => factsOf(model, manifest.runs[model.id]!));
}

function factsOf(model: ReportModel, run: Run): ModelFacts {
  const best = run.epochs.find(({ epoch }) => epoch === run.bestEpoch);
  if (!best)
    throw new RangeError(`The run of ${model.id} has no epoch ${run.bestEpoch}, its best.`);
  return {
    ...model,
    run,
    seed: run.plan.choice.seed,
    images: run.trainingImages,
    accuracy: best.validationAccuracy,
    loss: best.validationLoss,
  };
}

/** On how many images each was trained, in words: "50,000 and 10,000 images", "24 images each". */
export function countEachImages(models: readonly Pick<ModelFacts, 'images'>[]): string {
  const last = models.at(-1)!;
  if (models.length > 1 && models.every(({ images }) => images === last.images)) {
    return `${countNoun(last.images, 'image')} each`;
  }
  return joinWords(
    models.map((model) =>
      model === last ? countNoun(model.images, 'image') : formatCount(model.images),
    ),
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
  return models.flatMap(({ id, name = id, recipe }) => {
    const { optimizer, ...rest } = recipe ?? {};
    const changes = Object.entries({ ...rest, ...optimizer });
    if (changes.length === 0) return [];
    const said = changes.map(([field, value]) => `${field} ${value}`);
    return [`The recipe of the ${name} differs: ${joinWords(said)}.`];
  });
}
