import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import { readJsonFile } from '@layerprint/artifacts/files';
import { experimentPath } from '@layerprint/core/experiment-path';
import { ExperimentSchema, type Experiment } from '@layerprint/core/schemas/experiment';
import { ManifestSchema } from '@layerprint/core/schemas/manifest';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  crawlSite,
  findBrokenPictures,
  openPage,
} from '../../packages/report-site/tests/crawl-site.ts';
import { launchBrowser } from '../../packages/report-site/tests/launch-browser.ts';
import {
  makeIdx,
  makeJpeg,
  makeNpy,
  makeZip,
  placeFiles,
} from '../../packages/trainer/tests/dataset/own/make-files.ts';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

// Each builds a report of its own, with two models that are trained for an epoch.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** A name that means something to HTML, to Vega's expressions and to JSON. */
const HOSTILE = String.raw`<b>l'été</b> \ "x"`;
const PHONE = { width: 320, height: 640 };

let workspace: WorkspaceCopy;
let browser: Browser | undefined;

beforeAll(async () => {
  workspace = await copyWorkspace();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await workspace.remove();
});

/** Values that differ from image to image, darker or brighter by their class. */
function drawPixels(count: number, size: number, classes: number): Uint8Array {
  return Uint8Array.from({ length: count * size }, (_, at) => {
    const image = Math.floor(at / size);
    return (
      (((at * 31) ^ (at >> 5)) % 90) + Math.floor(((image % classes) * 160) / classes) + (image % 5)
    );
  });
}

function drawLabels(count: number, classes: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, image) => image % classes);
}

interface Example {
  readonly dataset: Experiment['dataset'];
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  readonly trainingImages: readonly [benchmark: number, dummy: number];
  readonly companions: Experiment['specimens']['companions'];
  /** Whether it tells the article of quick, or has the page that is made of the experiment alone. */
  readonly hasArticle: boolean;
}

/** Places an experiment and its data, locks them, and builds its report. */
async function build(profile: string, example: Example) {
  const experiment = await readJsonFile(
    ExperimentSchema,
    join(workspace.root, experimentPath('quick')),
  );
  const [benchmark, dummy] = example.trainingImages;
  const own: Experiment = {
    ...experiment,
    dataset: example.dataset,
    models: [
      { id: 'benchmark', trainingImages: benchmark, seed: 1 },
      { id: 'dummy', trainingImages: dummy, seed: 2 },
    ],
    recipe: { ...experiment.recipe!, maxEpochs: 1 },
    specimens: { testIndex: 1, companions: example.companions },
  };
  await mkdir(join(workspace.root, 'experiments', profile));
  await writeFile(join(workspace.root, experimentPath(profile)), JSON.stringify(own));
  for (const file of example.hasArticle ? ['article.mdx', 'claims.json'] : []) {
    const [from, to] = ['quick', profile].map((name) =>
      join(workspace.root, 'experiments', name, file),
    ) as [string, string];
    await cp(from, to);
  }
  await placeFiles(join(workspace.root, 'data', profile), example.files);
  await workspace.runNx('run', `${profile}:lock-data`);
  await workspace.runNx('run', `${profile}:build`);
  const manifest = join(workspace.root, 'dist', profile, 'artifacts/manifest.json');
  expect(await readFile(manifest, 'utf8')).not.toContain(workspace.root);
  return readJsonFile(ManifestSchema, manifest);
}

