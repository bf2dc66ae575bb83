import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StudyFamily, StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { readReference } from '../../src/reference/reference-folder.ts';
import { listArticleSentences, listQuickSentences } from './results-sentences.ts';
import {
  readTables,
  tabulateAllPairs,
  tabulateControls,
  tabulateCurves,
  tabulateFilters,
} from './results-tables.ts';
import { ROOT, settleCommitted } from './settle-committed.ts';

const page = await readFile(join(ROOT, 'docs/results.md'), 'utf8');
const [, part = ''] = /^## Over many seeds$(.*?)^## /ms.exec(page) ?? [];
const words = page.replaceAll(/\s+/g, ' ');

const { dataHash, headline } = await readReference(join(ROOT, 'fixtures/article'));
const zeros = headline.find(({ name }) => name.endsWith('zeros: benchmark − dummy, median'))!;
const article = await settleCommitted('article', () => dataHash);
// Drawn where it is built: of its lines it is asked that they have seen the same data.
const quick = await settleCommitted('quick', ([line]) => line!.dataHash);

describe('the page of results has of both studies what their committed records come to', () => {
  it('in its tables', () => {
    expect(readTables(part)).toEqual([
      tabulateAllPairs(article),
      tabulateCurves(article),
      tabulateControls(article),
      tabulateFilters(article),
      tabulateAllPairs(quick),
    ]);
  });

  it.each([...listArticleSentences(article, -zeros.value), ...listQuickSentences(quick)])(
    'in “%s”',
    (sentence) => {
      expect(words).toContain(sentence);
    },
  );

  it.each([article, quick])(
    'where it says that the study of $experiment is whole and of today',
    (study) => {
      expect(study.lines).toHaveLength(study.wanted);
      expect(study.lines.filter(({ stale }) => stale.length > 0)).toEqual([]);
      expect(study.likeness).toMatchObject({ compared: study.likeness!.wanted, stale: 0 });
    },
  );
});

describe('what the page says of sizes is so', () => {
  it('of accuracy and of how sure answers are, with every number of images', () => {
    expect(isFalling(listMeans('Accuracy').toReversed())).toBe(true);
    expect(isFalling(listMeans('Entropy of the class probabilities'))).toBe(true);
    expect(isFalling(listMeans('Recognisability of the maps of conv2d_6').slice(1))).toBe(true);
  });

  it('of redundancy, whose intervals meet between all neighbours but the last two', () => {
    const points = listPoints('Redundancy of the maps of conv2d_1');
    const meeting = points.slice(1).map((point, i) => meets(points[i]!, point));
    expect(meeting).toEqual([true, true, true, true, false]);
  });

  it.each(['Share of zeros of conv2d_6', 'Tail of the values above zero of conv2d_6'])(
    'of %s, whose first interval meets the last',
    (name) => {
      const points = listPoints(name);
      expect(meets(points[0]!, points.at(-1)!)).toBe(true);
    },
  );

  it('of how many models there are of each', () => {
    const models = article.sizes[0]!.points.map(({ values }) => values.length);
    expect(models).toEqual([10, 10, 10, 40, 10, 40]);
  });
});

it('what the page says of filters is so: which layers differ from two seeds of one model', () => {
  const layers = [...Map.groupBy(article.likeness!.layers, ({ layer }) => layer)];
  const apart = (key: 'score' | 'cka') =>
    layers.flatMap(([layer, [pair, seeds]]) => (meets(pair![key]!, seeds![key]!) ? [] : [layer]));
  expect(apart('score')).toEqual([]);
  expect(apart('cka')).toEqual(['conv2d_5', 'conv2d_6']);
});

it('what the page says of the steps is so: the control excludes no effect of two thirds', () => {
  const differences = (family: StudyFamily) =>
    ['first-layer-likeness', 'first-layer-redundancy'].map(
      (id) => findCheck(family, id).difference!,
    );
  const all = differences(article.pairs);
  for (const [i, { upper }] of differences(article.controls['same-steps']!).entries()) {
    expect(upper).toBeGreaterThan((2 / 3) * all[i]!.value);
  }
});

it('the page says in how many pairs a check of the benchmark and one of the dummy fail in all', () => {
  const fails = (id: string) =>
    findCheck(article.pairs, id).pairs.every(({ outcome }) => outcome === 'fails');
  expect(['certainty-benchmark', 'certainty-dummy-wrong'].every(fails)).toBe(true);
});

function findCheck({ claims }: StudyFamily, id: string) {
  return claims.flatMap(({ checks }) => checks).find((check) => check.id === id)!;
}

type Interval = NonNullable<StudyVerdicts['sizes'][number]['points'][number]['mean']>;

function listPoints(name: string): Interval[] {
  return article.sizes.find((curve) => curve.name === name)!.points.map(({ mean }) => mean!);
}

function listMeans(name: string): number[] {
  return listPoints(name).map(({ value }) => value);
}

function isFalling(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value < values[i - 1]!);
}

function meets(one: Interval, other: Interval): boolean {
  return one.lower <= other.upper && other.lower <= one.upper;
}
