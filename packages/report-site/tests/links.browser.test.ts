import { stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { crawlSite, openPage } from './crawl-site.ts';
import type { Visit } from './crawl-site.ts';
import { serveFolder } from '../src/preview/serve-folder.ts';
import { BUILT } from './site-workspace.ts';
import { visitBuiltSite } from './visit-built-site.ts';

const DESKTOP = { width: 1280, height: 900 };
const LAYERS = [1, 2, 3, 4, 5, 6].map((n) => `conv2d_${n}`).concat('pool_1', 'pool_2');
/** Every page that links lead to, sorted. */
const PAGES = [
  'index.html',
  ...LAYERS.map((layer) => `layers/${layer}/index.html`),
  'layers/index.html',
  'provenance/index.html',
  'source/index.html',
  'study/index.html',
  'training/index.html',
].sort();

const site = visitBuiltSite();

describe('every page of the site', () => {
  it('loads without a complaint, and leads nowhere that is not there', async () => {
    const { page, complaints } = await openPage(site.browser, site.origin, { viewport: DESKTOP });
    const visits = await crawlSite(page, `${site.origin}/index.html`);
    expect(listPaths(visits)).toEqual(PAGES.map((path) => `/${path}`));
    expect(await findDeadReferences(visits)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(new Set(visits.map(({ title }) => title)).size).toBe(visits.length);
    for (const { address, headings } of visits) expectOrderedHeadings(address, headings);
  });

  it('does the same in any folder of a host, which nobody told the build', async () => {
    await using below = await serveFolder(BUILT.site, '/some/where/');
    const { page, complaints } = await openPage(site.browser, below.origin, { viewport: DESKTOP });
    const visits = await crawlSite(page, `${below.origin}/some/where/index.html`);
    expect(listPaths(visits)).toEqual(PAGES.map((path) => `/some/where/${path}`));
    expect(await findDeadReferences(visits)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('does the same from a disk', async () => {
    const { page, complaints } = await openPage(site.browser, 'null', { viewport: DESKTOP });
    const root = pathToFileURL(`${BUILT.site}/`).href;
    const visits = await crawlSite(page, `${root}index.html`);
    expect(visits.map(({ address }) => address).sort()).toEqual(PAGES.map((path) => root + path));
    expect(await findDeadReferences(visits)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain(
      'Serif',
    );
  });
});

function listPaths(visits: readonly Visit[]): string[] {
  return visits.map(({ address }) => new URL(address).pathname).sort();
}

/** References to what is not there: files that the server does not have, and anchors without a target. */
async function findDeadReferences(visits: readonly Visit[]): Promise<string[]> {
  const idsOf = new Map(visits.map(({ address, ids }) => [address, ids]));
  const references = [...new Set(visits.flatMap((visit) => visit.references))];
  const dead = await Promise.all(
    references.map(async (reference) => {
      const [address = '', anchor] = reference.split('#');
      if (anchor !== undefined) return idsOf.get(address)?.includes(anchor) ? [] : [reference];
      return (await isThere(address)) ? [] : [reference];
    }),
  );
  return dead.flat();
}

/** Whether there is a file at an address; a folder on a disk is none. */
function isThere(address: string): Promise<boolean> {
  const asked = address.startsWith('file:')
    ? stat(fileURLToPath(address)).then((found) => found.isFile())
    : fetch(address).then(({ ok }) => ok);
  return asked.catch(() => false);
}

/** One heading of the first level, first, and no level left out on the way down. */
function expectOrderedHeadings(address: string, headings: readonly number[]): void {
  expect(
    headings.filter((level) => level === 1),
    address,
  ).toEqual([1]);
  expect(headings[0], address).toBe(1);
  const jumps = headings.filter((level, i) => i > 0 && level > headings[i - 1]! + 1);
  expect(jumps, address).toEqual([]);
}
