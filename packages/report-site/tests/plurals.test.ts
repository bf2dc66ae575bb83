import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countNoun } from '@layerprint/core';

const PACKAGES = join(import.meta.dirname, '../..');

it.each([
  [0, '0 images'],
  [1, '1 image'],
  [2, '2 images'],
  [50_000, '50,000 images'],
])('%d is counted as %j', (count, words) => {
  expect(countNoun(count, 'image')).toBe(words);
});

/** A number that any report may make 1, and a noun that then is wrong. Of classes there are two at least. */
const COUNTED =
  /(?!\$?\{[^{}]*(?:classNames\.length|spellCount\(classes\))\} classes)\$?\{[^{}]*(?:[iI]mages|[eE]pochs|[pP]atience|batchSize|\.length|[cC]ount\([^{}]*)\}(?:\{' '\}|\s)+(?:[a-z]+ )?(?:images|epochs|figures|specimens|claims|filters|maps|classes)\b/g;

it('every noun behind a number that may be one is chosen by the number', () => {
  const paths = globSync('{core,figure-diff,trainer,report-site}/src/**/*.{ts,astro}', {
    cwd: PACKAGES,
  });
  const found = paths.flatMap((path) =>
    [...readFileSync(join(PACKAGES, path), 'utf8').matchAll(COUNTED)].map(
      ([text]) => `${path}: ${text}`,
    ),
  );
  expect(found).toEqual([]);
});
