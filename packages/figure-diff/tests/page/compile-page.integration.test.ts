import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import type { Diff } from '../../src/schemas/diff.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { compilePage, loadPage } from '../../src/page/compile-page.ts';
import type { ChartSize } from '../../src/page/page-input.ts';

const COMPILED = join(import.meta.dirname, '../../../../dist/diff-page');

/** Compiled pages; what a lock has beside them comes and goes with other tests that load one. */
const listPages = async (compiled = COMPILED) =>
  (await readdir(compiled)).filter((name) => !name.startsWith('.'));

it('compiles the page once for each state of the sources', async () => {
  await loadPage();
  const [page, ...others] = await listPages();
  expect(page).toMatch(/^[0-9a-f]{64}$/);
  expect(others).toEqual([]);
  const { birthtimeMs, ino } = await stat(join(COMPILED, page!));
  await loadPage();
  expect(await listPages()).toEqual([page]);
  expect(await stat(join(COMPILED, page!))).toMatchObject({ birthtimeMs, ino });
});

it('compiles the page once for processes that begin at the same time, and gives it to each whole', async () => {
  // Below the workspace, whose packages a page imports.
  const compiled = await mkdtemp(join(COMPILED, '../test-page-'));
  onTestFinished(() => rm(compiled, { recursive: true }));
  const loaded = await Promise.all([1, 2, 3].map(() => loadApart(compiled)));
  const [page, ...others] = await listPages(compiled);
  expect(others).toEqual([]);
  const { ino } = await stat(join(compiled, page!));
  expect(loaded).toEqual(Array(3).fill(`function, ${ino}`));
});

/** Loads the page in a process of its own: what it has then, and which folder it is in. */
async function loadApart(compiled: string): Promise<string> {
  const module = import.meta.resolve('../../src/page/compile-page.ts');
  const script = `
    import { globSync, statSync } from 'node:fs';
    const { loadPage } = await import(${JSON.stringify(module)});
    const page = await loadPage(undefined, ${JSON.stringify(compiled)});
    const [folder] = globSync('?'.repeat(64), { cwd: ${JSON.stringify(compiled)}, withFileTypes: true });
    console.log(typeof page + ', ' + statSync(folder.parentPath + '/' + folder.name).ino);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  return said.trim();
}

it('keeps no page whose sources changed while it was compiled', async () => {
  await loadPage();
  const before = await listPages();
  const root = await mkdtemp(join(tmpdir(), 'layerprint-page-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await expect(compilePage(join(root, 'page'), () => false)).rejects.toMatchObject({
    code: 'source-changed',
  });
  expect(await readdir(root)).toEqual([]);
  expect(await listPages()).toEqual(before);
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

it('throws what a component throws, and says nothing of it itself', async () => {
  const renderPage = await loadPage();
  const error = new LayerprintError('a-code', 'What happened.', 'What to do.');
  const diff: Diff = Object.defineProperty(sampleDiff(), 'claims', {
    get: () => {
      throw error;
    },
  });
  const written = [vi.spyOn(console, 'error'), vi.spyOn(process.stderr, 'write')];
  const chartSizes = new Map<string, ChartSize>();
  await expect(renderPage({ diff, chartSizes })).rejects.toBe(error);
  for (const spy of written) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  await expect(renderPage({ diff: sampleDiff(), chartSizes })).resolves.toContain('</html>');
});
