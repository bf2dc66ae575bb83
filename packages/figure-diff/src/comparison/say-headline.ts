import { capitalise, countNoun, formatCount, joinWords } from '@layerprint/core';
import type { Diff, Replaced } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';
import { sayRolesInShort } from './say-roles.ts';
import { sayNothingChanged } from './say-what-changed.ts';

/**
 * The first words of a comparison, wherever it is told: on the page, in a comment, in a terminal. Each of
 * its numbers counts things by the verdict they got, as do the tables below it and the failures of JUnit.
 */
export function sayHeadline(diff: Diff): string {
  if (diff.base.status === 'failed' || diff.head.status === 'failed') return 'Could not compare';
  return [sayResults(diff), ...sayRolesInShort(diff), ...sayReplaced(diff)].join('; ');
}

function sayResults(diff: Diff): string {
  const nothing = sayNothingChanged(diff);
  if (nothing !== null) return capitalise(nothing);
  const findings = countThings(diff, ['finding-changed'], ['finding-changed', 'added', 'removed']);
  if (findings.length > 0) return `A finding changed in ${joinWords(findings)}`;
  const results = countThings(diff, RESULTS, ['changed']);
  if (results.length > 0) return `${capitalise(joinWords(results))} changed, no finding did`;
  const looks = countThings(diff, ['visual-only'], []);
  const arePictures = diff.figures.some(
    ({ verdict, pictures }) => verdict === 'visual-only' && pictures.length > 0,
  );
  return `Only ${arePictures ? 'pictures' : 'looks'} changed, in ${joinWords(looks)}`;
}

/** What became of a figure or a field that has another result, and of no finding. */
const RESULTS: readonly Verdict[] = ['changed', 'replaced', 'added', 'removed'];

/** "2 of 6 observations", "3 of 178 figures", "1 other field": those with these verdicts, where there are any. */
function countThings(
  { figures, verdicts, claims, claimVerdicts, study, others }: Diff,
  wanted: readonly Verdict[],
  ofClaims: readonly Verdict[],
): string[] {
  const count = (counts: Diff['verdicts'], list: readonly Verdict[]) =>
    list.reduce((sum, verdict) => sum + counts[verdict], 0);
  const ofStudy = study.filter(({ verdict }) => wanted.includes(verdict)).length;
  const fields = others.filter(({ verdict }) => wanted.includes(verdict)).length;
  return [
    ...sayShare(count(claimVerdicts, ofClaims), countNoun(claims.length, 'observation')),
    ...sayShare(ofStudy, `${countNoun(study.length, 'check')} over many seeds`),
    ...sayShare(count(verdicts, wanted), countNoun(figures.length, 'figure')),
    ...(fields === 0 ? [] : [countNoun(fields, 'other field')]),
  ];
}

function sayShare(count: number, all: string): string[] {
  return count === 0 ? [] : [`${formatCount(count)} of ${all}`];
}

/** "the dummy is another model", "the specimen and the dummy are others"; "the model small is new". */
function sayReplaced({ replaced }: Diff): string[] {
  const others = replaced.filter(({ only }) => only === undefined);
  return [
    ...sayOthers(others),
    ...sayUnmatched(
      'new',
      replaced.filter(({ only }) => only === 'head'),
    ),
    ...sayUnmatched(
      'gone',
      replaced.filter(({ only }) => only === 'base'),
    ),
  ];
}

function sayOthers(others: readonly Replaced[]): string[] {
  const [first, ...rest] = others;
  if (!first) return [];
  if (rest.length === 0)
    return [
      `${nameThing(first)} ${MANY.test(first.name) ? 'are others' : `is another ${first.kind}`}`,
    ];
  return [`${joinWords(nameThings(others))} are others`];
}

const MANY = /(?:images|classes)$/;

function sayUnmatched(what: string, models: readonly Replaced[]): string[] {
  if (models.length === 0) return [];
  const names = models.map(({ name }) => `the model ${name}`);
  const shown = names.length > MOST ? [countNoun(names.length, 'model')] : names;
  return [`${joinWords(shown)} ${models.length === 1 ? 'is' : 'are'} ${what}`];
}

function nameThings(things: readonly Replaced[]): string[] {
  return things.length > MOST ? [`${formatCount(things.length)} things`] : things.map(nameThing);
}

/** Things that a headline names; of more it says how many. */
const MOST = 3;

function nameThing({ kind, name }: Replaced): string {
  if (kind === 'layer') return `the layer ${name}`;
  return kind === 'image' && /\d/.test(name) ? name : `the ${name}`;
}
