import { assertMeasures, recallCheck, type Over } from './asked-check.ts';
import { findLayer, type ClaimContext } from '../claims/claim-context.ts';
import { computeReceptiveFields } from '../figures/receptive-field.ts';
import {
  formatCount,
  formatMeasurement,
  formatNumber,
  formatShare,
  formatSize,
  spellCount,
  withArticle,
} from '../figures/wording.ts';
import type { ClaimCheck } from '../schemas/claim.ts';
import { isConvolution, isPooling, type Layer, type Pair } from '../schemas/layer.ts';
import type { Manifest } from '../schemas/manifest.ts';
import { listLayersBetween } from './layers-between.ts';
import { nameSpecimen, sayASpecimen } from '../figures/specimen-words.ts';
import { isTestSpecimen } from '../schemas/dataset.ts';
import { findScore, isTrainedRun, type Run, type TrainedRun } from '../schemas/run.ts';

/** What a number is of, as an article names it. */
export interface NumberReference {
  readonly of: string;
  readonly model?: string | undefined;
  readonly layer?: string | undefined;
  readonly check?: string | undefined;
  readonly over?: string | undefined;
}

/** Where a number is looked up: a report, and what its claims are about. */
export interface NumberSource {
  readonly manifest: Manifest;
  readonly context: ClaimContext;
  /** What its study came to; absent where it has none. */
  readonly study?: StudyNumbers | undefined;
}

/** What a study says of checks, in words: of one that it has not settled yet, that, and of pairs that are missing or stale, how many. */
export interface StudyNumbers {
  /** "40 pairs", "23 of 40 pairs so far, 2 of them stale". */
  readonly pairs: string;
  /** "91% [79, 97]", "91% [79, 97] (over 40 pairs, 2 of them stale)"; the others likewise. */
  readonly shareOfPairs: (check: string) => string;
  /** "7.6 points [6.1, 9.2]". */
  readonly difference: (check: string) => string;
  /** "holds". */
  readonly verdict: (check: string) => string;
}

interface NumberEntry {
  /** What it has to be asked for with. */
  readonly needs: readonly ('model' | 'layer' | 'check')[];
  /** What it may be asked for with. */
  readonly mayHave?: readonly ('model' | 'over')[];
  /** Set where it is of a training, which a model that is loaded has none of. */
  readonly isOfTraining?: true;
  readonly read: (source: NumberSource, reference: NumberReference) => string;
}

const ofDataset = (read: (manifest: Manifest) => string): NumberEntry => ({
  needs: [],
  read: ({ manifest }) => read(manifest),
});
const NO_STUDY = 'not studied';
const ofStudy = (read: (study: StudyNumbers, check: string) => string): NumberEntry => ({
  needs: ['check'],
  read: ({ study }, { check }) => (study === undefined ? NO_STUDY : read(study, check!)),
});
const ofRun = (read: (run: Run) => string): NumberEntry => ({
  needs: ['model'],
  read: ({ manifest }, { model }) => read(findRun(manifest, model!)),
});
const ofTraining = (read: (run: TrainedRun) => string): NumberEntry => ({
  needs: ['model'],
  isOfTraining: true,
  read: ({ manifest }, { model }) => {
    const run = findRun(manifest, model!);
    return isTrainedRun(run) ? read(run) : 'none';
  },
});

