import { expect, test } from 'vitest';
import { parseJson } from '@layerprint/core/canonical-json';
import { ArchitectureDataSchema } from '@layerprint/core/schemas/figure-data';
import { ManifestSchema } from '@layerprint/core/schemas/manifest';
import { sampleArtifacts } from '../sample-artifacts.ts';

test.each<[string, (manifest: ReturnType<typeof copyManifest>) => unknown[], string]>([
  ['figure', ({ figures }) => figures, 'figures: .*"specimen"'],
  [
    'file of a figure',
    ({ figures }) => figures[0]!.files,
    String.raw`figures\.0\.files: .*"figures/`,
  ],
  ['claim', ({ claims }) => claims, 'claims: '],
  ['check of a claim', ({ claims }) => claims[0]!.checks, String.raw`claims\.0\.checks: `],
  ['specimen', ({ dataset }) => dataset.specimens, String.raw`dataset\.specimens: `],
  ['file of the data set', ({ dataset }) => dataset.files, String.raw`dataset\.files: `],
  ['layer of a model', ({ runs }) => runs.dummy!.layers, String.raw`runs\.dummy\.layers: `],
])('a manifest with a %s twice is refused, naming it', (_, list, message) => {
  const manifest = copyManifest();
  list(manifest).push(structuredClone(list(manifest)[0]));
  const read = () => parseJson(ManifestSchema, JSON.stringify(manifest), 'manifest.json');
  expect(read).toThrow(new RegExp(`\n  ${message}.*stands there twice`));
});

test('a manifest in which two figures have one file is refused', () => {
  const manifest = copyManifest();
  const [first, second] = manifest.figures;
  second!.files[0]!.path = first!.files[0]!.path;
  const read = () => parseJson(ManifestSchema, JSON.stringify(manifest), 'manifest.json');
  expect(read).toThrow('figures: Expected no file in two figures');
});

test('a layer that stands twice in the data of a figure is refused', () => {
  const { data } = sampleArtifacts().figures.find(({ kind }) => kind === 'architecture')!;
  const { layers, ...rest } = data as { layers: unknown[] };
  const text = JSON.stringify({ ...rest, layers: [...layers, layers[0]] });
  expect(() => parseJson(ArchitectureDataSchema, text, 'x.json')).toThrow('stands there twice');
});

function copyManifest() {
  return structuredClone(sampleArtifacts().manifest);
}
