import type { OtherDiff, Tolerances } from '../schemas/diff.ts';
import type { FieldChange } from './field-changes.ts';
import { joinPath, matchFields } from './field-paths.ts';
import type { Likeness } from './likeness.ts';
import { isNoise, sayFieldChange } from './say-field-change.ts';
import { isToldByAnother, matchInput } from './what-does-not-count.ts';

/** Told of the things themselves; their order, and what a figure was made from, is not. */
const TOLD_ELSEWHERE = ['figures.<figure>.**', 'claims.<claim>.**'];
const CHAIN = 'figures.<figure>.chain.**';
/** What a figure is made from follows from the one model that it shows: of another it is another. */
const SHOWN = 'figures.<figure>.model';
/** The same things in another order, or in other bytes. */
const LOOKS = ['figures', 'manifestHash'];

/**
 * Finds what differs between two manifests and is told by no input, no figure and no claim: whatever is
 * not in the table of what does not count is told here, fields too that are not thought of yet. What a
 * training gave is one thing where the model is another: its epochs are not set against the other's.
 *
 * @param changes All fields that differ between the manifests.
 */
export function findOthers(
  changes: readonly FieldChange[],
  { models, unmatched, tolerances }: Likeness,
): OtherDiff[] {
  const isOfReplaced = ({ path }: FieldChange) =>
    models.has(path[1]!) && RESULTS.some((field) => matchFields(path, `runs.<model>.${field}`));
  const isOfUnmatched = ({ path }: FieldChange) =>
    OF_MODELS.some((field) => unmatched.has(matchFields(path, field)?.get('<model>')?.[0] ?? ''));
  const trained = [...models].filter((model) =>
    changes.some((change) => isOfReplaced(change) && change.path[1] === model),
  );
  return [
    ...trained.map((model) =>
      sayRun(`runs.${model}.epochs`, 'of another model, so epoch by epoch another training'),
    ),
    ...[...unmatched].map((model) => sayRun(`runs.${model}`, 'of a model that only one side has')),
    ...findEach(
      changes.filter((change) => !isOfReplaced(change) && !isOfUnmatched(change)),
      changes,
      tolerances,
    ),
  ];
}

/** What follows from which models there are: told of the models themselves. */
const OF_MODELS = [
  'runs.<model>',
  'figures.<figure>.chain.seeds.<model>',
  'figures.<figure>.chain.weightsHashes.<model>',
];
/** What a training gave, beside its weights. */
const RESULTS = ['epochs.**', 'bestEpoch', 'stoppedEarly'];

function sayRun(path: string, what: string): OtherDiff {
  return { path, verdict: 'changed', base: null, head: null, sentence: `${path}: ${what}.` };
}

function findEach(
  changes: readonly FieldChange[],
  all: readonly FieldChange[],
  tolerances: Tolerances,
): OtherDiff[] {
  const reshown = all.flatMap(({ path }) => matchFields(path, SHOWN)?.get('<figure>') ?? []);
  const isOfReshown = ({ path }: FieldChange) =>
    reshown.some((figure) => matchFields(path, CHAIN, new Map([['<figure>', [figure]]])));
  return changes
    .filter((change) => !isOfReshown(change))
    .filter((change) => !isToldElsewhere(change) && !matchInput(change.path))
    .filter((change) => !isToldByAnother(change, all))
    .map((change) => ({
      path: joinPath(change.path),
      verdict: judge(change, tolerances),
      base: formatJson(change.base),
      head: formatJson(change.head),
      sentence: sayFieldChange(change),
    }));
}

function isToldElsewhere({ path }: FieldChange): boolean {
  return (
    !matchFields(path, CHAIN) && TOLD_ELSEWHERE.some((fields) => matchFields(path, fields) !== null)
  );
}

function judge(change: FieldChange, tolerances: Tolerances): OtherDiff['verdict'] {
  if (LOOKS.includes(joinPath(change.path))) return 'visual-only';
  return isNoise(change, tolerances) ? 'numeric-noise' : 'changed';
}

export function formatJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
