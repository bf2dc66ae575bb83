import type { OpenedFigure } from '@layerprint/artifacts';
import {
  MatchedFiltersDataSchema,
  type MatchedFiltersData,
} from '@layerprint/core/schemas/figure-data';
import { expect, test } from 'vitest';
import { compareData } from '../../src/comparison/compare-data.ts';
import { compareMatchedFilters } from '../../src/comparison/compare-matched-filters.ts';
import { ALL_ALIKE } from './all-alike.ts';
import { listEdits } from '../page/list-edits.ts';

const NONE = { dead: [], silent: [], left: [] };
const DATA: MatchedFiltersData = {
  schemaVersion: 1,
  figure: 'matched-conv2d_6-dummy',
  layer: 'conv2d_6',
  first: { model: 'benchmark', ...NONE },
  other: { model: 'dummy', ...NONE },
  images: { matching: 10, scoring: 9 },
  places: 64,
  correlations: [
    [0.1, 0.9],
    [0.5, 0.2],
  ],
  pairs: [
    { first: 0, other: 1, matchingR: 0.9, r: 0.9 },
    { first: 1, other: 0, matchingR: 0.6, r: 0.5 },
  ],
  trained: { score: 0.7, cka: 0.8 },
  shuffled: { score: 0.01, cka: 0.002 },
  untrained: { score: 0.3, cka: 0.9 },
  ceiling: null,
};

const compare = (head: Partial<MatchedFiltersData>, models: readonly string[] = []) =>
  compareMatchedFilters(DATA, { ...DATA, ...head }, { ...ALL_ALIKE, models: new Set(models) });

test('the same numbers are no change, whatever captions call the models', () => {
  expect(compare({ first: { ...DATA.first, modelName: 'large' } })).toMatchObject({
    change: 'none',
    sentences: [],
  });
});

test('numbers below the tolerances are noise, and so is nothing that is a whole number or is gone', () => {
  const noise = { score: 0.7 + 1e-5, cka: 0.8 };
  expect(compare({ trained: noise }).change).toBe('noise');
  expect(compare({ images: { matching: 11, scoring: 9 } }).change).toBe('data');
  expect(compare({ untrained: null }).change).toBe('data');
});

test('another partner is named, beside what partners and layers have in common', () => {
  const { change, sentences, data } = compare({
    pairs: [
      { first: 0, other: 0, matchingR: 0.8, r: 0.7 },
      { first: 1, other: 1, matchingR: 0.6, r: 0.5 },
    ],
    trained: { score: 0.6, cka: 0.4 },
  });
  expect(change).toBe('data');
  expect(sentences).toEqual([
    'conv2d_6, benchmark and dummy: mean correlation of partners 0.700 → 0.600; CKA 0.800 → 0.400; another partner for filters 0 and 1.',
  ]);
  expect(data.pairs[0]).toEqual({
    first: 0,
    partner: { base: 1, head: 0 },
    r: { base: 0.9, head: 0.7 },
  });
});

test('of another model no filter is told, and the layers stand beside each other', () => {
  const { data, sentences, change } = compare({ trained: { score: 0.2, cka: 0.1 } }, ['dummy']);
  expect(data).toMatchObject({ pairs: [], score: { base: 0.7, head: 0.2 } });
  expect([change, sentences]).toEqual(['data', []]);
});

test('beside another first model it is said which', () => {
  const { sentences, data } = compare({ first: { model: 'small', ...NONE } });
  expect(sentences).toEqual(['conv2d_6, dummy: matched with benchmark → small.']);
  expect(data.pairs).toEqual([]);
});

test('nothing of it differs in silence', () => {
  const open = (data: MatchedFiltersData) =>
    ({ id: DATA.figure, kind: 'matched-filters', data }) as OpenedFigure;
  const { edits } = listEdits(DATA, (value) => MatchedFiltersDataSchema.safeParse(value).success);
  expect(edits.length).toBeGreaterThan(20);
  for (const { name, apply } of edits) {
    const { change, sentences } = compareData(open(DATA), open(apply(DATA)), ALL_ALIKE)!;
    expect([name, change]).not.toEqual([name, 'none']);
    expect([name, sentences.length]).not.toEqual([name, 0]);
  }
});