/** Every number, and every word that is data, that an article can name: all of them come from the artifacts. */
const NUMBERS: Readonly<Record<string, NumberEntry>> = {
  parameters: ofDataset((manifest) =>
    formatCount(anyRun(manifest).layers.reduce((sum, { parameters }) => sum + parameters, 0)),
  ),
  classes: ofDataset(({ dataset }) => spellCount(dataset.classNames.length)),
  'most-entropy': ofDataset(({ dataset }) => formatNumber(Math.log2(dataset.classNames.length))),
  'validation-images': ofDataset((manifest) => formatCount(anyRun(manifest).validationImages)),
  'data-images': ofDataset(({ dataset }) => formatCount(dataset.trainingImages)),
  'test-images': ofDataset(({ dataset }) => formatCount(dataset.testImages)),
  specimens: ofDataset(({ dataset }) => formatCount(dataset.specimens.length)),
  companions: ofDataset(({ dataset }) => formatCount(dataset.specimens.length - 1)),
  specimen: ofDataset(({ dataset }) => nameSpecimen(dataset.specimens[0]!)),
  'a-specimen': ofDataset(({ dataset }) => sayASpecimen(dataset.specimens[0]!)),
  'specimen-index': ofDataset(({ dataset: { specimens } }) => {
    const [main] = specimens;
    return isTestSpecimen(main!) ? String(main.testIndex) : main!.file;
  }),
  'nearest-index': ofDataset(({ dataset }) =>
    formatCount(dataset.specimens[0]!.nearestTraining.index),
  ),
  'nearest-distance': ofDataset(({ dataset }) =>
    formatNumber(dataset.specimens[0]!.nearestTraining.distance),
  ),
  'a-nearest-class': ofDataset(({ dataset }) =>
    withArticle(dataset.classNames[dataset.specimens[0]!.nearestTraining.label]!),
  ),
  'training-images': ofTraining(({ trainingImages }) => formatCount(trainingImages)),
  seed: ofTraining(({ plan }) => String(plan.choice.seed)),
  accuracy: ofRun((run) => formatShare(findScore(run).validationAccuracy)),
  loss: ofRun((run) => formatNumber(findScore(run).validationLoss)),
  'best-epoch': ofTraining(({ bestEpoch }) => String(bestEpoch)),
  epochs: ofTraining(({ epochs }) => String(epochs.length)),
  'batch-size': ofTraining(({ plan }) => String(plan.recipe.batchSize)),
  'learning-rate': ofTraining(({ plan }) => String(plan.recipe.optimizer.learningRate)),
  'dropout-rate': ofTraining(({ plan }) => String(plan.recipe.dropoutRate)),
  'most-epochs': ofTraining(({ plan }) => formatCount(plan.recipe.maxEpochs)),
  patience: ofTraining(({ plan }) => formatCount(plan.recipe.earlyStoppingPatience)),
  layer: { needs: ['layer'], read: ({ context }, { layer }) => findLayer(context, layer!).name },
  'map-size': {
    needs: ['layer'],
    read: ({ context }, { layer }) =>
      formatSize(findLayer(context, layer!).outputShape.slice(0, 2) as Pair),
  },
  'convolutions-later': {
    needs: ['layer'],
    read: ({ context }, { layer }) => countLater(context, layer!, isConvolution),
  },
  'poolings-later': {
    needs: ['layer'],
    read: ({ context }, { layer }) => countLater(context, layer!, isPooling),
  },
  'receptive-field': {
    needs: ['layer'],
    read: ({ context }, { layer }) => {
      const { layers } = context;
      return formatSize(
        computeReceptiveFields(layers)[layers.indexOf(findLayer(context, layer!))]!.size,
      );
    },
  },
  /**
   * What a check measures: over the validation images the median, unless it is said. `model` names one of the series
   * that its numbers are listed under.
   */
  measured: {
    needs: ['check'],
    mayHave: ['model', 'over'],
    read: ({ manifest }, reference) => {
      const { value, unit } = readMeasured(findCheck(manifest, reference.check!), reference);
      return value === null ? 'undefined' : formatMeasurement(value, unit);
    },
  },
  /** On what share of the validation images the rule of a check holds. */
  'share-of-images': {
    needs: ['check'],
    read: ({ manifest }, { check }) => {
      const { holds, of } = findCheck(manifest, check!).validation;
      return of === 0 ? 'none' : formatShare(holds / of);
    },
  },
  /** How many pairs of models the study has. */
  pairs: { needs: [], read: ({ study }) => study?.pairs ?? NO_STUDY },
  /** In what share of them a check holds, with its interval. */
  'share-of-pairs': ofStudy((study, check) => study.shareOfPairs(check)),
  /** By how much it does, with its interval. */
  'difference-over-pairs': ofStudy((study, check) => study.difference(check)),
  /** What becomes of it: "holds", "fails", "is not settled". */
  'verdict-over-pairs': ofStudy((study, check) => study.verdict(check)),
};
export const NUMBER_NAMES = Object.keys(NUMBERS);

/** What is to be known of a number, for it to be asked for. */
interface NumberRules {
  /** What it has to be asked for with. */
  readonly needs: readonly string[];
  readonly mayHave: readonly string[];
  /** Whether it is of a training. */
  readonly isOfTraining: boolean;
}

/** What a number has to be asked for with, and what it may be; undefined where there is no such number. */
export function describeNumber(name: string): NumberRules | undefined {
  if (!Object.hasOwn(NUMBERS, name)) return undefined;
  const { needs, mayHave = [], isOfTraining = false } = NUMBERS[name]!;
  return { needs, mayHave, isOfTraining };
}

/** A number as it stands in a sentence; the reference was found to be sound. */
export function readArticleNumber(source: NumberSource, reference: NumberReference): string {
  return NUMBERS[reference.of]!.read(source, reference);
}

/** How many layers of a kind there are behind the one that plays the first part, up to a layer. */
function countLater(
  context: ClaimContext,
  reference: string,
  isOfKind: (layer: Layer) => boolean,
): string {
  const { layers } = context;
  const first = findLayer(context, 'first');
  const between = listLayersBetween(layers, first, findLayer(context, reference));
  return formatCount(between.filter(isOfKind).length);
}

function findRun({ runs }: Manifest, model: string): Run {
  return runs[model]!;
}

function anyRun({ runs }: Manifest): Run {
  return Object.values(runs)[0]!;
}

function findCheck({ claims }: Manifest, id: string): ClaimCheck {
  return claims.flatMap(({ checks }) => checks).find((check) => check.id === id)!;
}

/**
 * What a check measures of the model that is named, and else the last that it measures: of two models their
 * difference; null where it is undefined.
 *
 * @throws {UnknownName} where the check has nothing of that model, or over those images.
 */
function readMeasured(
  check: ClaimCheck,
  { model, over = 'validation' }: NumberReference,
): { readonly value: number | null; readonly unit: string } {
  assertMeasures(recallCheck(check), { series: model, over });
  const { measured } = check;
  const series =
    model === undefined ? measured.at(-1)! : measured.find(({ name }) => name === model)!;
  const { unit, specimen } = series;
  if (over === 'specimen') return { value: specimen, unit };
  return { value: series[over as Exclude<Over, 'specimen'>]?.median ?? null, unit };
}
