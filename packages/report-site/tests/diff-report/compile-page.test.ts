import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { sampleDiff } from '../../../core/tests/comparison/sample-diff.ts';
import { loadPage } from '../../src/diff-report/compile-page.ts';

const COMPILED = join(import.meta.dirname, '../../../../dist/diff-page');

// Compiling takes seconds, and more where several tests begin with it.
vi.setConfig({ testTimeout: 300_000 });

it('compiles the page once for each state of the sources', async () => {
  await loadPage();
  const listPages = async () => (await readdir(COMPILED)).filter((name) => !name.startsWith('.'));
  const [page, ...others] = await listPages();
  expect(page).toMatch(/^[0-9a-f]{64}$/);
  expect(others).toEqual([]);
  const { birthtimeMs, ino } = await stat(join(COMPILED, page!));
  await loadPage();
  expect(await listPages()).toEqual([page]);
  expect(await stat(join(COMPILED, page!))).toMatchObject({ birthtimeMs, ino });
});

it('gives a page that holds nothing of the comparison before', async () => {
  const renderPage = await loadPage();
  const render = (label: string) => {
    const diff = sampleDiff();
    diff.head.source.label = label;
    return renderPage({ diff, chartSizes: new Map() });
  };
  const [first, second] = [await render('the-first'), await render('the-second')];
  expect(first).toContain('the-first');
  expect(second).not.toContain('the-first');
  expect(second.replaceAll('the-second', 'the-first')).toBe(first);
});

it('says that a page could not be rendered', async () => {
  const renderPage = await loadPage();
  const silent = vi.spyOn(console, 'error').mockReturnValue(undefined);
  await expect(renderPage({} as never)).rejects.toThrow('status 500');
  silent.mockRestore();
});
