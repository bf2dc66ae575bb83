import { countNoun, joinWords } from '@layerprint/core';
import type { OtherDiff } from '../schemas/diff.ts';
import type { FieldChange } from './field-changes.ts';
import { matchFields, REST } from './field-paths.ts';
import type { NamedLine, NamedStudy } from './name-study.ts';
import type { StudyInput } from './what-does-not-count.ts';

/** What models have of whose line a field is not the same, in the order of a line; a field without words does not compile. */
const OTHERWISE: Readonly<Record<Exclude<keyof NamedLine, 'stale' | StudyInput>, string>> = {
  id: 'another id',
  part: 'another part in it',
  pair: 'another pair',
  model: 'another kind',
  trainingImages: 'another number of training images',
  seed: 'another seed',
  planHash: 'another plan',
  weightsHash: 'other weights',
  epochs: 'another number of epochs',
  keptEpoch: 'another epoch kept',
  steps: 'another number of steps',
  accuracy: 'another accuracy',
  validationImages: 'another number of validation images',
  constantAccuracy: 'another accuracy of guessing',
  deadLayers: 'other dead layers',
  measures: 'other measures',
  checks: 'other answers to checks',
};

/** Models that are named where no more differ; of more it is said how many. */
const FEW = 4;

/** A line that both studies have. */
interface LinePair {
  readonly base: NamedLine;
  readonly head: NamedLine;
}

/**
 * Compares the models of two studies by the lines of their records. They are told by what differs, since of dozens of them
 * it is the same: "12 of 80 models of the study have other weights".
 *
 * @param changes Fields of lines that differ and that nothing else tells.
 */
export function compareStudyLines(
  base: NamedStudy,
  head: NamedStudy,
  changes: readonly FieldChange[],
): OtherDiff[] {
  const [before, after] = [base, head].map(
    ({ lines }) => new Map(lines.map((one) => [one.id, one])),
  );
  const both = new Map(
    [...before!].flatMap(([id, line]): [string, LinePair][] =>
      after!.has(id) ? [[id, { base: line, head: after!.get(id)! }]] : [],
    ),
  );
  const listDiffering = (field: string) => {
    const pattern = `study.lines.<line>.${field}.${REST}`;
    const ids = changes.flatMap(({ path }) => matchFields(path, pattern)?.get('<line>') ?? []);
    return [...new Set(ids)].filter((id) => both.has(id));
  };
  const models = `of ${countNoun(both.size, 'model')} of the study`;
  const tell = (field: keyof NamedLine, ids: readonly string[], what: string): OtherDiff => {
    const read = (side: keyof LinePair) =>
      JSON.stringify(Object.fromEntries(ids.map((id) => [id, both.get(id)![side][field]])));
    const sentence = `${ids.length} ${models} ${what}${nameFew(ids)}.`;
    return {
      path: `study.lines.${field}`,
      verdict: 'changed',
      ...{ base: read('base'), head: read('head'), sentence },
    };
  };

  const stale = Map.groupBy(listDiffering('stale'), (id) => sayStaleness(both.get(id)!));
  return [
    ...tellMissing(before!, after!, 'base'),
    ...tellMissing(after!, before!, 'head'),
    ...(Object.keys(OTHERWISE) as (keyof typeof OTHERWISE)[]).flatMap((field) => {
      const ids = listDiffering(field);
      const have = ids.length === 1 ? 'has' : 'have';
      return ids.length === 0 ? [] : [tell(field, ids, `${have} ${OTHERWISE[field]}`)];
    }),
    ...[...stale].map(([what, ids]) => tell('stale', ids, what)),
  ];
}

/** Tells lines of one side that the other has not. */
function tellMissing(
  lines: ReadonlyMap<string, NamedLine>,
  others: ReadonlyMap<string, NamedLine>,
  side: 'base' | 'head',
): OtherDiff[] {
  const ids = [...lines.keys()].filter((id) => !others.has(id));
  if (ids.length === 0) return [];
  const are = ids.length === 1 ? 'is' : 'are';
  const sentence = `${countNoun(ids.length, 'model')} of the study ${are} only in the ${side}${nameFew(ids)}.`;
  const both = { base: null, head: null, [side]: JSON.stringify(ids) };
  return [{ path: 'study.lines', verdict: 'changed', ...both, sentence }];
}

/** "today’s → stale in its code": what of a line is not of today's plan, data, code or claims. */
function sayStaleness({ base, head }: LinePair): string {
  const [before, after] = [base, head].map(({ stale }) =>
    stale.length === 0 ? 'of today' : `stale in ${joinWords(stale)}`,
  );
  return `went from ${before!} to ${after!}`;
}

function nameFew(ids: readonly string[]): string {
  return ids.length > FEW ? '' : `: ${joinWords(ids)}`;
}
