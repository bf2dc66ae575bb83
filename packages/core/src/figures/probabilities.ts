import { shortestFloat32 } from '../canonical-json.ts';
import { LayerprintError } from '../errors.ts';
import { CIFAR10 } from '../images.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import type { NamedModel } from '../schemas/experiment.ts';
import { SCHEMA_VERSION } from '../schemas/scalars.ts';
import { computeEntropyBits } from '../statistics/entropy.ts';
import { assertFinite, computeSum } from '../statistics/sums.ts';
import type { FigureTable, FigureText } from './figure.ts';
import { readModelName, referToModel } from './model-reference.ts';
import {
  capitalise,
  countNoun,
  formatNumber,
  formatShare,
  nameAllModels,
  spellCount,
} from './wording.ts';

/** Up to so many classes a chart has a row each. */
const MOST_ROWS = 12;
/** Of more, so many that a model is surest of. */
const SUREST = 5;

/** Of a picture of which nobody has said what it shows. */
const UNKNOWN = 'The true class is not known.';

type Entry = ProbabilitiesData['models'][number];

/** What a figure of class probabilities is made from. */
export interface ProbabilitiesInput {
  readonly figure: string;
  readonly specimen: string;
  /** By label. */
  readonly classNames: readonly string[];
  /** Absent where it is not known. */
  readonly trueClass?: string;
  readonly models: readonly {
    readonly model: NamedModel;
    /** Softmax outputs by label, `[classes]`. */
    readonly probabilities: Float32Array;
  }[];
}

/**
 * Names the class each model is surest of, the first of equals, and how undecided it is.
 *
 * @throws {LayerprintError} `wrong-shape`, `not-finite`.
 */
export function computeProbabilitiesData(input: ProbabilitiesInput): ProbabilitiesData {
  const { classNames } = input;
  const isCifar10 = classNames.join('\n') === CIFAR10.classNames.join('\n');
  return {
    schemaVersion: SCHEMA_VERSION,
    figure: input.figure,
    specimen: input.specimen,
    ...(!isCifar10 && { classNames: [...classNames] }),
    ...(input.trueClass !== undefined && { trueClass: input.trueClass }),
    models: input.models.map(({ model, probabilities: outputs }) => {
      const probabilities = Array.from(outputs, shortestFloat32);
      assertProbabilities(model.name, probabilities, classNames);
      return {
        ...referToModel(model),
        probabilities,
        topClass: classNames[probabilities.indexOf(Math.max(...probabilities))]!,
        entropyBits: computeEntropyBits(probabilities),
      };
    }),
  };
}

/** The classes that probabilities are of, by label. */
export function listClasses({
  classNames,
}: Pick<ProbabilitiesData, 'classNames'>): readonly string[] {
  return classNames ?? CIFAR10.classNames;
}

/** The probability a model gives a class. */
export function findProbability(
  data: Pick<ProbabilitiesData, 'classNames'>,
  { probabilities }: Entry,
  className: string,
): number {
  return probabilities[listClasses(data).indexOf(className)]!;
}

/**
 * The classes that a chart has a row for, by label: all where they are few, else the true one and those that
 * any model is surest of.
 */
export function chooseShownClasses(data: ProbabilitiesData): readonly string[] {
  const classNames = listClasses(data);
  if (classNames.length <= MOST_ROWS) return classNames;
  const shown = new Set([
    ...(data.trueClass === undefined ? [] : [data.trueClass]),
    ...data.models.flatMap((entry) => rankClasses(data, entry).slice(0, SUREST)),
  ]);
  return classNames.filter((name) => shown.has(name));
}

/** What a model gives all classes that are not shown. */
export function sumOthers(
  data: ProbabilitiesData,
  { probabilities }: Entry,
  shown: readonly string[],
): number {
  const classNames = listClasses(data);
  return computeSum(probabilities.filter((_, label) => !shown.includes(classNames[label]!)));
}

/** Says in words what the probabilities are. */
export function describeProbabilities(data: ProbabilitiesData): FigureText {
  const { specimen, trueClass, models } = data;
  const classes = listClasses(data).length;
  const others = classes - chooseShownClasses(data).length;
  const find = (entry: Entry, name: string) => formatShare(findProbability(data, entry, name));
  const verdicts = models.map((entry) => {
    const top = `the ${readModelName(entry)} gives ${entry.topClass} ${find(entry, entry.topClass)}`;
    if (trueClass === undefined) return top;
    const right = entry.topClass === trueClass;
    const rest = right
      ? 'which is right'
      : `which is wrong: ${trueClass} gets ${find(entry, trueClass)}`;
    return `${top}, ${rest}`;
  });
  const entropies = models.map(
    (entry) => `${formatNumber(entry.entropyBits)} bits (${readModelName(entry)})`,
  );
  const undecided = `undecided between ${classes === 2 ? 'both' : `all ${spellCount(classes)}`}`;
  const rows =
    others === 0
      ? ''
      : ` Of the ${spellCount(classes)} classes, the ${spellCount(SUREST)} that ${models.length === 1 ? 'it' : 'each model'} is surest of have a row; ` +
        `the other ${countNoun(others, 'class', 'classes')} are one.`;
  return {
    title: `Class probabilities for ${specimen}`,
    caption:
      `What ${nameAllModels(models.length)} ${models.length === 1 ? 'takes' : 'take'} the specimen ${specimen} for. ${trueClass === undefined ? UNKNOWN : `The true class is ${trueClass}, its row shaded.`} ` +
      verdicts.map((verdict) => `${capitalise(verdict)}. `).join('') +
      `Entropy: ${entropies.join(', ')}, where 0 is certain and ${formatNumber(Math.log2(classes))} ` +
      `is ${undecided}.${rows}`,
    alt: models
      .map((entry) => {
        const ranked = rankClasses(data, entry).slice(0, 3);
        const shares = ranked.map((name) => `${name} ${find(entry, name)}`);
        const rest = classes > ranked.length ? ', the rest less' : '';
        return `${capitalise(readModelName(entry))}: ${shares.join(', ')}${rest}.`;
      })
      .join(' ')
      .concat(trueClass === undefined ? ` ${UNKNOWN}` : ` The true class is ${trueClass}.`),
  };
}

/** One row a class, one column a model. */
export function tabulateProbabilities(data: ProbabilitiesData): FigureTable {
  const { models } = data;
  return {
    columns: [
      { key: 'class', label: 'Class' },
      ...models.map((entry) => ({ key: entry.model, label: capitalise(readModelName(entry)) })),
    ],
    rows: listClasses(data).map((name, label) => [
      name,
      ...models.map(({ probabilities }) => probabilities[label]!),
    ]),
  };
}

function rankClasses(data: ProbabilitiesData, entry: Entry): string[] {
  const find = (name: string) => findProbability(data, entry, name);
  return listClasses(data).toSorted((a, b) => find(b) - find(a));
}

function assertProbabilities(
  model: string,
  probabilities: readonly number[],
  classNames: readonly string[],
): void {
  assertFinite(probabilities, `class probabilities of the ${model}`);
  if (probabilities.length === classNames.length) return;
  throw new LayerprintError(
    'wrong-shape',
    `The ${model} gave ${probabilities.length} probabilities for ${classNames.length} classes.`,
    'Give the output of the last layer for one image.',
  );
}
