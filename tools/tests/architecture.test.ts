import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
/** What the page says of a package, by its name. */
const SECTIONS = new Map(
  PAGE.split('\n### `packages/')
    .slice(1)
    .map((section) => {
      const [text] = section.split(/\n## /);
      return [section.slice(0, section.indexOf('`')), text!] as const;
    }),
);

test.each([...SECTIONS])('ARCHITECTURE.md tells of every folder of %s', (name, text) => {
  const folders = readdirSync(join(ROOT, 'packages', name, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const told = [...text.matchAll(/^\|(.*?)\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([a-z-]+)\/`/g)].map(([, folder]) => folder!),
  );
  expect(told.sort()).toEqual(folders.sort());
});
