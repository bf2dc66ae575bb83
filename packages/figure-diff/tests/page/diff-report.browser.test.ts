import { pathToFileURL } from 'node:url';
import { VERDICTS } from '../../src/schemas/figure-diff.ts';
import { compareReports } from '../../src/comparison/index.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDiff, sampleFailedDiff } from '../comparison/sample-diff.ts';
import { SWAPPED } from '../../../artifacts/tests/sample-artifacts.ts';
import { sampleSide } from '../comparison/sample-sides.ts';
import { findBrokenPictures } from '../../../report-site/tests/crawl-site.ts';
import { findViolations } from '../../../report-site/tests/find-violations.ts';
import { launchBrowser } from '../../../report-site/tests/launch-browser.ts';
import { createDiffFolder } from './diff-folder.ts';
import type { DiffFolder } from './diff-folder.ts';
import { hostileDiff } from './hostile-diff.ts';

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
const GRID = '#activations-conv2d_6-dummy-frog-4';

let browser: Browser;
let sample: DiffFolder;
let failed: DiffFolder;
let hostile: DiffFolder;

beforeAll(async () => {
  browser = await launchBrowser();
  sample = await createDiffFolder(sampleDiff());
  failed = await createDiffFolder(sampleFailedDiff());
  hostile = await createDiffFolder(hostileDiff());
});

afterAll(async () => {
  // Those that there are, where not all could be made.
  await (browser as Browser | undefined)?.close();
  const made: (DiffFolder | undefined)[] = [sample, failed, hostile];
  for (const folder of made) await folder?.[Symbol.asyncDispose]();
});

