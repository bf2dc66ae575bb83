import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage } from './crawl-site.ts';
import { KINDS_OF_PAGES, visitBuiltSite } from './visit-built-site.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A4 without the margins of Chromium's own, in CSS pixels. */
const PAPER = { width: 718, height: 1047 };

/** But for the page of the study, whose curves by size have titles of their own and are printed as a grid. */
const KINDS = KINDS_OF_PAGES.filter((path) => path !== 'study/');

const site = visitBuiltSite();

async function visit<T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const { page, complaints } = await openPage(site.browser, site.origin, options);
  await page.goto(`${site.origin}/${path}`);
  const seen = await look(page);
  expect(complaints).toEqual([]);
  await page.context().close();
  return seen;
}

const unfold = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));

describe.each(KINDS)('/%s on a phone of 390 pixels', (path) => {
  it('has no target smaller than 24 pixels but links inside sentences', async () => {
    const small = await visit(path, { viewport: PHONE }, async (page) => {
      await unfold(page);
      return page.evaluate(() =>
        [...document.querySelectorAll('a[href], summary, button, input, select')]
          .filter((target) => target.checkVisibility() && !target.matches('p a, .skip-link'))
          .filter((target) => {
            const { width, height } = target.getBoundingClientRect();
            return width < 24 || height < 24;
          })
          .map((target) => target.outerHTML),
      );
    });
    expect(small).toEqual([]);
  });

  it('shows every chart whole, at its size, and in the panels of the narrow layout', async () => {
    const charts = await visit(path, { viewport: PHONE }, (page) =>
      page.evaluate(() =>
        Promise.all(
          [...document.querySelectorAll<HTMLImageElement>('img.chart')].map(async (chart) => {
            chart.loading = 'eager';
            await chart.decode();
            const frame = chart.closest('.figure-frame')!;
            return {
              layout: chart.currentSrc.endsWith('-narrow.svg'),
              cut: frame.scrollWidth - frame.clientWidth,
              scale: chart.getBoundingClientRect().width / chart.naturalWidth,
            };
          }),
        ),
      ),
    );
    for (const { layout, cut, scale } of charts) {
      expect({ layout, cut }).toEqual({ layout: true, cut: 0 });
      expect(scale).toBeGreaterThan(0.97);
    }
  });
});

it('keeps the first column of a table that is wider than a phone', async () => {
  await visit('layers/conv2d_6/index.html', { viewport: PHONE }, async (page) => {
    const [before, after, row] = await page.evaluate(() => {
      const frame = [...document.querySelectorAll('.table-frame')].find(
        (candidate) => candidate.checkVisibility() && candidate.querySelector('.channels'),
      )!;
      const name = frame.querySelector('tbody th')!;
      const measure = () => name.getBoundingClientRect().left - frame.getBoundingClientRect().left;
      const left = measure();
      frame.scrollLeft = 120;
      return [left, measure(), frame.scrollLeft];
    });
    expect(row).toBe(120);
    expect(after).toBe(before);
  });
});

describe.each(KINDS)('/%s on paper', (path) => {
  it('hides no row of a table, and lays nothing that a page may end in out as a grid', async () => {
    const seen = await visit(path, { viewport: PAPER }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      return page.evaluate(() => {
        const shown = [...document.querySelectorAll('body *')].filter((part) =>
          part.checkVisibility(),
        );
        const isKept = (part: Element | null): boolean =>
          part !== null &&
          (getComputedStyle(part).breakInside === 'avoid' || isKept(part.parentElement));
        return {
          hidden: shown
            .filter((part) => part.matches('.table-frame'))
            .filter((frame) => frame.scrollHeight > frame.clientHeight + 1)
            .map((frame) => frame.ariaLabel),
          // What is higher than a few lines: Chromium prints a grid's rows over what follows a break.
          grids: shown
            .filter((part) => /grid|flex/.test(getComputedStyle(part).display))
            .filter((part) => part.getBoundingClientRect().height > 100 && !isKept(part))
            .map((part) => part.className),
        };
      });
    });
    expect(seen).toEqual({ hidden: [], grids: [] });
  });
});

it('prints every column of every table', async () => {
  await visit('study/index.html', { viewport: PAPER }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const wide = await page.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true;
      return [...document.querySelectorAll('table')]
        .filter((table) => table.getBoundingClientRect().right > window.innerWidth + 1)
        .map((table) => table.className);
    });
    expect(wide).toEqual([]);
  });
});
it('prints how each observation was decided, though it is folded away on the screen', async () => {
  await visit('index.html', { viewport: PAPER }, async (page) => {
    const isShown = () =>
      page
        .locator('.checks')
        .first()
        .evaluate((checks) => checks.checkVisibility());
    expect(await isShown()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await isShown()).toBe(true);
  });
});

it('shows every row of a table on the screen, wherever the scroll bars are', async () => {
  for (const path of KINDS) {
    const cut = await visit(path, { viewport: DESKTOP }, async (page) => {
      await unfold(page);
      return page.evaluate(() =>
        [...document.querySelectorAll('.table-frame')]
          .filter((frame) => frame.scrollHeight > frame.clientHeight + 1)
          .map((frame) => frame.ariaLabel),
      );
    });
    expect(cut).toEqual([]);
  }
});

