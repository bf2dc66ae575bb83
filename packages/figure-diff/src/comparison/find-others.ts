import type { OtherDiff } from '../schemas/diff.ts';
import { MODEL_NAMES } from './model-names.ts';
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
export function findOthers(changes: readonly FieldChange[], { models }: Likeness): OtherDiff[] {
  const isOfReplaced = ({ path }: FieldChange) =>
    [...models].some((model) =>
      RESULTS.some((field) => matchFields(path, `runs.${model}.${field}`)),
    );
  const trained = MODEL_NAMES.filter((model) =>
    changes.some((change) => isOfReplaced(change) && change.path[1] === model),
  );
  return [
    ...trained.map((model) => sayTraining(model)),
    ...findEach(
      changes.filter((change) => !isOfReplaced(change)),
      changes,
    ),
  ];
}

/** What a training gave, beside its weights. */
const RESULTS = ['epochs.**', 'bestEpoch', 'stoppedEarly'];

function sayTraining(model: string): OtherDiff {
  const path = `runs.${model}.epochs`;
  const sentence = `${path}: of another model, so epoch by epoch another training.`;
  return { path, verdict: 'changed', base: null, head: null, sentence };
}

function findEach(changes: readonly FieldChange[], all: readonly FieldChange[]): OtherDiff[] {
  const reshown = all.flatMap(({ path }) => matchFields(path, SHOWN)?.get('<figure>') ?? []);
  const isOfReshown = ({ path }: FieldChange) =>
    reshown.some((figure) => matchFields(path, CHAIN, new Map([['<figure>', [figure]]])));
  return changes
    .filter((change) => !isOfReshown(change))
    .filter((change) => !isToldElsewhere(change) && !matchInput(change.path))
    .filter((change) => !isToldByAnother(change, all))
    .map((change) => ({
      path: joinPath(change.path),
      verdict: judge(change),
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

function judge(change: FieldChange): OtherDiff['verdict'] {
  if (LOOKS.includes(joinPath(change.path))) return 'visual-only';
  return isNoise(change) ? 'numeric-noise' : 'changed';
}

function formatJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
