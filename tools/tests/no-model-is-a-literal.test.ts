import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');

/** What names the article's models all the same, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'packages/figure-diff/src/command/earlier-manifests.ts': 'older reports are of these two alone',
  'packages/trainer/src/commands/audit.ts': 'examples of commands that run',
  'packages/trainer/src/commands/measure-study.ts': 'examples of commands that run',
  'packages/trainer/src/commands/train-study.ts': 'examples of commands that run',
  'packages/trainer/src/commands/train.ts': 'examples of commands that run',
  'packages/trainer/src/experiment/load-experiment.ts': 'an example of what to write',
};

test('no code but what is about the article alone knows a model by its name', () => {
  const named = globSync('packages/*/src/**/*.{ts,astro,css}', { cwd: WORKSPACE })
    .filter((path) => ALLOWED[path] === undefined)
    .filter((path) => {
      const text = readFileSync(join(WORKSPACE, path), 'utf8');
      const code = text.replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, '');
      return /\b(?:benchmark|dummy)\b/i.test(code);
    });
  expect(named).toEqual([]);
});