describe('the report of a comparison, opened from a file', () => {
  it.each([
    ['light, on a desktop', { colorScheme: 'light', viewport: DESKTOP }],
    ['dark, on a phone', { colorScheme: 'dark', viewport: PHONE }],
  ] as const)(
    'loads without a complaint, shows its pictures and satisfies axe, %s',
    async (_name, options) => {
      for (const { folder } of [sample, failed, hostile]) {
        const { page, complaints } = await openReport(folder, options);
        await openAll(page);
        expect(await findBrokenPictures(page)).toEqual([]);
        expect(await findViolations(page)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
          options.viewport.width,
        );
        await page.context().close();
      }
    },
  );

  it('satisfies axe in every view', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    for (const view of ['Slider', 'Blend', 'Toggle', 'Difference']) {
      await chooseView(page, view);
      expect(await findViolations(page)).toEqual([]);
    }
    await page.context().close();
  });

  it('fetches the pictures of a folded figure only when it is opened', async () => {
    const diff = sampleDiff();
    for (const figure of diff.figures) figure.number = null;
    await using folded = await createDiffFolder(diff);
    const { page, requests } = await openReport(folded.folder, { viewport: DESKTOP });
    await page.waitForLoadState('networkidle');
    await page.locator(`${GRID} summary`).first().scrollIntoViewIfNeeded();
    expect(requests.filter((address) => address.includes('/pictures/'))).toEqual([]);
    await page.locator(`${GRID} summary`).first().click();
    await page.locator(`${GRID} .panel-head img`).scrollIntoViewIfNeeded();
    await expect.poll(() => requests.filter((a) => a.includes('/pictures/')).length).toBe(2);
    await page.context().close();
  });

  it('says first what changed, then why, then shows what matters most', async () => {
    const { page } = await openReport(sample.folder, { javaScriptEnabled: false });
    expect(await page.locator('h1, h2').allTextContents()).toEqual(
      [
        'A finding changed in 2 of 3 observations',
        'What is no longer true',
        'Why',
        'Observations',
        'Training',
        'Finding changed',
        'Changed',
        'Added',
        'Removed',
        'Visual only',
        'What else differs',
        'Numeric noise',
        'Identical',
        'What each side was made from',
      ].map((heading): unknown => expect.stringContaining(heading)),
    );
    const anchors = await page
      .locator('a[href^="#"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1)));
    for (const anchor of anchors) {
      expect(await page.locator(`[id="${anchor}"]`).count(), anchor).toBe(1);
    }
    await page.context().close();
  });

  it('says why a side has no report, and what to do', async () => {
    const { page } = await openReport(failed.folder, {});
    const text = await page.locator('main').innerText();
    expect(text).toContain('Could not compare');
    expect(text).toContain('train-dummy exited with status 1.');
    expect(text).toContain('Read the log above, or compare with another commit.');
    await page.context().close();
  });

  it('says that nothing changed where nothing did', async () => {
    const diff = sampleDiff();
    Object.assign(diff, { causes: [], findings: [], claims: [], others: [] });
    diff.figures = diff.figures.filter(({ verdict }) => verdict === 'identical');
    for (const verdict of VERDICTS) diff.verdicts[verdict] = verdict === 'identical' ? 1 : 0;
    await using same = await createDiffFolder(diff);
    const { page, complaints } = await openReport(same.folder, {});
    expect(await page.locator('h1, h2').allTextContents()).toEqual(
      ['Nothing changed', 'Training', 'Identical', 'What each side was made from'].map(
        (heading): unknown => expect.stringContaining(heading),
      ),
    );
    expect(await page.getByText('no epoch differs').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens what folds away a figure that a link leads to, and has its words on paper anyway', async () => {
    const diff = sampleDiff();
    for (const figure of diff.figures) figure.number = null;
    const grid = diff.figures.find(({ kind }) => kind === 'activation-grid')!;
    for (let i = 0; i < 9; i++) diff.figures.push({ ...grid, id: `grid-${i}`, pictures: [] });
    await using many = await createDiffFolder(diff);
    const { page } = await openReport(many.folder, { viewport: DESKTOP });
    expect(await page.locator(GRID).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator(`${GRID} .sentences`).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: 'filter 1 went dead' }).click();
    await expect.poll(() => page.locator(`${GRID} h3`).isVisible()).toBe(true);
    await page.context().close();
  });

  it('does not say that no epoch differs where one does that no curve shows', async () => {
    const diff = sampleDiff();
    diff.figures = diff.figures.filter(({ kind }) => kind !== 'training-curves');
    await using made = await createDiffFolder(diff);
    const { page } = await openReport(made.folder, {});
    expect(await page.getByText('no epoch differs').count()).toBe(0);
    expect(await page.locator('.others').innerText()).toContain('runs.dummy.epochs.2.loss');
    await page.context().close();
  });

  it('shows of an observation both rules and values, and of any other field its path', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    await openAll(page);
    const rows = (id: string) =>
      page
        .locator(`#${id} tbody tr`)
        .evaluateAll((lines) =>
          lines.map((line) =>
            Array.from(line.children, (cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim()),
          ),
        );
    expect(await rows('last-layer-unrecognisable')).toEqual([
      ["Most of the benchmark's activations of conv2d_6 are zero."],
      ['Comes out', 'Does not hold', 'Holds'],
      ['Rule', 'benchmark > 0.5', 'benchmark > 0.5, on the specimen'],
      ['benchmark', '25.0%', '75.0%'],
    ]);
    expect(await rows('entropy-falls')).toEqual([
      ['The entropy falls. Rule: dummy < 2'],
      ['Comes out', 'Holds', 'Holds'],
      ['dummy', '1.50 bits', '1.80 bits'],
    ]);
    expect(await rows('filters-alike')).toEqual([
      ['Filters look alike.'],
      ['Comes out', 'Holds', '–'],
      ['Rule', 'dummy > 0', '–'],
      ['dummy', '0.500', '–'],
    ]);
    expect(await page.locator('.others').innerText()).toContain('runs.dummy.epochs.2.loss: 0.500');
    expect(await page.locator('.tally').innerText()).toBe(
      '3 observations: 1 finding changed, 1 changed, 1 removed. 3 other fields: 2 changed, 1 numeric noise.',
    );
    await page.context().close();
  });

  it('says once that models changed their names, and sets nothing of the one against the other', async () => {
    const diff = compareReports({
      profile: 'sample',
      base: sampleSide('main'),
      head: sampleSide('HEAD', { ...SWAPPED, looks: 'viridis' }),
    });
    await using swapped = await createDiffFolder(diff);
    const { page, complaints } = await openReport(swapped.folder, { viewport: PHONE });
    const sentence = /The benchmark was the dummy and the dummy was the benchmark in the base/;
    expect(await page.getByText(sentence).count()).toBe(1);
    expect(await page.locator('h1').textContent()).toMatch(/the models changed their names$/);
    const cells = page.locator('section:has(#training) .summary tbody tr td');
    const rows = await cells.allTextContents();
    expect(rows.length).toBe(24);
    for (let i = 0; i < rows.length; i += 2) expect(rows[i]).toBe(rows[i + 1]);
    expect(complaints).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('keeps text from a data file text', async () => {
    const { page, complaints } = await openReport(hostile.folder, {});
    expect(await page.evaluate(() => document.querySelectorAll('script').length)).toBe(1);
    expect(await page.locator('img[src="x"], b, iframe').count()).toBe(0);
    expect(await page.locator('h3').first().innerText()).toContain('<script>');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('the pictures of a figure', () => {
  it('stand beside each other, with the difference, without JavaScript', async () => {
    const { page } = await openReport(sample.folder, { javaScriptEnabled: false });
    expect(await shownPanels(page)).toEqual(['base', 'head', 'difference']);
    expect(await page.locator(`${GRID} :is(input, button):visible`).count()).toBe(0);
    await page.context().close();
  });

  it('are moved over each other with the mouse', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    await chooseView(page, 'Slider');
    const stage = await boxOf(page, `${GRID} .panel-base img`);
    expect(await boxOf(page, `${GRID} .panel-head img`)).toEqual(stage);
    const y = stage.y + stage.height / 2;
    await page.mouse.move(stage.x + stage.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(stage.x + stage.width / 4, y, { steps: 5 });
    await page.mouse.up();
    expect(await readAmount(page)).toBeCloseTo(25, -0.5);
    await page.mouse.click(stage.x + stage.width * 0.9, y);
    expect(await readAmount(page)).toBeCloseTo(90, -0.5);
    const clip = page.locator(`${GRID} .panel-head img`);
    expect(await clip.evaluate((element) => getComputedStyle(element).clipPath)).toBe(
      `inset(0px 0px 0px ${await readAmount(page)}%)`,
    );
    await page.context().close();
  });

  it('lie pixel on pixel where one side is larger', async () => {
    const diff = sampleDiff();
    const { head, difference } = diff.figures.flatMap(({ pictures }) => pictures)[0]!;
    for (const larger of [head!, difference!]) Object.assign(larger, { width: 392, height: 192 });
    await using wider = await createDiffFolder(diff);
    const { page } = await openReport(wider.folder, { viewport: DESKTOP });
    await chooseView(page, 'Blend');
    const large = await boxOf(page, `${GRID} .panel-head img`);
    const small = await boxOf(page, `${GRID} .panel-base img`);
    expect([small.x, small.y]).toEqual([large.x, large.y]);
    expect(large.width / small.width).toBeCloseTo(2);
    expect(large.height / small.height).toBeCloseTo(2);
    await page.context().close();
  });

  it('of a chart are those for a phone on a phone, both sides and the difference, in every view', async () => {
    const diff = sampleDiff();
    const [picture] = diff.figures.flatMap(({ pictures }) => pictures);
    const wide = { width: 1400, height: 600 };
    const narrow = { width: 700, height: 1200 };
    const name = (side: string, size: typeof wide) => ({
      path: `pictures/chart.${side}.png`,
      ...size,
    });
    for (const side of ['base', 'head', 'difference'] as const)
      Object.assign(picture![side]!, name(side, wide));
    picture!.theme = 'light';
    delete picture!.scope;
    picture!.narrow = {
      base: name('base-narrow', narrow),
      head: name('head-narrow', narrow),
      difference: name('difference-narrow', narrow),
    };
    await using chart = await createDiffFolder(diff);
    for (const [viewport, { width, height }] of [
      [{ width: 390, height: 844 }, narrow],
      [DESKTOP, wide],
    ] as const) {
      const { page } = await openReport(chart.folder, { viewport });
      for (const view of ['Side by side', 'Slider', 'Blend', 'Toggle', 'Difference']) {
        await chooseView(page, view);
        for (const panel of await shownPanels(page)) {
          const box = await boxOf(page, `${GRID} .panel-${panel} img`);
          expect(box.width / box.height, `${view}, ${panel}`).toBeCloseTo(width / height, 1);
          expect(box.x + box.width).toBeLessThanOrEqual(viewport.width);
        }
      }
      expect(await findBrokenPictures(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('are moved over each other by touch, while the page still scrolls', async () => {
    const { page } = await openReport(sample.folder, { viewport: PHONE, hasTouch: true });
    await chooseView(page, 'Slider');
    const stage = await boxOf(page, `${GRID} .panel-base img`);
    await page.touchscreen.tap(stage.x + stage.width * 0.75, stage.y + stage.height / 2);
    expect(await readAmount(page)).toBeCloseTo(75, -0.5);
    const amount = page.locator(`${GRID} .amount`);
    expect(await amount.evaluate((element) => getComputedStyle(element).touchAction)).toBe('pan-y');
    await page.context().close();
  });

  it('are moved, blended and toggled with the keyboard', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    await page.locator(`${GRID} input[value="side"]`).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await readAmount(page)).toBe(51);
    expect(await page.locator(`${GRID} .amount`).getAttribute('aria-valuetext')).toBe('51% head');

    await page.locator(`${GRID} input[value="slider"]`).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    const head = page.locator(`${GRID} .panel-head img`);
    expect(await head.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    await page.keyboard.press('Home');
    expect(await head.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');

    await page.locator(`${GRID} input[value="blend"]`).focus();
    await page.keyboard.press('ArrowRight');
    expect(await shownPanels(page)).toEqual(['base']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await shownPanels(page)).toEqual(['head']);
    await page.context().close();
  });

  it('show what each view is for', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    expect(await shownPanels(page)).toEqual(['base', 'head']);
    for (const [view, panels] of [
      ['Slider', ['base', 'head']],
      ['Blend', ['base', 'head']],
      ['Toggle', ['base']],
      ['Difference', ['difference']],
      ['Side by side', ['base', 'head']],
    ] as const) {
      await chooseView(page, view);
      expect(await shownPanels(page), view).toEqual(panels);
    }
    await page.context().close();
  });

  it('are all on paper, whatever was chosen on the screen, and no button is', async () => {
    const { page } = await openReport(sample.folder, { viewport: DESKTOP });
    await chooseView(page, 'Toggle');
    await page.emulateMedia({ media: 'print' });
    expect(await shownPanels(page)).toEqual(['base', 'head', 'difference']);
    expect(await page.locator(':is(input, button):visible').count()).toBe(0);
    for (const words of ['Filter 1 went dead.', 'Observation 2 fails', 'models.dummy.seed']) {
      expect(await page.getByText(words).first().isVisible(), words).toBe(true);
    }
    await page.context().close();
  });
});

/** Opens a report from its file, and writes down what goes wrong in it and what it asks for outside. */
async function openReport(
  folder: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  const inside = pathToFileURL(`${folder}/`).href;
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => {
    requests.push(request.url());
    const isInside = request.url().startsWith(inside) || request.url().startsWith('data:font/');
    if (!isInside) complaints.push(`asks for ${request.url()}`);
  });
  await page.goto(`${inside}index.html`);
  return { page, complaints, requests };
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
}

async function chooseView(page: Page, name: string): Promise<void> {
  await page.locator(GRID).getByRole('radio', { name, exact: true }).check();
}

async function boxOf(page: Page, selector: string) {
  const locator = page.locator(selector);
  await locator.scrollIntoViewIfNeeded();
  return (await locator.boundingBox())!;
}

async function readAmount(page: Page): Promise<number> {
  return Number(await page.locator(`${GRID} .amount`).inputValue());
}

/** Which pictures of the grid are there to be seen. */
async function shownPanels(page: Page): Promise<string[]> {
  const all = ['base', 'head', 'difference'];
  const shown = await Promise.all(
    all.map((panel) => page.locator(`${GRID} .panel-${panel} img`).isVisible()),
  );
  return all.filter((_, index) => shown[index]);
}
