import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const PACKAGES = join(import.meta.dirname, '../..');

/** A sign that begins a line of markup: the line's end before it becomes a space. */
const APART = /^ +[,.;:!?](?= +\p{L})/mu;

it('no page has a space before a sign', () => {
  const found = globSync('{figure-diff,report-site}/src/**/*.astro', { cwd: PACKAGES }).filter(
    (path) => {
      const markup = readFileSync(join(PACKAGES, path), 'utf8').split(/^---$/m).at(-1)!;
      return APART.test(markup.replaceAll(/\{[^{}]*\}/g, '{}'));
    },
  );
  expect(found).toEqual([]);
});
