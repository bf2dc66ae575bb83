import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const WORKSPACE = join(import.meta.dirname, '../..');
const TESTS = '{packages/*/tests/**,tools/tests/**,tools/try-foreign}/*.ts';
/** As an option, or as the last argument of a test. */
const TIME = /\b(?:testTimeout|hookTimeout|timeout):|^\s*\}, [\d_]{4,}\);$/m;

test('no test has a time of its own: all have one that no busy machine reaches', () => {
  const timed = globSync(TESTS, {
    cwd: WORKSPACE,
    exclude: ['tools/tests/no-test-is-timed.test.ts'],
  });
  expect(timed.length).toBeGreaterThan(200);
  expect(timed.filter((path) => TIME.test(readFileSync(join(WORKSPACE, path), 'utf8')))).toEqual(
    [],
  );
});
