import { countNoun } from '@layerprint/core';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import type { OtherDiff } from '../schemas/diff.ts';
import type { Studies } from './choose-studies.ts';
import { compareStudyLines } from './compare-study-lines.ts';
import { compareStudyNumbers } from './compare-study-numbers.ts';
import { listFieldChanges, type FieldChange } from './field-changes.ts';
import { joinPath, matchFields } from './field-paths.ts';
import { formatJson } from './find-others.ts';
import { nameStudy } from './name-study.ts';
import { sayFieldChange } from './say-field-change.ts';
import { isStudyInput, isToldByAnother } from './what-does-not-count.ts';

/** Told by the models of the record. */
const LINES = 'study.lines.<line>.**';
/** Told by numbers, and check by check. */
const TOLD_ELSEWHERE = [
  'study.sizes.<curve>.points.<point>.**',
  'study.likeness.layers.<row>.**',
  'study.pairs.claims.<claim>.checks.<check>.**',
  'study.controls.<control>.claims.<claim>.checks.<check>.**',
];

/**
 * Lists every field that differs between two studies. None where a side has no study.
 *
 * @returns Paths that begin with `study`.
 */
export function listStudyChanges({ base, head }: Studies): FieldChange[] {
  return base && head ? listFieldChanges(nameStudy(base), nameStudy(head), ['study']) : [];
}

/**
 * Finds what differs between two studies and is told by none of their checks: whatever is not in the table of what does
 * not count is told here, fields too that are not thought of yet.
 *
 * @param changes All fields that differ between the studies.
 * @param ofManifests Those that differ between the manifests.
 */
export function findStudyOthers(
  { base, head }: Studies,
  changes: readonly FieldChange[],
  ofManifests: readonly FieldChange[],
): OtherDiff[] {
  if (!base || !head)
    return [
      ...tellOnly(base, 'base'),
      ...tellOnly(head, 'head'),
      ...compareStudyNumbers(base, head),
    ];
  const all = [...ofManifests, ...changes];
  const counted = changes.filter(
    (change) => !isStudyInput(change.path) && !isToldByAnother(change, all),
  );
  const isOf =
    (...patterns: string[]) =>
    ({ path }: FieldChange) =>
      patterns.some((pattern) => matchFields(path, pattern));
  const rest = counted.filter((change) => !isOf(LINES, ...TOLD_ELSEWHERE)(change));
  return [
    ...rest.map(tellField),
    ...compareStudyLines(nameStudy(base), nameStudy(head), counted.filter(isOf(LINES))),
    ...compareStudyNumbers(base, head),
  ];
}

/** Tells a study that the other side lacks by how much there is of it; its checks and numbers are told one by one. */
function tellOnly(study: StudyVerdicts | undefined, side: 'base' | 'head'): OtherDiff[] {
  if (study === undefined) return [];
  const { wanted, recorded } = study;
  const sentence = `study: only in the ${side}, with ${recorded} of ${countNoun(wanted, 'model')}.`;
  const both = { base: null, head: null, [side]: JSON.stringify({ wanted, recorded }) };
  return [{ path: 'study', verdict: 'changed', ...both, sentence }];
}

function tellField(change: FieldChange): OtherDiff {
  const { base, head } = change;
  const path = joinPath(change.path);
  const only = base === undefined ? 'head' : head === undefined ? 'base' : null;
  return {
    path,
    verdict: 'changed',
    ...{ base: formatJson(base), head: formatJson(head) },
    sentence: only === null ? sayFieldChange(change) : `${path}: only in the ${only}.`,
  };
}
