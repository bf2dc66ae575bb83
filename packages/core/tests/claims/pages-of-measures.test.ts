import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FOLLOWING_IMAGES } from '@layerprint/core';
import { MEASURE_NAMES, measureOf, type MeasureName } from '../../src/claims/measures/table.ts';

const DOCS = join(import.meta.dirname, '../../../../docs');
const RULES = readFileSync(join(DOCS, 'claims.md'), 'utf8');
const GUIDE = readFileSync(join(DOCS, 'guides/own-claims.md'), 'utf8');

/** The cells of the rows that tell of a measure, in order. */
function listRows(page: string): string[][] {
  return page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name = '']) => MEASURE_NAMES.some((known) => name === `\`${known}\``));
}

/** What a measure is of, in the words of the pages. */
function sayOf(name: MeasureName): string {
  const { of, ofTwo } = measureOf(name);
  const words = {
    maps: 'a layer with maps',
    values: 'a layer',
    answer: 'an answer',
    pixels: '`pixels`',
  };
  return of.map((target) => words[target] + (ofTwo ? ' in two models' : '')).join(', ');
}

describe.each([
  ['the rules of the claims', RULES],
  ['the guide', GUIDE],
])('%s', (_, page) => {
  test('tell of every measure, and of what it is', () => {
    const told = listRows(page).map(([, name, of]) => [name, of!.replace(' (`from`)', '')]);
    expect(told).toEqual(
      MEASURE_NAMES.map((name) => [
        `\`${name}\``,
        // The guide says what it is decided on.
        page === GUIDE && name === 'accuracy' ? 'many answers' : sayOf(name),
      ]),
    );
  });
});

test('the rules say of which measures there is a chance, and of how many images it is measured', () => {
  const told = listRows(RULES).map(([, , , , , chance]) => chance !== 'none');
  expect(told).toEqual(MEASURE_NAMES.map((name) => measureOf(name).readChance !== undefined));
  expect(RULES).toContain(`one of the ${FOLLOWING_IMAGES - 1} validation images that follow`);
});

test('the rules name no layer of the article but in its own checks', () => {
  const [general, ofArticle] = RULES.split("## The article's checks");
  expect(general).not.toMatch(/conv2d_\d|benchmark|dummy/);
  expect(ofArticle).toMatch(/conv2d_6/);
});
