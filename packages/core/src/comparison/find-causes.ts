import { capitalise } from '../figures/wording.ts';
import type { Cause } from '../schemas/diff.ts';
import type { Figure, Manifest } from '../schemas/manifest.ts';
import type { Run } from '../schemas/run.ts';
import { MODEL_NAMES } from '../schemas/scalars.ts';
import type { ModelName } from '../schemas/scalars.ts';
import { matchByName } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';

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

/** Characters of a hash that are shown. */
const SHORT = 8;

/**
 * Finds the inputs that differ between two reports, in the order in which they take effect:
 *
 *     experiment ─► data ─► training code, engine ─► weights ─► figure code, packages ─► figures
 */
export function findCauses(base: Manifest, head: Manifest): CauseWithReach[] {
  return mergeById([
    ...findExperimentCauses(base, head),
    ...findDataCauses(base, head),
    ...MODEL_NAMES.flatMap((model) =>
      findTrainingCauses(model, base.runs[model], head.runs[model]),
    ),
    ...findFigureCodeCauses(base, head),
  ]);
}

function findExperimentCauses(base: Manifest, head: Manifest): CauseWithReach[] {
  return listFieldChanges(base.experiment, head.experiment).map(
    ({ path, base: was, head: is }) => ({
      cause: describe('experiment', path, was, is, `The experiment’s ${path}`),
      reaches: reachOfField(path),
    }),
  );
}

function reachOfField(path: string): CauseWithReach['reaches'] {
  if (path.startsWith('models.benchmark.')) return hasOtherWeights(['benchmark']);
  if (path.startsWith('models.dummy.')) return hasOtherWeights(['dummy']);
  if (path.startsWith('recipe.')) return hasOtherWeights(MODEL_NAMES);
  if (path.startsWith('dataset.') || path.startsWith('specimens.')) return isNotArchitecture;
  return () => false;
}

function findDataCauses(base: Manifest, head: Manifest): CauseWithReach[] {
  const [was, is] = [base.dataset.dataHash, head.dataset.dataHash];
  if (was === is) return [];
  return [{ cause: describe('data', 'data', was, is, 'The data'), reaches: isNotArchitecture }];
}

/** What trained a model: the code, the engine and the packages it computed with. */
function findTrainingCauses(model: ModelName, base: Run, head: Run): CauseWithReach[] {
  const otherWeights = hasOtherWeights([model]);
  const reaches = (pair: FigurePair) =>
    otherWeights(pair) || (pair.head ?? pair.base)!.kind === 'architecture';
  const causes: Cause[] = [];
  if (base.codeHash !== head.codeHash) {
    causes.push(
      describe('training-code', 'training code', base.codeHash, head.codeHash, 'The training code'),
    );
  }
  if (base.backend !== head.backend) {
    causes.push(
      describe('engine', 'backend', base.backend, head.backend, 'The backend that trains'),
    );
  }
  causes.push(...compareVersions(base.versions, head.versions));
  return causes.map((cause) => ({ cause, reaches }));
}

function findFigureCodeCauses(base: Manifest, head: Manifest): CauseWithReach[] {
  const [was, is] = [base.figureCode, head.figureCode];
  const causes: Cause[] = [];
  if (was?.hash !== is?.hash) {
    causes.push(
      describe(
        'figure-code',
        'figure code',
        was?.hash,
        is?.hash,
        'The code that makes the figures',
      ),
    );
  }
  if (was && is) causes.push(...compareVersions(was.versions, is.versions));
  return causes.map((cause) => ({ cause, reaches: () => true }));
}

/** Packages carry versions; what we compiled ourselves is told by its hash, and is the engine. */
function compareVersions(base: Run['versions'], head: Run['versions']): Cause[] {
  return matchByName(Object.entries(base), Object.entries(head), ([name]) => name)
    .filter((pair) => pair.base?.[1] !== pair.head?.[1])
    .map(({ name, base: was, head: is }) => {
      const isPackage = /^\d+\.\d+\./.test((is ?? was)![1]);
      return isPackage
        ? describe('dependency', name, was?.[1], is?.[1], `The dependency ${name}`)
        : describe('engine', name, was?.[1], is?.[1], `The engine’s ${name}`);
    });
}

function describe(
  kind: Cause['kind'],
  input: string,
  base: string | undefined,
  head: string | undefined,
  subject: string,
): Cause {
  const slug = input.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return {
    id: `${kind}-${slug}`.replaceAll(/-+$/g, ''),
    kind,
    input,
    base: base ?? null,
    head: head ?? null,
    sentence: `${capitalise(subject)}: ${show(base)} → ${show(head)}.`,
  };
}

function show(value: string | undefined): string {
  if (value === undefined) return 'not recorded';
  return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, SHORT) : value;
}

/** A cause of both models is one cause, which reaches what it reaches in either. */
function mergeById(causes: readonly CauseWithReach[]): CauseWithReach[] {
  const merged = new Map<string, CauseWithReach>();
  for (const { cause, reaches } of causes) {
    const same = merged.get(cause.id);
    merged.set(cause.id, {
      cause: same?.cause ?? cause,
      reaches: same ? (pair) => same.reaches(pair) || reaches(pair) : reaches,
    });
  }
  return [...merged.values()];
}

/** A training shows in a figure that is made from its weights, where these are others. */
function hasOtherWeights(models: readonly ModelName[]): CauseWithReach['reaches'] {
  return ({ base, head }) =>
    models.some((model) => base?.chain.weightsHashes[model] !== head?.chain.weightsHashes[model]);
}

function isNotArchitecture({ base, head }: FigurePair): boolean {
  return (head ?? base)!.kind !== 'architecture';
}
