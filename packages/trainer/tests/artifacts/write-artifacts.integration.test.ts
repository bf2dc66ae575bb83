import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { convertIndexedToRgb, decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { paintActivationGrid, type RasterPicture } from '@layerprint/core';
import { openArtifacts, type Artifacts, type OpenedFigure } from '@layerprint/artifacts';
import { hashSha256, listFiles, readJsonFile, writeJsonFile } from '@layerprint/artifacts/files';
import { holdSources, type HeldSources } from '@layerprint/artifacts/held-sources';
import { TrainedRunSchema, type TrainedRun } from '@layerprint/core/schemas/run';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import {
  FIGURE_CODE,
  hashEachSourceFile,
  hashSourceFiles,
  readNamedInput,
} from '@layerprint/artifacts/source-code';
import { readPackageVersions } from '../../src/artifacts/package-versions.ts';
import { readPlans } from '../../src/artifacts/read-plans.ts';
import { writeArtifacts } from '../../src/artifacts/write-artifacts.ts';
import { selectBackend, type Versions } from '../../src/backend/select-backend.ts';
import { layoutOf, type Layout } from '../../src/layout.ts';
import { runInWorkspace } from '../commands/workspace.ts';
import { makeUntrainedProfile } from './untrained-profile.ts';

let root: string;
let layout: Layout;
let artifacts: Artifacts;
let versions: Versions;
let sources: HeldSources;

beforeAll(async () => {
  sources = holdSources(FIGURE_CODE);
  versions = await selectBackend('layerprint');
  root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  layout = await makeUntrainedProfile(root, (experiment) => {
    experiment.specimens.companions = 'none';
  });
  await write(layout, { threads: 2 });
  artifacts = await openArtifacts(layout.artifacts);
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** Makes the artifacts as the task does. */
async function write(to: Layout, options: { sources?: HeldSources; threads?: number } = {}) {
  const plans = await readPlans(to);
  return writeArtifacts(to, { plans, versions, sources, ...options }, options.threads);
}

/** A copy of the profile that a test may break. */
async function copyProfile(): Promise<Layout> {
  const copy = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await cp(root, copy, { recursive: true });
  return layoutOf('quick', copy);
}

async function hashFiles(folder: string): Promise<[string, string][]> {
  const paths = await listFiles(folder);
  return Promise.all(
    paths.map(async (path) => [path, hashSha256(await readFile(join(folder, path)))]),
  );
}

function listGrids(): (OpenedFigure & { kind: 'activation-grid' })[] {
  return artifacts.figures.filter((figure) => figure.kind === 'activation-grid');
}

async function decodePicture(path: string): Promise<RasterPicture> {
  const decoded = decode(await readFile(join(layout.artifacts, path)));
  const pixels = decoded.palette ? convertIndexedToRgb(decoded) : (decoded.data as Uint8Array);
  return { width: decoded.width, height: decoded.height, pixels };
}

describe('writeArtifacts', () => {
  test('lists the article’s figures in its order, then the other grids by layer and model', () => {
    const figures = artifacts.manifest.figures.map(({ number, id }) => [number, id]);
    const main = artifacts.manifest.dataset.specimens[0]!.id;
    expect(figures.slice(0, 13)).toEqual([
      ['lead', 'lead'],
      ['specimen', 'specimen'],
      ['1', 'architecture'],
      ['2', `activations-conv2d_1-dummy-${main}`],
      ['3', `activations-conv2d_1-benchmark-${main}`],
      ['4', `activations-conv2d_6-dummy-${main}`],
      ['5', `activations-conv2d_6-benchmark-${main}`],
      ['6', 'distribution-conv2d_6'],
      [null, 'distribution-conv2d_6-validation'],
      ['7', 'pixels'],
      ['8', 'probabilities'],
      [null, 'training-loss'],
      [null, 'training-accuracy'],
    ]);
    const layers = ['conv2d_2', 'pool_1', 'conv2d_3', 'conv2d_4', 'pool_2', 'conv2d_5'];
    const grids = layers.flatMap((layer) =>
      ['benchmark', 'dummy'].map((model) => [null, `activations-${layer}-${model}-${main}`]),
    );
    const matched = [1, 2, 3, 4, 5, 6].map((i) => [null, `matched-conv2d_${i}-dummy`]);
    expect(figures.slice(13)).toEqual([...grids, ...matched]);
  });

  test('gives grids a picture a scope, charts an SVG, a PNG and a specification a layout and theme', () => {
    for (const { id, kind, files } of artifacts.manifest.figures) {
      const shown = files
        .filter(({ role }) => role === 'picture' || role === 'spec')
        .map(({ format, scope, theme, layout }) =>
          [format, scope, theme, layout].filter(Boolean).join(' '),
        );
      const ofTheme = (theme: string) => [`json ${theme}`, `svg ${theme}`, `png ${theme}`];
      const themes = ['light', 'dark', 'light narrow', 'dark narrow'];
      const expected =
        {
          picture: id === 'lead' ? ['png', 'png social'] : ['png'],
          'activation-grid': ['png map', 'png layer', 'png models'],
          'matched-filters': ['png'],
        }[kind as string] ?? themes.flatMap(ofTheme);
      expect(shown).toEqual(expected);
    }
  });

  test('tells the code and the packages that made the figures', () => {
    const packages = readPackageVersions(readNamedInput(FIGURE_CODE)!);
    expect(artifacts.manifest.figureCode).toEqual({
      hash: hashSourceFiles(FIGURE_CODE),
      files: hashEachSourceFile(FIGURE_CODE),
      versions: { ...packages, ...versions },
    });
    expect(artifacts.manifest.figureCode!.versions).toMatchObject({
      node: process.versions.node,
      vega: expect.stringMatching(/^\d/),
      canvas: expect.stringMatching(/^\d/),
    });
  });

  test('says of every picture how large it is', async () => {
    for (const { path, width, height } of artifacts.manifest.figures
      .flatMap(({ files }) => files)
      .filter(({ format }) => format === 'png')) {
      const decoded = decode(await readFile(join(layout.artifacts, path)));
      expect([decoded.width, decoded.height], path).toEqual([width, height]);
    }
  });

  test('draws what the grid’s data says, in every scope', async () => {
    for (const grid of listGrids()) {
      for (const { path, scope } of grid.files.filter(({ role }) => role === 'picture')) {
        const expected = paintActivationGrid(grid.data, scope!);
        expect(hashSha256((await decodePicture(path)).pixels), path).toBe(
          hashSha256(expected.pixels),
        );
      }
    }
  });

  test('draws a silent map black in every scope', async () => {
    const silent = listGrids().flatMap((grid) =>
      grid.data.channels
        .filter((channel) => channel.silent)
        .map(({ channel }) => ({ grid, channel })),
    );
    expect(silent.length).toBeGreaterThan(0);
    for (const { grid, channel } of silent) {
      for (const { path } of grid.files.filter(({ role }) => role === 'picture')) {
        const tile = cutTile(await decodePicture(path), grid.data, channel);
        expect(
          tile.every((byte) => byte === 0),
          `map ${channel} of ${path}`,
        ).toBe(true);
      }
    }
  });

  test('shares the scope "models" between both models of a layer', () => {
    for (const grid of listGrids()) {
      const ofLayer = listGrids().filter(({ layer }) => layer === grid.layer);
      const maxima = ofLayer.map(({ data }) => data.colourMaximum.layer);
      expect(ofLayer).toHaveLength(2);
      expect(grid.data.colourMaximum.models).toBe(Math.max(...maxima));
    }
  });

  test('counts every activation of every validation image', () => {
    const figure = artifacts.figures.find(({ id }) => id === 'distribution-conv2d_6-validation')!;
    if (figure.kind !== 'distribution') throw new Error('not a distribution');
    for (const { histogram, summary } of figure.data.series) {
      expect(summary.n).toBe(59 * 8 * 8 * 16);
      expect(histogram.zeroCount + histogram.counts.reduce((a, b) => a + b)).toBe(summary.n);
    }
  });

  test('says of networks that are no better than guessing that nothing in them decides', () => {
    const { claims, conditions } = artifacts.manifest;
    expect(conditions.map(({ model, kind }) => [model, kind])).toEqual([
      ['benchmark', 'at-chance'],
      ['benchmark', 'last-epoch'],
      ['dummy', 'at-chance'],
      ['dummy', 'last-epoch'],
    ]);
    for (const { restsOn, outcome, checks } of claims) {
      if (restsOn === 'pixels') continue;
      expect(outcome).toBe('undecided');
      for (const { reason } of checks) expect(reason).toMatch(/no better than guessing/);
    }
  });

  test('measures an untrained model as it measures its twin', () => {
    for (const { id, validation, untrained } of artifacts.manifest.claims.flatMap(
      ({ checks }) => checks,
    )) {
      if (untrained) expect(untrained, id).toEqual(validation);
    }
  });

  test('names in the chain exactly what a figure is made from', () => {
    const { runs, dataset, experimentHash } = artifacts.manifest;
    const chainOf = (id: string) => artifacts.manifest.figures.find((f) => f.id === id)!.chain;
    const base = { dataHash: dataset.dataHash, experimentHash };
    expect(chainOf('pixels')).toEqual({ ...base, seeds: {}, weightsHashes: {} });
    expect(chainOf('lead')).toEqual({
      ...base,
      seeds: { benchmark: 1 },
      weightsHashes: { benchmark: runs.benchmark!.weightsHash },
    });
    expect(chainOf('probabilities')).toEqual({
      ...base,
      seeds: { benchmark: 1, dummy: 2 },
      weightsHashes: {
        benchmark: runs.benchmark!.weightsHash,
        dummy: runs.dummy!.weightsHash,
      },
    });
  });

  test('leaves no tensor behind', () => {
    expect(tf.memory().numTensors).toBe(0);
  });

  test('writes the same bytes in another process, folder, language and time zone', async () => {
    const copy = await copyProfile();
    await rm(copy.artifacts, { recursive: true });
    const environment = { LANG: 'nl_NL.UTF-8', LC_ALL: 'nl_NL.UTF-8', TZ: 'Pacific/Auckland' };
    expect(await runInWorkspace(rootOf(copy), 'artifacts', [], environment)).toEqual({
      status: 0,
      stdout: 'Wrote 31 figures to dist/quick/artifacts.\n',
      stderr: '',
    });
    expect(await hashFiles(copy.artifacts)).toEqual(await hashFiles(layout.artifacts));
  });

  test('writes the same bytes by one thread', async () => {
    const copy = await copyProfile();
    await rm(copy.artifacts, { recursive: true });
    await write(copy, { threads: 1 });
    expect(await hashFiles(copy.artifacts)).toEqual(await hashFiles(layout.artifacts));
  });

  const runOf = (l: Layout) => join(l.model('dummy'), 'run.json');
  const editRun = async (l: Layout, edit: (run: TrainedRun) => void): Promise<void> => {
    const run = await readJsonFile(TrainedRunSchema, runOf(l));
    edit(run);
    await writeJsonFile(TrainedRunSchema, runOf(l), run);
    await sealFolder(l.model('dummy'));
  };
  const editPlan = async (l: Layout, path: string, from: string, to: string): Promise<void> => {
    await replaceIn(path, from, to);
    await sealFolder(dirname(path));
  };

  test.each<[string, string, (l: Layout) => Promise<void>]>([
    [
      'a model that is not there',
      'file-not-found',
      (l) => rm(l.model('dummy'), { recursive: true }),
    ],
    [
      'weights that are not what was written',
      'damaged',
      (l) => truncate(join(l.model('dummy'), 'weights.bin'), 1024),
    ],
    [
      'a run that is not what was written',
      'damaged',
      (l) => replaceIn(runOf(l), '"accuracy": 0.2', '"accuracy": 0.9'),
    ],
    [
      'a plan that is not what was written',
      'damaged',
      (l) => replaceIn(l.reportPlan, '"seed": 2', '"seed": 3'),
    ],
    [
      'a model trained by another plan',
      'stale-model',
      (l) => editPlan(l, l.reportPlan, '"seed": 2', '"seed": 3'),
    ],
    [
      'a model trained by other code',
      'stale-model',
      (l) => editRun(l, (run) => (run.codeHash = '0'.repeat(64))),
    ],
    [
      'a model that does not tell what code trained it',
      'stale-model',
      (l) => editRun(l, (run) => delete run.codeHash),
    ],
    [
      'a model trained on other data',
      'stale-model',
      (l) => editRun(l, (run) => (run.dataHash = '0'.repeat(64))),
    ],
    [
      'a model that was validated on the specimen too',
      'stale-model',
      (l) => editRun(l, (run) => run.validationImages++),
    ],
    [
      'data drawn from another seed',
      'stale-dataset',
      (l) => editPlan(l, l.reportPlan, '"seed": 10', '"seed": 11'),
    ],
    [
      'data with another specimen',
      'stale-dataset',
      (l) =>
        editPlan(
          l,
          l.reportPlan,
          '"companions": "none"',
          '"companions": "first-of-every-other-class"',
        ),
    ],
  ])('refuses %s, and keeps the old artifacts', async (_, code, spoil) => {
    const copy = await copyProfile();
    await spoil(copy);
    const written = write(copy, { threads: 1 });
    await expect(written).rejects.toMatchObject({ code });
    expect(await hashFiles(copy.artifacts)).toEqual(await hashFiles(layout.artifacts));
  });

  test.each<[string, (run: TrainedRun) => void, RegExp]>([
    ['another plan', (run) => run.plan.choice.seed++, /its planHash does not belong to its plan/],
    ['one image', (run) => (run.trainingImages = 1), /was trained on 1 image, .* says 20/],
    ['other images', (run) => run.trainingImages++, /was trained on 21 images.* says 20/],
    [
      'an epoch too few',
      (run) => Object.assign(run, { epochs: run.epochs.slice(0, 1), bestEpoch: 1 }),
      /does not end after epoch 1/,
    ],
    [
      'an epoch too many',
      (run) => run.epochs.push({ ...run.epochs[1]!, epoch: 3 }),
      /does not end after epoch 3/,
    ],
    [
      'an early stop',
      (run) => (run.stoppedEarly = true),
      /it was stopped early, after epoch 2 of 2/,
    ],
    ['another best epoch', (run) => (run.bestEpoch = 1), /best epoch is 1, and .* of epoch 2/],
    ['a worse best epoch', (run) => (run.epochs[1]!.validationLoss = 3), /best epoch is 2/],
    ['other layers', (run) => (run.layers[1]!.name = 'conv2d_9'), /its layers are not/],
    [
      'another activation of a layer',
      (run) => Object.assign(run.layers[9]!, { activation: 'softmax' }),
      /its layers are not/,
    ],
    [
      'another rate of dropout',
      (run) => Object.assign(run.layers[10]!, { rate: 0.25 }),
      /its layers are not/,
    ],
  ])('refuses a run that tells of %s, though it was sealed', async (_, edit, message) => {
    const copy = await copyProfile();
    await editRun(copy, edit);
    const written = write(copy, { threads: 1 });
    await expect(written).rejects.toMatchObject({
      code: 'wrong-run',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('npx nx reset'),
    });
  });

  test('keeps the old artifacts where a source was changed meanwhile', async () => {
    const copy = await copyProfile();
    await rm(join(copy.artifacts, 'manifest.json'));
    const assertUnchanged = (): void => {
      throw new Error('a source was changed');
    };
    const written = write(copy, {
      sources: { hash: '0'.repeat(64), files: {}, assertUnchanged },
    });
    await expect(written).rejects.toThrow('a source was changed');
    expect(await listFiles(copy.artifacts)).not.toContain('manifest.json');
  });
});

/** The workspace that a layout is in. */
function rootOf({ experiment }: Layout): string {
  return dirname(dirname(dirname(experiment)));
}

async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

/** The bytes of one tile of a grid. */
function cutTile(
  { width, pixels }: RasterPicture,
  { layout: { columns, scale, gap }, shape }: Parameters<typeof paintActivationGrid>[0],
  channel: number,
): Uint8Array {
  const [tileHeight, tileWidth] = [shape[0] * scale, shape[1] * scale];
  const left = (channel % columns) * (tileWidth + gap);
  const top = Math.floor(channel / columns) * (tileHeight + gap);
  const rows = Array.from({ length: tileHeight }, (_, row) => {
    const start = ((top + row) * width + left) * 3;
    return [...pixels.subarray(start, start + tileWidth * 3)];
  });
  return Uint8Array.from(rows.flat());
}
