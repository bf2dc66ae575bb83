import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJsonFile } from '@layerprint/artifacts/files';
import { formatDivergence } from '@layerprint/core';
import { isOwnDataset } from '@layerprint/core/schemas/dataset-choice';
import { DistributionDataSchema } from '@layerprint/core/schemas/figure-data';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  crawlSite,
  findBrokenPictures,
  openPage,
} from '../../packages/report-site/tests/crawl-site.ts';
import { findViolations } from '../../packages/report-site/tests/find-violations.ts';
import { launchBrowser } from '../../packages/report-site/tests/launch-browser.ts';
import { copyWorkspace, type WorkspaceCopy } from '../tests/workspace-copy.ts';
import { allConvolutional } from './experiments/all-convolutional.ts';
import { FOREIGN } from './experiments.ts';
import { findFalseWords } from './false-words.ts';
import { placeForeign, type ForeignExperiment } from './foreign-experiment.ts';

const PHONE = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 900 };

let workspace: WorkspaceCopy;
let browser: Browser | undefined;
let printed: string;

beforeAll(async () => {
  [workspace, browser] = await Promise.all([copyWorkspace(), launchBrowser()]);
  for (const foreign of FOREIGN) await placeForeign(workspace.root, foreign);
  const own = FOREIGN.filter(({ experiment }) => isOwnDataset(experiment.dataset));
  await workspace.runNx('run-many', '-t', 'lock-data', '-p', ...own.map(({ name }) => name));
  const build = ['run-many', '-t', 'build', '-p', ...FOREIGN.map(({ name }) => name)];
  ({ printed } = await workspace.startNx(build).ended);
});

afterAll(async () => {
  await browser?.close();
  await workspace.remove();
});

describe('a foreign experiment', () => {
  it.concurrent.each(FOREIGN)('is built $built', async (foreign) => {
    const manifest = await readManifest(foreign);
    for (const { layers } of Object.values(manifest.runs)) {
      const [image, ...others] = layers.map(({ outputShape }) => outputShape.join());
      expect(image).toBe(Object.values(manifest.dataset.image).join());
      expect(others).toEqual(foreign.shapes);
    }

    const pages = await visit(foreign, manifest);
    const layers = manifest.runs[manifest.experiment.models[0]!.id]!.layers;
    const named = Object.values(manifest.experiment.roles ?? {}).flat();
    const maps = layers
      .filter((layer) => 'kernel' in layer || named.includes(layer.name))
      .map(({ name }) => `layers/${name}/`);
    const others = ['', 'layers/', 'provenance/', 'source/', 'training/'];
    expect([...pages.keys()].sort()).toEqual([...others, ...maps].sort());
    for (const words of foreign.says) expect(pages.get('')).toContain(words);
    for (const [path, said] of Object.entries(foreign.elsewhere ?? {})) {
      for (const words of said) expect(pages.get(path), path).toContain(words);
    }
    for (const words of await sayDivergences(foreign, manifest))
      expect(pages.get('')).toContain(words);
  });

  it('shows at once what its author saves of the article, and says what is wrong with it', async () => {
    const { name, article } = allConvolutional;
    const path = join(workspace.root, 'experiments', name, 'article.mdx');
    const save = (from: string, to: string) => writeFile(path, article!.replace(from, to));
    const dev = workspace.startNx(['run', `${name}:dev`]);
    const page = await browser!.newPage();
    onTestFinished(async () => {
      await page.close();
      dev.stop();
      await dev.ended;
      await writeFile(path, article!);
    });
    const listening = () =>
      page.waitForEvent('console', (message) => message.text() === '[vite] connected.');
    await dev.said(/are at http\S+ until/);
    const [, address] = /are at (http\S+) until/.exec(dev.printed())!;
    await Promise.all([listening(), page.goto(address!)]);
    const again = listening();
    await save('A network without a dense layer', 'Another title');
    await page.getByRole('heading', { level: 1, name: 'Another title' }).waitFor();
    await again;
    await save('<Figure id="probabilities" />', '<Figure id="probabilitys" />');
    await dev.said(/article\.mdx:\d+: <Figure>: .*did you mean "probabilities"\?/);
    expect(dev.printed()).toContain('"probabilitys" is no figure of this experiment');
  });
});

