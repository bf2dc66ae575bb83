import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { SOURCE_PAGE } from '../src/report/folders.ts';
import { createPlace, hashFolder, ODD, POOR, run } from './odd-host.ts';
import { assertBuilt, BUILT } from './site-workspace.ts';

const RENDER = join(import.meta.dirname, '../src/render.ts');

beforeAll(assertBuilt);

it('the site is the same bytes on a host without home, colour, clock or many open files', async () => {
  const root = await createPlace();
  const { status } = run(root, [...POOR, process.execPath, RENDER], ODD);
  expect(status).toBe(0);
  // The page of the commit is added when the site is handed over.
  const { [SOURCE_PAGE]: page, ...rendered } = await hashFolder(BUILT.site);
  expect(page).toBeDefined();
  expect(await hashFolder(join(root, 'dist/quick/site'))).toEqual(rendered);
});
