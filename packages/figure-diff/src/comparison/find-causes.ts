import { capitalise, shortenHash } from '@layerprint/core';
import type { Cause } from '../schemas/diff.ts';
import type { Figure } from '@layerprint/core/schemas/manifest';
import type { ModelId } from '@layerprint/core/schemas/scalars';
import type { FieldChange } from './field-changes.ts';
import { joinPath, matchFields, REST } from './field-paths.ts';
import type { Names } from './field-paths.ts';
import { gatherCode, sayFiles } from './say-code.ts';
import { showApart } from './say-field-change.ts';
import { matchInput } from './what-does-not-count.ts';
import type { InputFields } from './what-does-not-count.ts';

/** A figure as the chains of its sides tell of it; one of them may be missing. */
interface FigurePair {
  readonly base: Figure | undefined;
  readonly head: Figure | undefined;
}

/** An input that differs, and which figures it can have changed. */
export interface CauseWithReach {
  readonly cause: Cause;
  readonly reaches: (pair: FigurePair) => boolean;
}

/** An input as it is named, and what it reaches. */
interface Input {
  readonly kind: Cause['kind'];
  /** "recipe.batchSize", "vega". */
  readonly input: string;
  /** "The dependency vega". */
  readonly subject: string;
  readonly reaches: CauseWithReach['reaches'];
}

/** A cause with the field that differs. */
interface FoundCause extends CauseWithReach {
  readonly path: readonly string[];
}

type NameInput = (names: Names, change: FieldChange) => Input;

const NAME_FIGURE_CODE: NameInput = () => ({
  kind: 'figure-code',
  input: 'figure code',
  subject: 'The code that makes the figures',
  reaches: () => true,
});

const NAME_TRAINING_CODE: NameInput = (names) => ({
  kind: 'training-code',
  input: 'training code',
  subject: 'The training code',
  reaches: reachOfTraining(names),
});

const NAMING: Readonly<Record<InputFields, NameInput>> = {
  profile: () => ({
    kind: 'experiment',
    input: 'profile',
    subject: 'The name of the experiment',
    reaches: () => false,
  }),
  'experiment.**': (names) => {
    const input = joinPath(names.get(REST)!);
    const subject = `The experiment’s ${input}`;
    return { kind: 'experiment', input, subject, reaches: reachOfField(names.get(REST)!) };
  },
  claimsHash: () => ({
    kind: 'experiment',
    input: 'claims',
    subject: 'What is claimed',
    reaches: () => false,
  }),
  'dataset.dataHash': () => ({
    kind: 'data',
    input: 'data',
    subject: 'The data',
    reaches: isNotArchitecture,
  }),
  'runs.<model>.plan.model': (names) => {
    const input = `role of the ${readModel(names)}`;
    return { kind: 'experiment', input, subject: `The ${input}`, reaches: isOfRoles };
  },
  'runs.<model>.codeHash': NAME_TRAINING_CODE,
  'runs.<model>.codeFiles.**': NAME_TRAINING_CODE,
  'runs.<model>.backend': (names) => ({
    kind: 'engine',
    input: 'backend',
    subject: 'The backend that trains',
    reaches: reachOfTraining(names),
  }),
  'runs.<model>.versions.**': (names, change) => nameVersion(names, change, reachOfTraining(names)),
  'runs.<model>.weightsHash': (names) => {
    const input = `weights of the ${readModel(names)}`;
    return {
      kind: 'weights',
      input,
      subject: `The ${input}`,
      reaches: hasOtherWeights(readModel(names)),
    };
  },
  'runs.<model>.plan.weights.files.**': (names) => {
    const input = `files of the weights of the ${readModel(names)}`;
    return {
      kind: 'weights',
      input,
      subject: `The ${input}`,
      reaches: hasOtherWeights(readModel(names)),
    };
  },
  figureCode: NAME_FIGURE_CODE,
  'figureCode.hash': NAME_FIGURE_CODE,
  'figureCode.files.**': NAME_FIGURE_CODE,
  'figureCode.versions.**': (names, change) => nameVersion(names, change, () => true),
};

/**
 * Finds the inputs that differ between two reports, in the order in which they take effect:
 *
 *     experiment ─► data ─► training code, engine ─► weights ─► figure code, packages ─► figures
 *
 * @param changes All fields that differ between the manifests.
 */
export function findCauses(changes: readonly FieldChange[]): CauseWithReach[] {
  const causes = changes.flatMap((change) => {
    const found = matchInput(change.path);
    if (!found) return [];
    const input = NAMING[found.fields](found.names, change);
    const files = listFiles(change, changes);
    return files === undefined ? [] : [describe(change, input, files)];
  });
  return mergeById(causes);
}

/** Which files differ of the code or the data whose hash does; undefined for one that is told with the others. */
function listFiles(
  change: FieldChange,
  changes: readonly FieldChange[],
): readonly string[] | undefined {
  const code = gatherCode(change, changes);
  if (code !== null) return code?.files;
  if (matchFields(change.path, 'dataset.dataHash') === null) return [];
  const files = changes.flatMap(({ path }) => matchFields(path, DATA_FILE)?.get('<file>') ?? []);
  return [...new Set(files)];
}

const DATA_FILE = 'dataset.files.<file>.sha256';

