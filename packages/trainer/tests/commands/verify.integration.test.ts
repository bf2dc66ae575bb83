import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { readJsonFile, writeJsonFile } from '@layerprint/artifacts/files';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { ManifestSchema } from '@layerprint/core/schemas/manifest';
import { TrainedRunSchema, type TrainedRun } from '@layerprint/core/schemas/run';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { FIGURE_CODE } from '@layerprint/artifacts/source-code';
import { ReferenceSchema } from '@layerprint/core/schemas/reference';
import { readPlans } from '../../src/artifacts/read-plans.ts';
import { writeArtifacts } from '../../src/artifacts/write-artifacts.ts';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { makeUntrainedProfile } from '../artifacts/untrained-profile.ts';
import { runInWorkspace } from './workspace.ts';

/** A workspace with a build of `quick` that has been made the reference. */
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  const versions = await selectBackend('layerprint');
  const layout = await makeUntrainedProfile(root, (experiment) => {
    experiment.specimens.companions = 'none';
  });
  await writeArtifacts(layout, {
    plans: await readPlans(layout),
    versions,
    sources: holdSources(FIGURE_CODE),
  });
  expect(await runInWorkspace(root, 'write-reference')).toEqual({
    status: 0,
    stdout: 'This build of quick is now the reference, in fixtures/quick.\n',
    stderr: '',
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** A copy of the workspace that a test may change. */
async function copyWorkspace(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await cp(root, copy, { recursive: true });
  return copy;
}

/** Changes what the dummy of the reference tells of its training, and seals its folder again. */
async function editReferenceRun(copy: string, edit: (run: TrainedRun) => void): Promise<void> {
  const folder = join(copy, 'fixtures/quick/models/dummy');
  const run = await readJsonFile(TrainedRunSchema, join(folder, 'run.json'));
  edit(run);
  await writeJsonFile(TrainedRunSchema, join(folder, 'run.json'), run);
  await sealFolder(folder);
}

describe('verify', () => {
  it('remembers the hashes, the numbers and the models of a build', async () => {
    const fixtures = join(root, 'fixtures/quick');
    expect(await readdir(fixtures)).toEqual(['models', 'reference.json']);
    for (const model of ['benchmark', 'dummy']) {
      for (const file of ['model.json', 'run.json', 'weights.bin', 'SHA256SUMS']) {
        expect(await readFile(join(fixtures, 'models', model, file))).toEqual(
          await readFile(join(root, 'dist/quick/models', model, file)),
        );
      }
    }
    const reference = await readJsonFile(ReferenceSchema, join(fixtures, 'reference.json'));
    expect(reference.headline.slice(0, 4)).toEqual([
      { name: 'benchmark: validation accuracy', value: 0.125, unit: 'share' },
      { name: 'benchmark: validation loss', value: 2.125, unit: 'nats' },
      { name: 'dummy: validation accuracy', value: 0.125, unit: 'share' },
      { name: 'dummy: validation loss', value: 2.125, unit: 'nats' },
    ]);
    expect(reference.claims).toHaveLength(6);
    expect(reference.figures).toHaveLength(31);
  });

  it('says of the same build that it is the reference bit for bit', async () => {
    const { status, stdout, stderr } = await runInWorkspace(root, 'verify');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^This build of quick reproduced the reference bit for bit: .* 31 figures\.\n$/,
    );
  });

  it('exits 1 and lists what differs from the reference', async () => {
    const copy = await copyWorkspace();
    const path = join(copy, 'fixtures/quick/reference.json');
    const reference = await readJsonFile(ReferenceSchema, path);
    Object.assign((reference.models.dummy as TrainedRun).epochs[1]!, { loss: 2 });
    await editReferenceRun(copy, (run) => (run.epochs[1]!.loss = 2));
    reference.figures[0]!.looksHash = 'a'.repeat(64);
    await writeJsonFile(ReferenceSchema, path, reference);
    const { status, stdout, stderr } = await runInWorkspace(copy, 'verify');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error (not-reproduced)');
    expect(stderr.match(/^ {2}- .*$/gm)).toEqual([
      "  - The dummy's training goes its own way from epoch 2 on: loss is 2.2, not 2.",
      '  - Figures the same in their numbers but drawn differently: lead.',
    ]);
  });

  it.each([
    [
      'an artifact edited by hand',
      'artifact-changed',
      'dist/quick/artifacts/figures/lead/lead.csv',
    ],
    ...['weights.bin', 'model.json', 'run.json', 'SHA256SUMS'].map((file) => [
      `${file} of a reference model edited by hand`,
      'damaged',
      `fixtures/quick/models/dummy/${file}`,
    ]),
  ] as [string, string, string][])('exits 1 for %s', async (_, code, path) => {
    const copy = await copyWorkspace();
    await writeFile(join(copy, path), 'edited');
    const { status, stderr } = await runInWorkspace(copy, 'verify');
    expect(status).toBe(1);
    expect(stderr).toContain(`error (${code})`);
  });

  it('exits 1 for a reference model whose run tells another accuracy, though it was sealed', async () => {
    const copy = await copyWorkspace();
    await editReferenceRun(copy, (run) => (run.epochs[0]!.validationAccuracy = 0.99));
    const { status, stderr } = await runInWorkspace(copy, 'verify');
    expect(status).toBe(1);
    expect(stderr).toContain('error (wrong-reference-model)');
    expect(stderr).toContain('its run.json tells of another training');
  });

  it.each(['verify', 'write-reference'])(
    'builds nothing for %s, and says what does',
    async (task) => {
      const copy = await copyWorkspace();
      await rm(join(copy, 'dist'), { recursive: true });
      const { status, stderr } = await runInWorkspace(copy, task);
      expect(status).toBe(1);
      expect(stderr).toContain('error (not-built): There is no build of quick here');
      expect(stderr).toContain('Run `npx nx run quick:build` first.');
      expect(existsSync(join(copy, 'dist'))).toBe(false);
    },
  );

  it.each(['verify', 'write-reference'])('lets %s look at no build of other code', async (task) => {
    const copy = await copyWorkspace();
    const path = join(copy, 'dist/quick/artifacts', MANIFEST_FILE);
    const manifest = await readJsonFile(ManifestSchema, path);
    manifest.figureCode!.hash = '0'.repeat(64);
    const text = stringifyCanonicalJson(ManifestSchema, manifest, path);
    await writeFile(path, text);
    await writeFile(join(dirname(path), MANIFEST_SUM_FILE), formatManifestSum(text));
    const { status, stderr } = await runInWorkspace(copy, task);
    expect(status).toBe(1);
    expect(stderr).toContain('error (made-by-other-code)');
    expect(stderr).toContain('its figures were drawn by other code');
  });

  it('exits 1 where a profile has no reference', async () => {
    const copy = await copyWorkspace();
    await rm(join(copy, 'fixtures'), { recursive: true });
    const { status, stderr } = await runInWorkspace(copy, 'verify');
    expect(status).toBe(1);
    expect(stderr).toContain('fixtures/quick/reference.json does not exist');
  });

  it('keeps the old reference when the models are not those of the artifacts', async () => {
    const copy = await copyWorkspace();
    await cp(join(copy, 'dist/quick/models/dummy'), join(copy, 'dist/quick/models/benchmark'), {
      recursive: true,
    });
    const { status, stderr } = await runInWorkspace(copy, 'write-reference');
    expect(status).toBe(1);
    expect(stderr).toContain('error (wrong-reference-model)');
    expect(await readFile(join(copy, 'fixtures/quick/reference.json'))).toEqual(
      await readFile(join(root, 'fixtures/quick/reference.json')),
    );
  });

  it('writes no reference over anything else that is called so', async () => {
    const copy = await copyWorkspace();
    await writeFile(join(copy, 'fixtures/quick/models/thesis.txt'), 'years of work');
    const { status, stderr } = await runInWorkspace(copy, 'write-reference');
    expect(status).toBe(1);
    expect(stderr).toContain('fixtures/quick holds models/thesis.txt, which is no part');
    expect(await readdir(join(copy, 'fixtures/quick/models'))).toContain('thesis.txt');
  });
});
