import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openArtifacts } from '@layerprint/artifacts';
import { openPage } from './crawl-site.ts';
import { BUILT } from './site-workspace.ts';
import { visitBuiltSite } from './visit-built-site.ts';

const VIEWPORT = { width: 1280, height: 900 };
const LAYER = 'layers/conv2d_1/index.html';

const site = visitBuiltSite();
/** Ids of the specimens, the main one first. */
let specimens: string[];

beforeAll(async () => {
  const { manifest } = await openArtifacts(BUILT.artifacts);
  specimens = manifest.dataset.specimens.map(({ id }) => id);
});

/** Opens a page, and fails at the end where it complained. */
async function visit(path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const { page, complaints } = await openPage(site.browser, site.origin, { viewport: VIEWPORT });
  await page.goto(`${site.origin}/${path}`);
  await look(page);
  expect(complaints).toEqual([]);
  await page.context().close();
}

/** What is chosen and shown on the page of a layer. */
function readChoice(page: Page) {
  return page.evaluate(() => ({
    query: location.search,
    hash: location.hash,
    specimens: [...document.querySelectorAll<HTMLElement>('.view')]
      .filter((view) => view.checkVisibility())
      .map((view) => view.dataset['ofSpecimen']),
    scales: [
      ...new Set(
        [...document.querySelectorAll<HTMLElement>('[data-scope]')]
          .filter((part) => part.checkVisibility())
          .map((part) => part.dataset['scope']),
      ),
    ],
  }));
}

async function choose(
  page: Page,
  choice: 'specimen' | 'scale' | 'order',
  value: string,
): Promise<void> {
  await page.locator(`[data-choice="${choice}"][value="${value}"]`).first().check();
}