function reachOfField(path: readonly string[]): CauseWithReach['reaches'] {
  const [part, name] = path;
  if (part === 'models') return name === undefined ? isOfSome : hasOtherWeights(name);
  if (part === 'recipe') {
    const otherWeights = hasOtherWeights();
    // The one number of the recipe that a layer has.
    return name === 'dropoutRate' ? orArchitecture(otherWeights) : otherWeights;
  }
  if (part === 'dataset' || part === 'specimens') return isNotArchitecture;
  if (part === 'roles') return name === 'first' || name === 'last' ? isListedOtherwise : isOfParts;
  return () => false;
}

/** Which layers play a part decides which figures there are, and their numbers; only one that is there has any, or null. */
function isListedOtherwise({ base, head }: FigurePair): boolean {
  return base?.number !== head?.number;
}

/** It decides what the lead picture shows, too. */
function isOfParts(pair: FigurePair): boolean {
  return isListedOtherwise(pair) || pair.head?.id === 'lead';
}

/** What trained a model: it shows in what is made from its weights, and in the architecture. */
function reachOfTraining(names: Names): CauseWithReach['reaches'] {
  return orArchitecture(hasOtherWeights(readModel(names)));
}

function orArchitecture(reaches: CauseWithReach['reaches']): CauseWithReach['reaches'] {
  return (pair) => reaches(pair) || !isNotArchitecture(pair);
}

/** Packages carry versions; what we compiled ourselves is told by its hash, and is the engine. */
function nameVersion(
  names: Names,
  { base, head }: FieldChange,
  reaches: CauseWithReach['reaches'],
): Input {
  const input = joinPath(names.get(REST)!);
  return /^\d+\.\d+\./.test(String(head ?? base))
    ? { kind: 'dependency', input, subject: `The dependency ${input}`, reaches }
    : { kind: 'engine', input, subject: `The engine’s ${input}`, reaches };
}

function describe(
  { path, base, head }: FieldChange,
  { kind, input, subject, reaches }: Input,
  files: readonly string[],
): FoundCause {
  const [was, is] = [formatInput(base), formatInput(head)];
  const slug = input.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return {
    path,
    cause: {
      id: `${kind}-${slug}`.replaceAll(/-+$/g, ''),
      kind,
      input,
      base: was ?? null,
      head: is ?? null,
      sentence:
        files.length > 0
          ? sayFiles(capitalise(subject), files)
          : sayApart(capitalise(subject), was, is),
    },
    reaches,
  };
}

function formatInput(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** "The backend that trains: layerprint → cpu."; of two hashes, which nobody reads, that they differ. */
function sayApart(subject: string, base: string | undefined, head: string | undefined): string {
  if ([base, head].every((value) => value !== undefined && HASH.test(value))) {
    return `${subject} ${MANY.test(subject) ? 'are others' : 'is another'}.`;
  }
  return `${subject}: ${showApart(shorten(base), shorten(head))}.`;
}

const HASH = /^[0-9a-f]{64}$/;
const MANY = /(?:data|kernels|weights of the \S+)$/;

/** Of a hash the start is enough. */
function shorten(value = 'not recorded'): string {
  return HASH.test(value) ? shortenHash(value) : value;
}

/**
 * A cause of both models is one cause, which reaches what it reaches in either. Inputs of one id that did
 * not change alike are told one by one, each with where it is recorded.
 */
function mergeById(causes: readonly FoundCause[]): CauseWithReach[] {
  const ids = [...new Set(causes.map(({ cause }) => cause.id))];
  return ids.flatMap((id) => {
    const group = causes.filter(({ cause }) => cause.id === id);
    const areAlike =
      new Set(group.map(({ cause }) => JSON.stringify([cause.base, cause.head, cause.sentence])))
        .size === 1;
    if (!areAlike) return group.map(tellPlace);
    return [
      { cause: group[0]!.cause, reaches: (pair) => group.some(({ reaches }) => reaches(pair)) },
    ];
  });
}

function tellPlace({ cause, reaches, path }: FoundCause, index: number): CauseWithReach {
  const sentence = `${cause.sentence.slice(0, -1)} (${joinPath(path)}).`;
  return { cause: { ...cause, id: `${cause.id}-${index + 1}`, sentence }, reaches };
}

function readModel(names: Names): ModelId {
  return names.get('<model>')![0]!;
}

/** A training shows in a figure that is made from its weights, where these are others; of any model unless one is named. */
function hasOtherWeights(model?: ModelId): CauseWithReach['reaches'] {
  return ({ base, head }) => {
    const [before, after] = [base, head].map((figure) => figure?.chain.weightsHashes ?? {});
    const models = model === undefined ? Object.keys({ ...before, ...after }) : [model];
    return models.some((one) => before![one] !== after![one]);
  };
}

/** The order of models shows where there are several. */
function isOfSome({ base, head }: FigurePair): boolean {
  return Object.keys((head ?? base)!.chain.weightsHashes).length > 1;
}

/** Models side by side have the places and colours of their roles; one alone may be shown for its role. */
function isOfRoles({ base, head }: FigurePair): boolean {
  const { model, chain } = (head ?? base)!;
  const showsBoth = model === undefined && Object.keys(chain.weightsHashes).length > 1;
  return showsBoth || (base !== undefined && head !== undefined && base.model !== head.model);
}

function isNotArchitecture({ base, head }: FigurePair): boolean {
  return (head ?? base)!.kind !== 'architecture';
}
