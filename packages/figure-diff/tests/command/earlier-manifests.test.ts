import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { hashSha256 } from '@layerprint/artifacts/files';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';
import { EARLIER_MANIFESTS } from '../../src/command/earlier-manifests.ts';
import { openComparable } from '../../src/command/open-comparable.ts';
import { compareReports, sayHeadline } from '../../src/comparison/index.ts';
import { listFieldChanges } from '../../src/comparison/field-changes.ts';
import { writeSampleFolder } from './sample-folder.ts';

/** Of a report of quick as it was made before models were a list, with fewer figures, files and claims. */
const FOURTH = join(import.meta.dirname, 'manifest-4.json');

type Raw = Record<string, unknown> & {
  experiment: Record<string, unknown> & { models: Record<string, unknown> };
};

async function readFourth(edit: (manifest: Raw) => void = () => undefined): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(FOURTH, 'utf8')) as Raw;
  edit(manifest);
  return parseJson(EARLIER_MANIFESTS[4]!, JSON.stringify(manifest), MANIFEST_FILE);
}

describe('a manifest of version 4', () => {
  it('is read as what it would be today', async () => {
    const { profile, experiment, experimentHash, runs, figures } = await readFourth();
    expect(profile).toBe('quick');
    expect(experiment.models).toEqual([
      { id: 'benchmark', trainingImages: 5000, seed: 1 },
      { id: 'dummy', trainingImages: 1000, seed: 2 },
    ]);
    expect(Object.keys(runs)).toEqual(['benchmark', 'dummy']);
    const canonical = stringifyCanonicalJson(ExperimentSchema, experiment, 'experiment.json');
    expect(experimentHash).toBe(hashSha256(canonical));
    expect(new Set(figures.map(({ chain }) => chain.experimentHash))).toEqual(
      new Set([experimentHash]),
    );
  });

  it('is the same as today’s of the same report', async () => {
    const read = await readFourth();
    const text = stringifyCanonicalJson(ManifestSchema, read, MANIFEST_FILE);
    const today = parseJson(ManifestSchema, text, MANIFEST_FILE);
    expect(listFieldChanges(read, today)).toEqual([]);
  });

  it.each<[string, (manifest: Raw) => unknown, string]>([
    ['a third model', ({ experiment }) => (experiment.models['third'] = {}), 'experiment.models'],
    ['one model', ({ experiment }) => delete experiment.models['dummy'], 'experiment.models.dummy'],
    [
      'an experiment of today',
      ({ experiment }) => (experiment['schemaVersion'] = 2),
      'experiment.schemaVersion',
    ],
    ['no profile', ({ experiment }) => delete experiment['profile'], 'experiment.profile'],
    ['a field of its own', (manifest) => (manifest['more'] = 1), 'more'],
    ['no claims', (manifest) => delete manifest['claims'], 'claims'],
    ['a run of no model', (manifest) => delete (manifest['runs'] as Raw)['dummy'], 'runs'],
  ])('with %s is refused, naming the field', async (_, edit, field) => {
    await expect(readFourth(edit)).rejects.toMatchObject({
      code: 'invalid-json',
      message: expect.stringContaining(field),
    });
  });
});

describe('a folder of an earlier version', () => {
  /** Writes the sample report, with the hash that its experiment has. */
  async function writeToday(): Promise<string> {
    const folder = join(await createFolder(), 'artifacts');
    await writeSampleFolder(folder, 100, {
      editManifest(manifest) {
        const text = stringifyCanonicalJson(ExperimentSchema, manifest.experiment, 'experiment');
        manifest.experimentHash = hashSha256(text);
        for (const { chain } of manifest.figures) chain.experimentHash = manifest.experimentHash;
      },
    });
    return folder;
  }

  /** Writes it as version 4 had it, made by other code of figures. */
  async function writeEarlier(version: number): Promise<string> {
    const folder = await writeToday();
    const path = join(folder, MANIFEST_FILE);
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
    const { profile, experiment, ...rest } = manifest;
    const models = experiment.models.map(({ id, ...choice }) => [id, choice]);
    const text = JSON.stringify({
      ...rest,
      schemaVersion: version,
      experiment: { ...experiment, schemaVersion: 1, profile, models: Object.fromEntries(models) },
      experimentHash: hashSha256('as it was written then'),
      figureCode: { ...rest.figureCode!, hash: hashSha256('other code') },
    });
    await writeFile(path, text);
    await writeFile(join(folder, MANIFEST_SUM_FILE), formatManifestSum(text));
    return folder;
  }

  it('is compared with one of today, and nothing of it is another', async () => {
    const folders = [await writeEarlier(4), await writeToday()];
    const [base, head] = await Promise.all(
      folders.map(async (folder) => ({
        source: { label: folder, from: 'folder', commit: null, uncommitted: false } as const,
        artifacts: await openComparable(folder, 'sample'),
      })),
    );
    const diff = compareReports({ profile: 'sample', base: base!, head: head! });
    expect(sayHeadline(diff)).toBe('Nothing changed but inputs');
    expect(diff.causes.map(({ kind }) => kind)).toEqual(['figure-code']);
    expect([diff.replaced, diff.others]).toEqual([[], []]);
  });

  it('is refused where that is no version that is known, with those that are', async () => {
    await expect(openComparable(await writeEarlier(3), 'sample')).rejects.toMatchObject({
      code: 'schema-version-differs',
      message: expect.stringContaining('this one reads 4 and 5'),
    });
  });
});