describe('what a reader chooses', () => {
  it('is in the address, after a reload, on the next layer, on the way back, and in a link sent on', async () => {
    const [, specimen] = specimens;
    const chosen = {
      query: `?specimen=${specimen}&scale=models`,
      hash: '',
      specimens: [specimen],
      scales: ['models'],
    };
    await visit(LAYER, async (page) => {
      await choose(page, 'specimen', specimen!);
      await choose(page, 'scale', 'models');
      expect(await readChoice(page)).toEqual(chosen);
      await page.reload();
      expect(await readChoice(page)).toEqual(chosen);
      await page.getByRole('link', { name: 'Next layer' }).click();
      await page.waitForURL('**/layers/conv2d_2/**');
      expect(await readChoice(page)).toEqual(chosen);
      await choose(page, 'scale', 'layer');
      await page.goBack();
      expect(await readChoice(page)).toEqual(chosen);
      const address = await page.evaluate(() => location.href);
      await visit(address.slice(site.origin.length + 1), async (sent) => {
        expect(await readChoice(sent)).toEqual(chosen);
      });
    });
  });

  it('goes from layer to report to layer, and switches every grid of the report', async () => {
    const [, specimen] = specimens;
    await visit(`${LAYER}?specimen=${specimen}`, async (page) => {
      await page.getByRole('navigation', { name: 'Site' }).getByText('Report').click();
      await page.waitForURL(`**/index.html?specimen=${specimen}`);
      await choose(page, 'scale', 'layer');
      expect(await readChoice(page)).toMatchObject({ scales: ['layer'] });
      await page.getByRole('link', { name: 'page of conv2d_6' }).click();
      await page.waitForURL('**/layers/conv2d_6/**');
      expect(await readChoice(page)).toMatchObject({
        query: `?specimen=${specimen}&scale=layer`,
        specimens: [specimen],
        scales: ['layer'],
      });
    });
  });

  it('is a section: its anchor stays beside the rest, and going back restores both', async () => {
    await visit('index.html', async (page) => {
      await choose(page, 'scale', 'models');
      await page.getByRole('navigation', { name: 'Contents' }).getByText('What is left').click();
      expect(await readChoice(page)).toMatchObject({
        query: '?scale=models',
        hash: '#what-is-left',
      });
      await choose(page, 'scale', 'layer');
      expect(await readChoice(page)).toMatchObject({
        query: '?scale=layer',
        hash: '#what-is-left',
      });
      await page.goBack();
      expect(await readChoice(page)).toMatchObject({ query: '?scale=models', scales: ['models'] });
    });
  });

  it('is not written where it is what the page begins with', async () => {
    await visit(LAYER, async (page) => {
      await choose(page, 'specimen', specimens[2]!);
      await choose(page, 'specimen', specimens[0]!);
      expect(await readChoice(page)).toMatchObject({ query: '', specimens: [specimens[0]] });
    });
  });

  it('is kept from a disk', async () => {
    const { page, complaints } = await openPage(site.browser, 'null', { viewport: VIEWPORT });
    await page.goto(pathToFileURL(`${BUILT.site}/${LAYER}`).href);
    await choose(page, 'specimen', specimens[3]!);
    await page.getByRole('link', { name: 'Next layer' }).click();
    await page.waitForURL('**/conv2d_2/**');
    expect(await readChoice(page)).toMatchObject({ specimens: [specimens[3]] });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('the order of filters', () => {
  /** What stands on the page of a layer in the order of partners. */
  const readPairs = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-order="match"] ol.matches > li')]
        .filter((pair) => pair.checkVisibility())
        .map((pair) => ({
          text: pair.querySelector('p')!.innerText,
          maps: pair.querySelectorAll('.map-tile').length,
        })),
    );
  const isGridShown = (page: Page) => page.locator('[data-order="number"]').first().isVisible();

  it('by partner shows each filter beside its own with their correlation, and is kept', async () => {
    const { figures } = await openArtifacts(BUILT.artifacts);
    const match = figures.find(({ id }) => id === 'matched-conv2d_1-dummy')!;
    const { pairs } = (match as Extract<typeof match, { kind: 'matched-filters' }>).data;
    await visit(LAYER, async (page) => {
      expect(await readPairs(page)).toEqual([]);
      await choose(page, 'order', 'match');
      expect(await isGridShown(page)).toBe(false);
      const shown = await readPairs(page);
      expect(shown).toHaveLength(pairs.length);
      expect(shown.map(({ maps }) => maps)).toEqual(pairs.map(() => 2));
      for (const [i, { first, other, r }] of pairs.entries()) {
        expect(shown[i]!.text).toContain(`${first} and ${other}, r `);
        expect(shown[i]!.text.replace('−', '-')).toContain(r!.toFixed(2));
      }
      expect((await readChoice(page)).query).toBe('?order=match');
      await page.reload();
      expect(await readPairs(page)).toEqual(shown);
      await page.getByRole('link', { name: 'Next layer' }).click();
      await page.waitForURL('**/layers/conv2d_2/**');
      expect(await isGridShown(page)).toBe(false);
    });
  });

  it('crops each map out of its grid', async () => {
    await visit(`${LAYER}?order=match`, async (page) => {
      const tile = page.locator('.matches .map-tile:visible').first();
      const [box, picture] = await tile.evaluate((element) => {
        const image = [...element.querySelectorAll('img')].find((one) => one.checkVisibility())!;
        return [element, image].map((one) => one.getBoundingClientRect().toJSON() as DOMRect);
      });
      expect(Math.abs(box!.width - box!.height)).toBeLessThan(1);
      // Four tiles in a row, and three gaps of three pixels.
      expect(picture!.width / box!.width).toBeCloseTo((4 * 96 + 9) / 96, 1);
      expect(picture!.left).toBeLessThanOrEqual(box!.left + 0.5);
      expect(picture!.right).toBeGreaterThanOrEqual(box!.right - 0.5);
      expect(picture!.top).toBeLessThanOrEqual(box!.top + 0.5);
      expect(picture!.bottom).toBeGreaterThanOrEqual(box!.bottom - 0.5);
    });
  });

  it('works without a script', async () => {
    const options = { viewport: VIEWPORT, javaScriptEnabled: false };
    const { page } = await openPage(site.browser, site.origin, options);
    await page.goto(`${site.origin}/${LAYER}`);
    await choose(page, 'order', 'match');
    expect(await isGridShown(page)).toBe(false);
    await expect.poll(() => page.locator('.matches:visible').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('is by number where an address points to a grid, and no choice where a layer has no filters', async () => {
    const id = `activations-conv2d_1-benchmark-${specimens[1]!}`;
    await visit(`${LAYER}?order=match#${id}`, async (page) => {
      expect(await page.locator(`#${id}`).isVisible()).toBe(true);
    });
    await visit('layers/pool_1/index.html?order=match', async (page) => {
      expect(await page.locator('[data-choice="order"]').count()).toBe(0);
      expect(await isGridShown(page)).toBe(true);
    });
  });
});

describe('an address', () => {
  it('that points to a figure of another specimen shows that specimen, and the figure', async () => {
    const specimen = specimens[4]!;
    const id = `activations-conv2d_1-benchmark-${specimen}`;
    await visit(`${LAYER}#${id}`, async (page) => {
      expect(await readChoice(page)).toMatchObject({
        query: `?specimen=${specimen}`,
        hash: `#${id}`,
        specimens: [specimen],
      });
      await page.locator(`#${id}`).evaluate((figure) => {
        const { top } = figure.getBoundingClientRect();
        if (top < 0 || top > innerHeight) throw new Error(`The figure is at ${top}.`);
      });
      // What it points to is no longer shown then.
      await choose(page, 'specimen', specimens[1]!);
      expect(await readChoice(page)).toMatchObject({
        query: `?specimen=${specimens[1]}`,
        hash: '',
        specimens: [specimens[1]],
      });
    });
  });

  it.each([
    '?specimen=unicorn-1&scale=loud',
    '?specimen=',
    '?specimen=%E0%A4%A',
    '#%E0%A4%A',
    '#nothing-here',
    '#"',
  ])('that makes no sense, %s, shows what the page begins with', async (address) => {
    await visit(LAYER + address, async (page) => {
      expect(await readChoice(page)).toMatchObject({
        query: '',
        specimens: [specimens[0]],
        scales: ['map'],
      });
    });
  });

  it('keeps what is not ours', async () => {
    await visit(`${LAYER}?from=a%20letter`, async (page) => {
      await choose(page, 'scale', 'layer');
      const { query } = await readChoice(page);
      expect([...new URLSearchParams(query)]).toEqual([
        ['from', 'a letter'],
        ['scale', 'layer'],
      ]);
    });
  });
});
