import {
  countNoun,
  formatCount,
  formatNumber,
  formatShare,
  joinWords,
  spellCount,
} from '@layerprint/core';
import type { Recipe } from '@layerprint/core/schemas/experiment';
import { isTrainedRun, type LoadedRun, type TrainedRun } from '@layerprint/core/schemas/run';
import {
  listDropoutRates,
  listTrainedRuns,
  sayTrainingImages,
  type ModelFacts,
} from './model-facts.ts';

/** A term and what is recorded under it. */
type Entry = readonly [term: string, value: string];

/** Versions of packages in one line. */
export function listVersions(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

/** How a model came to be, as the page of the provenance lists it. */
export function recordModel({ run, accuracy, loss }: ModelFacts): Entry[] {
  const { origin, hashes } = isTrainedRun(run) ? recordTraining(run) : recordLoading(run);
  return [
    ...origin,
    ['Validation loss', `${formatNumber(loss)} nats`],
    ['Validation accuracy', formatShare(accuracy)],
    ['TF.js backend', run.backend],
    ['Versions', listVersions(run.versions)],
    ...hashes,
    ['Data, sha256', run.dataHash],
    ['Weights, sha256', run.weightsHash],
  ];
}

interface Origin {
  readonly origin: readonly Entry[];
  readonly hashes: readonly Entry[];
}

function recordTraining(run: TrainedRun): Origin {
  const { plan, validationImages, bestEpoch, epochs, codeHash = 'not recorded', planHash } = run;
  return {
    origin: [
      ['Training images', sayTrainingImages(plan.choice.trainingImages)],
      ['Validation images', formatCount(validationImages)],
      ['Seed', String(plan.choice.seed)],
      ['Epoch kept', `${bestEpoch} of ${epochs.length}`],
    ],
    hashes: [
      ['Training code, sha256', codeHash],
      ['Training plan, sha256', planHash],
    ],
  };
}

function recordLoading(run: LoadedRun): Origin {
  const { plan, validationImages, codeHash = 'not recorded', planHash } = run;
  return {
    origin: [
      ['Weights from', plan.weights.file],
      ['Validation images', formatCount(validationImages)],
      ['Seed', 'none: nothing of it was drawn or trained here'],
    ],
    hashes: [
      ['Code that loaded it, sha256', codeHash],
      ['Plan of its loading, sha256', planHash],
    ],
  };
}

/** The recipe of an experiment; nothing where no model is trained. */
export function listRecipe(recipe: Recipe | undefined, models: readonly ModelFacts[]): Entry[] {
  if (recipe === undefined) return [];
  const dropoutRates = listDropoutRates(models);
  const { learningRate, beta1, beta2, epsilon } = recipe.optimizer;
  return [
    ['Batch size', countNoun(recipe.batchSize, 'image')],
    ['Optimizer', `Adam, rate ${learningRate}, β₁ ${beta1}, β₂ ${beta2}, ε ${epsilon}`],
    ...(dropoutRates.length > 0 ? [['Dropout', joinWords(dropoutRates.map(String))] as const] : []),
    ['Epochs', `at most ${recipe.maxEpochs}`],
    [
      'Early stopping',
      `after ${countNoun(recipe.earlyStoppingPatience, 'epoch')} without a lower validation loss`,
    ],
  ];
}

/** Which models the recipe is of: "Both follow one recipe:". */
export function sayWhoseRecipe(models: readonly ModelFacts[]): string {
  const trained = listTrainedRuns(models).length;
  if (trained === 0) return 'None was trained here, so there is no recipe.';
  if (trained < models.length) {
    return `${trained === 1 ? 'The one that was trained follows' : `The ${spellCount(trained)} that were trained follow`} this recipe:`;
  }
  if (trained === 1) return 'It follows this recipe:';
  return `${trained === 2 ? 'Both' : 'All'} follow one recipe:`;
}
