import type { OpenedFigure } from '@layerprint/artifacts';
import { capitalise, joinWords } from '@layerprint/core';
import type { Finding } from '../schemas/diff.ts';
import type { DataDiff, FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import type { FigureFile } from '@layerprint/core/schemas/manifest';
import { compareData } from './compare-data.ts';
import type { DataComparison } from './data-comparison.ts';
import { listFieldChanges, type FieldChange } from './field-changes.ts';
import { compareSubjects, hasOtherNames, type FigureLikeness, type Likeness } from './likeness.ts';
import type { MatchedFigure } from './match-figures.ts';
import { sayValues } from './say-field-change.ts';
import { isToldByAnother } from './what-does-not-count.ts';

/** A figure's diff without its causes, and what is found on the way. */
export interface ComparedFigure {
  readonly figure: Omit<FigureDiff, 'causes'>;
  readonly findings: readonly Finding[];
}

/** What came of looking at a figure of both sides. */
interface Found {
  readonly subjects: FigureLikeness;
  /** Null where there is nothing to compare, or nothing that can be. */
  readonly comparison: DataComparison<DataDiff> | null;
  /** What differs beside the data. */
  readonly others: readonly FieldChange[];
}

/** Figures of one thing. */
const ALIKE: FigureLikeness = { sentences: [], isComparable: true };

/** What is said of a figure beside its data, and where its files are: any other field says what it is of. */
const LOOKS: Readonly<Record<string, string>> = {
  number: 'number',
  title: 'title',
  caption: 'caption',
  alt: 'alt text',
  files: 'files',
};

/**
 * Compares a figure of both sides: its data, where they are not the same bytes, by their meaning; then
 * everything that the manifest says of it but its chain, which says the same of all figures. Its pictures
 * are added later.
 */
export function compareFigure(matched: MatchedFigure, likeness: Likeness): ComparedFigure {
  const { base, head } = matched;
  const shown = (head ?? base)!;
  const isOther = base && head?.kind === base.kind && hashData(base) !== hashData(head);
  const subjects = isOther ? compareSubjects(base, head, likeness) : ALIKE;
  const comparison = isOther && subjects.isComparable ? compareData(base, head, likeness) : null;
  const found: Found = { subjects, comparison, others: [] };
  const others = base && head ? listOthers(base, head, found, likeness) : [];
  const { id, number, kind, title, model, layer, specimen } = shown;
  return {
    figure: {
      id,
      number,
      kind,
      title,
      ...(model && { model }),
      ...(layer && { layer }),
      ...(specimen && { specimen }),
      alt: { base: base?.alt ?? null, head: head?.alt ?? null },
      verdict: judge(matched, { ...found, others }),
      sentences: say(matched, { ...found, others }),
      likelyRename: matched.likelyRename,
      data: comparison?.data ?? null,
      pictures: [],
    },
    findings: (comparison?.findings ?? []).map(({ kind, model, sentence }) => ({
      kind,
      subject: id,
      model,
      sentence,
    })),
  };
}

/** What differs beside the data, but for what is made from them where they differ. */
function listOthers(
  base: OpenedFigure,
  head: OpenedFigure,
  { subjects, comparison }: Found,
  likeness: Likeness,
): FieldChange[] {
  const place = ['figures', base.id];
  const changes = listFieldChanges(
    { ...base, data: null, chain: null },
    { ...head, data: null, chain: null },
    place,
  );
  const hasOtherData =
    !subjects.isComparable || (comparison !== null && comparison.change !== 'none');
  const data = { path: [...place, 'data'], base: base.data, head: head.data };
  const told = hasOtherData ? [data, ...changes] : changes;
  // The file of the data names the model by its role, and so has other bytes where that is another.
  const named = hasOtherNames(head, likeness) ? findDataFile(head).path : undefined;
  return changes
    .filter((change) => !isToldByAnother(change, told) && change.path.at(-2) !== named)
    .map((change) => ({ ...change, path: change.path.slice(place.length) }));
}

function judge({ base, head }: MatchedFigure, { subjects, comparison, others }: Found): Verdict {
  if (!base) return 'added';
  if (!head) return 'removed';
  if (comparison && comparison.findings.length > 0) return 'finding-changed';
  if (isReplaced({ subjects, comparison })) return 'replaced';
  if (comparison?.change === 'data' || !others.every(isLook)) return 'changed';
  if (others.length > 0) return 'visual-only';
  if (!comparison || comparison.change === 'none') return 'identical';
  return comparison.change === 'noise' ? 'numeric-noise' : 'visual-only';
}

function say(
  { base, head, likelyRename }: MatchedFigure,
  { subjects, comparison, others }: Found,
): string[] {
  if (!base || !head) {
    const side = head ? 'head' : 'base';
    const rename = likelyRename
      ? `: likely ${likelyRename} under another id, for kind and data are the same`
      : '';
    return [`Only in the ${side}${rename}.`];
  }
  if (base.kind !== head.kind) {
    return [`A figure of the kind ${base.kind} has become one of the kind ${head.kind}.`];
  }
  const hasSameData = subjects.isComparable && (!comparison || comparison.change === 'none');
  // Another thing is another image, and has another title: that is said already.
  if (!subjects.isComparable) return [...subjects.sentences];
  const looks = [...new Set(others.filter(isLook).map((change) => nameLook(change, base, head)))];
  return [
    ...(isReplaced({ subjects, comparison }) ? subjects.sentences : []),
    ...(comparison?.change === 'noise' ? [NOISE] : []),
    ...(comparison?.sentences ?? []),
    ...others
      .filter((change) => !isLook(change))
      .map((change) => `${capitalise(change.path.join('.'))}: ${sayValues(change)}.`),
    ...(looks.length === 0
      ? []
      : [
          hasSameData
            ? `The same data, but not the same ${joinWords(looks)}.`
            : `Besides, not the same ${joinWords(looks)}.`,
        ]),
  ];
}

/** Whether a figure is of another thing, and shows it. */
function isReplaced({ subjects, comparison }: Omit<Found, 'others'>): boolean {
  if (!subjects.isComparable) return true;
  return subjects.sentences.length > 0 && comparison?.change === 'data';
}

/** Said of data that differ by less than the tolerances. */
const NOISE = 'All differences of the data are below the tolerances.';

function isLook({ path }: FieldChange): boolean {
  return Object.hasOwn(LOOKS, path[0]!);
}

function nameLook({ path }: FieldChange, base: OpenedFigure, head: OpenedFigure): string {
  const [field, name] = path;
  const file = [...head.files, ...base.files].find((one) => one.path === name);
  return file ? nameFile(file) : LOOKS[field!]!;
}

function nameFile({ role, format }: FigureFile): string {
  const names = {
    data: 'bytes that hold it',
    table: 'table',
    spec: 'specification',
    picture: format.toUpperCase(),
  };
  return names[role];
}

function hashData(figure: OpenedFigure): string {
  return findDataFile(figure).sha256;
}

function findDataFile({ files }: OpenedFigure): FigureFile {
  return files.find(({ role }) => role === 'data')!;
}