/** Opens every page of a site, and the first on a phone, with axe. */
async function visit(profile: string) {
  const root = pathToFileURL(join(workspace.root, 'dist', profile, 'site/')).href;
  const { page, complaints } = await openPage(browser!, 'null', { viewport: PHONE });
  const visits = await crawlSite(page, `${root}index.html`);
  expect(visits.length).toBeGreaterThan(10);
  expect(complaints).toEqual([]);
  for (const path of ['index.html', 'layers/conv2d_6/index.html', 'provenance/index.html']) {
    await page.goto(`${root}${path}`);
    expect(await findBrokenPictures(page), path).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${path} is no wider than a phone`).toBeLessThanOrEqual(PHONE.width);
    await page.evaluate(AXE);
    const found = await page.evaluate<AxeResults>('axe.run()');
    expect(
      found.violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      path,
    ).toEqual([]);
  }
  await page.goto(`${root}index.html`);
  const text = await readText(page);
  await page.goto(`${root}provenance/index.html`);
  const provenance = await readText(page);
  await page.close();
  return { text, provenance };
}

/** What a page says, spaces that no line breaks at being spaces. */
async function readText(page: Page): Promise<string> {
  return (await page.evaluate(() => document.body.innerText)).replaceAll('\u00a0', ' ');
}

describe('an experiment on the author’s own images', () => {
  it('is built of digits in grey, 28 × 28, gzipped as MNIST’s are', async () => {
    const part = (count: number, from: number) => ({
      images: gzipSync(
        makeIdx([count, 28, 28], drawPixels(count + from, 784, 10).subarray(from * 784)),
      ),
      labels: gzipSync(makeIdx([count], drawLabels(count + from, 10).subarray(from))),
    });
    const [training, test] = [part(40, 0), part(20, 40)];
    const manifest = await build('digits', {
      dataset: {
        name: 'idx',
        folder: 'data/digits',
        classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
        split: {
          by: 'files',
          training: { images: 'train-images.gz', labels: 'train-labels.gz' },
          test: { images: 'test-images.gz', labels: 'test-labels.gz' },
        },
      },
      files: {
        'train-images.gz': training.images,
        'train-labels.gz': training.labels,
        'test-images.gz': test.images,
        'test-labels.gz': test.labels,
      },
      trainingImages: [40, 10],
      companions: 'first-of-every-other-class',
      hasArticle: false,
    });
    expect(manifest.dataset.image).toEqual({ height: 28, width: 28, channels: 1 });
    expect(manifest.runs.dummy!.layers.map(({ outputShape }) => outputShape.join())).toMatchObject([
      '28,28,1',
      '28,28,16',
      '28,28,16',
      '14,14,16',
      '14,14,16',
      '14,14,16',
      '7,7,16',
      '7,7,16',
      '7,7,16',
      '7,7,64',
      '7,7,64',
      '3136',
      '10',
    ]);
    const { text, provenance } = await visit('digits');
    expect(text).toContain('What two networks keep of a 1');
    expect(text).toContain('Two networks of one architecture, trained on 40 and 10 images of idx');
    expect(provenance).toContain('28 × 28 pixels in grey');
    expect(provenance).toContain('LAYERPRINT_DATA=');
  });

  it('is built of two classes of unequal size, JPEGs of mixed sizes made 64 × 48', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => {
        const isRare = i % 3 === 0;
        const picture = makeJpeg(30 + ((i * 17) % 60), 30 + ((i * 29) % 70), (x, y) => [
          isRare ? 200 : 40,
          (x * 3 + i) % 256,
          (y * 5 + i) % 256,
        ]);
        return [`${isRare ? 'Tulipa × hybrida' : 'daisy'}/${i}.jpg`, picture];
      }),
    );
    const manifest = await build('flowers', {
      dataset: {
        name: 'pictures',
        folder: 'data/flowers',
        image: { height: 48, width: 64, channels: 3 },
        fit: 'crop',
        orderSeed: 1,
        split: { by: 'seed', seed: 1, testShare: 0.3 },
      },
      files,
      trainingImages: [20, 8],
      companions: 'first-of-every-other-class',
      hasArticle: true,
    });
    expect(manifest.dataset).toMatchObject({
      classNames: ['Tulipa × hybrida', 'daisy'],
      trainingImages: 21,
      testImages: 9,
      source: { files: 30 },
    });
    const { text, provenance } = await visit('flowers');
    expect(text).toContain('At the end stand two numbers');
    const chart = manifest.figures.find(({ id }) => id === 'probabilities')!;
    expect(chart.caption).toContain('is undecided between both');
    expect(provenance).toContain('48 × 64 pixels in colour');
  });

  it('is built of a hundred classes out of an .npz, with images that are in both parts', async () => {
    const colours = drawPixels(300, 768, 100);
    const labels = drawLabels(300, 100);
    const archive = await makeZip({
      'x_train.npy': makeNpy('|u1', [200, 16, 16, 3], colours.subarray(0, 200 * 768)),
      'y_train.npy': makeNpy('|u1', [200], labels.subarray(0, 200)),
      'x_test.npy': makeNpy(
        '|u1',
        [100, 16, 16, 3],
        Buffer.concat([colours.subarray(200 * 768, 299 * 768), colours.subarray(0, 768)]),
      ),
      'y_test.npy': makeNpy('|u1', [100], labels.subarray(200)),
    });
    const at = (array: string) => ({ file: 'all.npz', array });
    const manifest = await build('hundred', {
      dataset: {
        name: 'numpy',
        folder: 'data/hundred',
        classNames: Array.from({ length: 100 }, (_, label) =>
          label === 1 ? HOSTILE : `kind ${label}`,
        ),
        split: {
          by: 'files',
          training: { images: at('x_train'), labels: at('y_train') },
          test: { images: at('x_test'), labels: at('y_test') },
        },
      },
      files: { 'all.npz': archive },
      trainingImages: [200, 50],
      companions: 'none',
      hasArticle: true,
    });
    expect(manifest.dataset.leaks).toEqual([{ testIndex: 99, trainingIndex: 0 }]);
    const { text } = await visit('hundred');
    expect(text).toContain('At the end stand 100 numbers');
    expect(text).toContain(`What two networks keep of a ${HOSTILE}`);
    expect(manifest.dataset.specimens[0]!.id).toBe('b-l-ete-b-x-1');
    expect(text).toContain('Of the 100 test images, 1 is also a training image, byte for byte');
  });
});
