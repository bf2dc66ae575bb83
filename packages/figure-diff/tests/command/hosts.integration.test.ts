import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createPlace, hashFolder, ODD, POOR, run } from '../../../report-site/tests/odd-host.ts';
import { assertBuilt, BUILT } from '../../../report-site/tests/site-workspace.ts';

const DIFF = join(import.meta.dirname, '../../src/diff.ts');

beforeAll(assertBuilt);

it('the diff is the same bytes on a host without home, colour, clock or many open files', async () => {
  const root = await createPlace();
  const args = ['--base-dir', BUILT.artifacts, '--head-dir', BUILT.artifacts, '--out'];
  const plain = run(root, [process.execPath, DIFF, ...args, 'plain']);
  const odd = run(root, [...POOR, process.execPath, DIFF, ...args, 'odd'], ODD);
  expect([plain.status, odd.status]).toEqual([0, 0]);
  expect(odd.stdout).toBe(plain.stdout.replace('plain/', 'odd/'));
  expect(await hashFolder(join(root, 'odd'))).toEqual(await hashFolder(join(root, 'plain')));
});
