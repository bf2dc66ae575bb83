import { expect, test } from 'vitest';
import { countHolds, listCheckNumbers } from '@layerprint/core';
import { measureArticle, sampleMeasurements } from './sample-measurements.ts';

const CHECKS = measureArticle(sampleMeasurements()).flatMap(({ checks }) => checks);

/** Every number that is anywhere in a check. */
function collectNumbers(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(collectNumbers);
}

test('listCheckNumbers lists every number of a check once, under a name of its own', () => {
  for (const check of CHECKS) {
    const listed = listCheckNumbers(check);
    expect(new Set(listed.map(({ name }) => name)).size).toBe(listed.length);
    const values = listed.flatMap(({ value }) => value ?? []);
    expect(values.toSorted(), check.id).toEqual(collectNumbers(check).toSorted());
  }
});

test('countHolds leaves out what no network could fail', () => {
  const of = (...verdicts: ('holds' | 'fails' | 'undecided' | 'cannot-fail')[]) =>
    countHolds(verdicts.map((verdict) => ({ verdict })));
  expect(of('holds', 'fails', 'undecided')).toEqual({ holds: 1, of: 3 });
  expect(of('cannot-fail', 'holds')).toEqual({ holds: 1, of: 1 });
});