it('tells what is chosen from the rest where colours are forced', async () => {
  const options = { viewport: DESKTOP, forcedColors: 'active' } as const;
  await visit('layers/conv2d_6/index.html', options, async (page) => {
    const looks = await page.evaluate(() => {
      const look = (part: Element) => {
        const style = getComputedStyle(part);
        return [style.backgroundColor, style.borderBottom, style.color].join(' ');
      };
      const groups = {
        specimen: ['[name="specimen"]:checked + span', '[name="specimen"]:not(:checked) + span'],
        scale: ['[name="scale"]:checked + span', '[name="scale"]:not(:checked) + span'],
        page: ['nav [aria-current]', 'nav a:not([aria-current])'],
      };
      return Object.entries(groups).map(([name, selectors]) => {
        const [chosen, other] = selectors.map((selector) =>
          look(document.querySelector(selector)!),
        );
        return [name, chosen !== other];
      });
    });
    expect(looks).toEqual([
      ['specimen', true],
      ['scale', true],
      ['page', true],
    ]);
  });
});

describe('for those who hear the page', () => {
  it.each(KINDS)('/%s names each figure by its title, and no two things alike', async (path) => {
    await visit(path, { viewport: DESKTOP }, async (page) => {
      const session = await page.context().newCDPSession(page);
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const named = (role: string) =>
        nodes
          .filter((node) => !node.ignored && node.role?.value === role)
          .map((node) => String(node.name?.value ?? ''));
      const titles = await page.evaluate(() =>
        [...document.querySelectorAll('.figure-title')]
          .filter((title) => title.checkVisibility())
          .map((title) => title.textContent.replaceAll(/\s+/g, ' ').trim()),
      );
      expect(named('figure')).toEqual(titles);
      expect(Math.max(0, ...titles.map(({ length }) => length))).toBeLessThan(120);
      for (const role of ['figure', 'region', 'DisclosureTriangle']) {
        const names = named(role);
        expect(new Set(names).size, role).toBe(names.length);
      }
    });
  });
});

describe('the report', () => {
  it('has contents that name every section, and how every observation came out in one run and over many seeds', async () => {
    const seen = await visit(
      'index.html',
      { viewport: DESKTOP, javaScriptEnabled: false },
      async (page) => {
        const contents = page.getByRole('navigation', { name: 'Contents' });
        return {
          entries: await contents.locator('ul > li > a').allTextContents(),
          headings: await page.locator('.contents ~ h2').allTextContents(),
          listed: await contents.locator('.outcome').allTextContents(),
          said: await page.locator('.claim header .outcome').allTextContents(),
          studied: await contents.locator('.outcomes').count(),
          claims: await page.locator('.claim').count(),
        };
      },
    );
    expect(seen.entries).toEqual(seen.headings);
    expect(seen.listed).toEqual(seen.said);
    // The one about pixels alone is no matter of seeds.
    expect([seen.claims, seen.studied]).toEqual([6, 5]);
    expect(seen.said).toHaveLength(seen.claims + seen.studied);
  });

  it('is read in half the screens and tab stops that it would be unfolded', async () => {
    const measure = (page: Page) =>
      page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        stops: [...document.querySelectorAll('a[href], summary, input, [tabindex="0"]')].filter(
          (stop) => stop.checkVisibility(),
        ).length,
      }));
    for (const viewport of [DESKTOP, PHONE]) {
      await visit('index.html', { viewport }, async (page) => {
        const folded = await measure(page);
        await unfold(page);
        const unfolded = await measure(page);
        expect(folded.height).toBeLessThan(unfolded.height / 2);
        expect(folded.stops).toBeLessThan(unfolded.stops / 2);
      });
    }
  });

  it('numbers the tiles of a grid, and has the benchmark on the same side as all pages', async () => {
    for (const path of ['index.html', 'layers/conv2d_6/index.html', 'layers/index.html']) {
      await visit(path, { viewport: DESKTOP }, async (page) => {
        const pairs = await page.evaluate(() =>
          [...document.querySelectorAll('.pair, .card-pictures')]
            .filter((pair) => pair.checkVisibility())
            .map((pair) =>
              [...pair.querySelectorAll(':is(.pair-heading, .card-pictures) .model')].map((model) =>
                model.textContent.trim(),
              ),
            ),
        );
        expect(pairs.length).toBeGreaterThan(0);
        for (const pair of pairs) expect(pair).toEqual(['Benchmark', 'Dummy']);
      });
    }
    await visit('layers/conv2d_6/index.html', { viewport: PHONE }, async (page) => {
      const numbers = page.locator('.figure:visible .tile-numbers').first();
      expect(await numbers.locator('text').allTextContents()).toEqual(
        Array.from({ length: 16 }, (_, channel): unknown =>
          expect.stringMatching(`^\\s*${channel}\\s*$`),
        ),
      );
      const [overlay, picture] = await page.evaluate(() => {
        const frame = document.querySelector('.figure-frame:has(.tile-numbers)')!;
        const boxOf = (part: Element) => JSON.stringify(part.getBoundingClientRect());
        const shown = [...frame.querySelectorAll('img')].find((image) => image.checkVisibility())!;
        return [boxOf(frame.querySelector('svg')!), boxOf(shown)];
      });
      expect(overlay).toBe(picture);
    });
  });
});
