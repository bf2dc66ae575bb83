import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { crawlSite, findBrokenPictures, openPage } from './crawl-site.ts';
import type { Visit } from './crawl-site.ts';
import { serveFolder } from '../src/preview/serve-folder.ts';
import { BUILT } from './site-workspace.ts';
import { visitBuiltSite } from './visit-built-site.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
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
/** One page of each kind. */
const KINDS = [
  '',
  'layers/',
  'layers/conv2d_6/',
  'training/',
  'study/',
  'provenance/',
  'source/',
  '404.html',
];
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

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

describe.each(KINDS)('the page /%s', (path) => {
  it.each([
    ['light, on a desktop', { colorScheme: 'light', viewport: DESKTOP }],
    ['dark, on a phone', { colorScheme: 'dark', viewport: PHONE }],
  ] as const)('satisfies axe and shows its pictures, %s', async (_name, options) => {
    const { page, complaints } = await openPage(site.browser, site.origin, options);
    await page.goto(`${site.origin}/${path}`);
    expect(await findBrokenPictures(page)).toEqual([]);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is not wider than a phone of 320 pixels', async () => {
    const { page } = await openPage(site.browser, site.origin, { viewport: PHONE });
    await page.goto(`${site.origin}/${path}`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.context().close();
  });

  it('is not wider where models and classes have names of 60 letters without a space', async () => {
    const { page } = await openPage(site.browser, site.origin, { viewport: PHONE });
    await page.goto(`${site.origin}/${path}`);
    await page.evaluate(() => {
      const name = 'x'.repeat(60);
      for (const named of document.querySelectorAll('.model, .controls label span')) {
        named.lastChild!.textContent = name;
      }
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.context().close();
  });
});

describe('without JavaScript', () => {
  it('switches colour scale and specimen by keyboard', async () => {
    const options = { viewport: DESKTOP, javaScriptEnabled: false };
    const { page, complaints } = await openPage(site.browser, site.origin, options);
    await page.goto(`${site.origin}/layers/conv2d_6/`);
    const shown = () =>
      page
        .locator('.explorer .pair img.pixels:visible')
        .evaluateAll((images) => images.map((image) => image.getAttribute('src')));
    const grids = (specimen: RegExp, scope: string) =>
      ['benchmark', 'dummy'].map((model): unknown =>
        expect.stringMatching(`/activations-conv2d_6-${model}-${specimen.source}-${scope}\\.png$`),
      );
    expect(await shown()).toEqual(grids(/frog-\d+/, 'map'));

    await page.getByRole('radio', { name: 'each map' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual(grids(/frog-\d+/, 'layer'));
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual(grids(/frog-\d+/, 'models'));

    await page.getByRole('radio', { name: 'frog' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toEqual(grids(/airplane-\d+/, 'models'));
    expect(await page.locator('h2:visible').allTextContents()).toEqual([
      expect.stringContaining('conv2d_6 on an airplane'),
      'Partners',
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says first of all what the data are', async () => {
    const { page } = await openPage(site.browser, site.origin, { javaScriptEnabled: false });
    await page.goto(`${site.origin}/`);
    expect(await page.locator('body').innerText()).toMatch(
      /^(?:Skip to the content\s+)?These are sketch-10 drawings, not CIFAR-10\./,
    );
    await page.context().close();
  });

  it('takes the keyboard past the navigation', async () => {
    const { page } = await openPage(site.browser, site.origin, { javaScriptEnabled: false });
    await page.goto(`${site.origin}/`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.origin}/#content`);
    await page.locator('main:focus').waitFor();
    await page.context().close();
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
