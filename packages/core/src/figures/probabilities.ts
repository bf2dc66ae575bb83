import { shortestFloat32 } from '../canonical-json.ts';
import { LayerprintError } from '../errors.ts';
import { CLASS_NAMES } from '../images.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { MODEL_NAMES, SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeEntropyBits } from '../statistics/entropy.ts';
import { assertFinite } from '../statistics/sums.ts';
import type { FigureTable, FigureText } from './figure.ts';
import { capitalise, formatNumber, formatShare } from './wording.ts';

/** Entropy of ten equally probable classes, in bits: the fuzziest a model can be. */
const MOST_ENTROPY_BITS = Math.log2(CLASS_NAMES.length);

/** What a figure of class probabilities is made from. */
export interface ProbabilitiesInput {
  readonly figure: string;
  readonly specimen: string;
  readonly trueClass: (typeof CLASS_NAMES)[number];
  /** Softmax outputs by label, `[10]`. */
  readonly probabilities: Readonly<Record<ModelName, Float32Array>>;
}

/**
 * Names the class each model is surest of, the first of equals, and how undecided it is.
 *
 * @throws {LayerprintError} `wrong-shape`, `not-finite`.
 */
export function computeProbabilitiesData(input: ProbabilitiesInput): ProbabilitiesData {
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    specimen: input.specimen,
    trueClass: input.trueClass,
    models: MODEL_NAMES.map((model) => {
      const probabilities = Array.from(input.probabilities[model], shortestFloat32);
      assertProbabilities(model, probabilities);
      return {
        model,
        probabilities,
        topClass: CLASS_NAMES[probabilities.indexOf(Math.max(...probabilities))]!,
        entropyBits: computeEntropyBits(probabilities),
      };
    }),
  };
}

/** The probability a model gives a class. */
export function findProbability(
  { probabilities }: ProbabilitiesData['models'][number],
  className: (typeof CLASS_NAMES)[number],
): number {
  return probabilities[CLASS_NAMES.indexOf(className)]!;
}

/** Says in words what the probabilities are. */
export function describeProbabilities(data: ProbabilitiesData): FigureText {
  const { specimen, trueClass, models } = data;
  const verdicts = models.map((entry) => {
    const top = formatShare(findProbability(entry, entry.topClass));
    const right = entry.topClass === trueClass;
    const rest = right
      ? 'which is right'
      : `which is wrong: ${trueClass} gets ${formatShare(findProbability(entry, trueClass))}`;
    return `the ${entry.model} gives ${entry.topClass} ${top}, ${rest}`;
  });
  const entropies = models.map(
    ({ model, entropyBits }) => `${formatNumber(entropyBits)} bits (${model})`,
  );
  return {
    title: `Class probabilities for ${specimen}`,
    caption:
      `What both models take the specimen ${specimen} for. The true class is ${trueClass}, its row shaded. ` +
      verdicts.map((verdict) => `${capitalise(verdict)}. `).join('') +
      `Entropy: ${entropies.join(', ')}, where 0 is certain and ${formatNumber(MOST_ENTROPY_BITS)} ` +
      `is undecided between all ten.`,
    alt: models
      .map((entry) => {
        const ranked = rankClasses(entry).slice(0, 3);
        const shares = ranked.map((name) => `${name} ${formatShare(findProbability(entry, name))}`);
        return `${capitalise(entry.model)}: ${shares.join(', ')}, the rest less.`;
      })
      .join(' ')
      .concat(` The true class is ${trueClass}.`),
  };
}

/** One row a class, one column a model. */
export function tabulateProbabilities({ models }: ProbabilitiesData): FigureTable {
  return {
    columns: [
      { key: 'class', label: 'Class' },
      ...models.map(({ model }) => ({ key: model, label: capitalise(model) })),
    ],
    rows: CLASS_NAMES.map((name) => [name, ...models.map((entry) => findProbability(entry, name))]),
  };
}

function rankClasses(entry: ProbabilitiesData['models'][number]) {
  return CLASS_NAMES.toSorted((a, b) => findProbability(entry, b) - findProbability(entry, a));
}

function assertProbabilities(model: ModelName, probabilities: readonly number[]): void {
  assertFinite(probabilities, `class probabilities of the ${model}`);
  if (probabilities.length === CLASS_NAMES.length) return;
  throw new LayerprintError(
    'wrong-shape',
    `The ${model} gave ${probabilities.length} probabilities for ${CLASS_NAMES.length} classes.`,
    'Give the output of the last layer for one image.',
  );
}
