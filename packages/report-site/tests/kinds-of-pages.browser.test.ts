import { describe, expect, it } from 'vitest';
import { findBrokenPictures, openPage } from './crawl-site.ts';
import { findViolations } from './find-violations.ts';
import { KINDS_OF_PAGES, visitBuiltSite } from './visit-built-site.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

const site = visitBuiltSite();

describe.each(KINDS_OF_PAGES)('the page /%s', (path) => {
  it.each([
    ['light, on a desktop', { colorScheme: 'light', viewport: DESKTOP }],
    ['dark, on a phone', { colorScheme: 'dark', viewport: PHONE }],
  ] as const)('satisfies axe and shows its pictures, %s', async (_name, options) => {
    const { page, complaints } = await openPage(site.browser, site.origin, options);
    await page.goto(`${site.origin}/${path}`);
    expect(await findBrokenPictures(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
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
        .locator('.explorer .pair img.pixels')
        .evaluateAll((images) =>
          images
            .filter((image) => image.checkVisibility())
            .map((image) => image.getAttribute('src')),
        );
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
