import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { entryOf, FIGURE_KINDS } from '@layerprint/core';
import {
  formatManifestSum,
  MANIFEST_FILE,
  MANIFEST_SUM_FILE,
  openArtifacts,
} from '@layerprint/artifacts';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { VegaLiteSpecSchema } from '@layerprint/core/schemas/vega-lite-spec';
import { sampleArtifacts } from '../sample-artifacts.ts';
import { drawMutations, judge, type Mutation } from './mutate-json.ts';

/** How many mutations of a file are tried; every one of them can be, and takes minutes. */
const COUNT = 250;

let folder: string;
let manifest: Manifest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-mutations-'));
  const artifacts = sampleArtifacts();
  manifest = structuredClone(artifacts.manifest);
  for (const [i, { kind, data, id }] of artifacts.figures.entries()) {
    const path = `figures/${id}.json`;
    const content = stringifyCanonicalJson(entryOf(kind).schema, data as never, path);
    await writeFileAtomically(join(folder, path), content);
    const sha256 = hashSha256(content);
    const file = {
      path,
      role: 'data',
      format: 'json',
      bytes: Buffer.byteLength(content),
      sha256,
    } as const;
    manifest.figures[i]!.files = [file];
  }
  await seal(stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE));
});

afterAll(() => rm(folder, { recursive: true }));

/** Writes the manifest with the sum that belongs to it. */
async function seal(content: string): Promise<void> {
  await writeFile(join(folder, MANIFEST_FILE), content);
  await writeFile(join(folder, MANIFEST_SUM_FILE), formatManifestSum(content));
}

/** What is wrong with how mutations were taken. */
async function judgeAll(
  mutations: readonly Mutation[],
  read: (text: string) => unknown,
): Promise<string[]> {
  const faults: string[] = [];
  for (const mutation of mutations) {
    const fault = await judge(mutation, read);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

describe('a manifest with one thing changed', () => {
  test('is refused under its old sum', async () => {
    await seal(stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE));
    for (const { text } of drawMutations(manifest, 20, 2)) {
      await writeFile(join(folder, MANIFEST_FILE), text);
      await expect(openArtifacts(folder)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:artifact-changed|schema-version-differs)$/),
      });
    }
  });

  test('is refused with a sentence or read as it says, under a sum of its own', async () => {
    const faults = await judgeAll(drawMutations(manifest, COUNT), async (text) => {
      await seal(text);
      return (await openArtifacts(folder)).manifest;
    });
    expect(faults).toEqual([]);
  });
});

describe.each(sampleArtifacts().figures.map((figure) => [figure.id, figure] as const))(
  'the data of %s with one thing changed',
  (_, figure) => {
    const read = (text: string) =>
      parseJson(FIGURE_KINDS[figure.kind].schema, text, `${figure.id}.json`);

    test('are refused with a sentence or read as they say', async () => {
      expect(await judgeAll(drawMutations(figure.data, COUNT), read)).toEqual([]);
    });
  },
);

test('a specification with one thing changed is refused with a sentence or read as it says', async () => {
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    name: 'chart',
    data: { values: [{ a: 1 }] },
  };
  const read = (text: string) => parseJson(VegaLiteSpecSchema, text, 'chart.vl.json');
  expect(await judgeAll(drawMutations(spec, COUNT), read)).toEqual([]);
});