async function readManifest({ name }: ForeignExperiment): Promise<Manifest> {
  expect(printed).toContain(`The site of ${name} is in dist/${name}/site.`);
  const path = join(workspace.root, 'dist', name, 'artifacts/manifest.json');
  expect(await readFile(path, 'utf8')).not.toContain(workspace.root);
  return readJsonFile(ManifestSchema, path);
}

/** Between the first and each other of more than two models: what the table of the last layer's distribution says. */
async function sayDivergences({ name }: ForeignExperiment, manifest: Manifest): Promise<string[]> {
  if (manifest.experiment.models.length < 3) return [];
  const { files } = manifest.figures.find(({ id }) => id.startsWith('distribution-'))!;
  const { path } = files.find(({ role }) => role === 'data')!;
  const folder = join(workspace.root, 'dist', name, 'artifacts');
  const { divergences } = await readJsonFile(DistributionDataSchema, join(folder, path));
  expect(divergences).toHaveLength(manifest.experiment.models.length - 1);
  return ['Divergence from the first', ...divergences!.map(({ bits }) => formatDivergence(bits))];
}

/** Opens every page on a phone, and those of a kind once on a dark desktop too. @returns What each says. */
async function visit(
  { name, article = '' }: ForeignExperiment,
  manifest: Manifest,
): Promise<Map<string, string>> {
  const root = pathToFileURL(join(workspace.root, 'dist', name, 'site/')).href;
  const pathOf = (address: string) => address.slice(root.length).replace(/index\.html$/, '');
  const said = new Map<string, string>();
  const phone = await openPage(browser!, 'null', { viewport: PHONE });
  const visits = await crawlSite(phone.page, `${root}index.html`, async (address) => {
    const path = pathOf(address);
    said.set(path, await readText(phone.page));
    expect(await findBrokenPictures(phone.page), path).toEqual([]);
    expect(await measureWidth(phone.page), path).toBe(PHONE.width);
    expect(await findLooseCommas(phone.page), path).toEqual([]);
  });
  expect(new Set(visits.map(({ title }) => title)).size).toBe(visits.length);
  for (const [path, text] of said) {
    const isOurs = article.includes('/article.mdx');
    expect(findFalseWords(text, manifest, isOurs), `what is false on /${path}`).toEqual([]);
  }
  await phone.page.context().close();

  const desktop = await openPage(browser!, 'null', { viewport: DESKTOP, colorScheme: 'dark' });
  const last = [...said.keys()].findLast((path) => /^layers\/./.test(path))!;
  for (const path of ['', last, 'training/', 'provenance/']) {
    await desktop.page.goto(`${root}${path}index.html`);
    expect(await findViolations(desktop.page), path).toEqual([]);
    expect(await measureWidth(desktop.page), path).toBe(DESKTOP.width);
    await expectOneView(desktop.page, path);
  }
  await desktop.page.context().close();
  expect([...phone.complaints, ...desktop.complaints]).toEqual([]);
  return said;
}

/** More than its window's, where something stands out of it. */
function measureWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

/** Commas behind a model's name that begin a line. */
function findLooseCommas(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.model')].flatMap((name) => {
      const next = name.nextSibling;
      if (!(next instanceof Text) || !next.data.startsWith(',')) return [];
      const comma = document.createRange();
      comma.setStart(next, 0);
      comma.setEnd(next, 1);
      const isLoose =
        comma.getBoundingClientRect().left < [...name.getClientRects()].at(-1)!.right - 1;
      return isLoose ? [`${name.textContent},`] : [];
    }),
  );
}

/** Of the views of a layer the chosen one alone is shown, also where it is the last. */
async function expectOneView(page: Page, path: string): Promise<void> {
  const buttons = page.locator('[data-choice="specimen"]');
  if ((await buttons.count()) === 0) return;
  await buttons.last().check();
  expect(await page.locator('.view:visible').count(), path).toBe(1);
}

/** What a page says, also folded away, spaces that no line breaks at being spaces. */
async function readText(page: Page): Promise<string> {
  const text = await page.evaluate(() => {
    document.querySelectorAll('details').forEach((details) => (details.open = true));
    return document.body.innerText;
  });
  return text.replaceAll('\u00a0', ' ');
}
