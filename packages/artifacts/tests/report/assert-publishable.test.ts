import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Artifacts } from '@layerprint/artifacts';
import { hashSha256, writeFileAtomically } from '@layerprint/artifacts/files';
import { assertPublishable } from '@layerprint/artifacts/publishable';
import type { FigureFile } from '@layerprint/core/schemas/manifest';

type Kind = Pick<FigureFile, 'role' | 'format'>;
const SVG: Kind = { role: 'picture', format: 'svg' };
const CSV: Kind = { role: 'table', format: 'csv' };
const SPEC: Kind = { role: 'spec', format: 'json' };

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>';
const CHART = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  name: 'chart',
  data: { values: [{ a: 1, b: 'one: two // three' }] },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function publish(kind: Kind, text: string | Uint8Array): Promise<void> {
  const content = Buffer.from(text);
  await writeFileAtomically(join(folder, 'file'), content);
  const known = { path: 'file', bytes: content.length, sha256: hashSha256(content) };
  const size = kind.role === 'picture' ? { width: 10, height: 20 } : {};
  assertPublishable({
    folder,
    manifest: { figures: [{ files: [{ ...known, ...kind, ...size }] }] },
  } as unknown as Artifacts);
}

describe('assertPublishable', () => {
  test('takes a picture, a table and a specification', async () => {
    await publish(SVG, PICTURE);
    await publish(CSV, 'a,b\r\n1,-2\r\n');
    await publish(SPEC, JSON.stringify(CHART));
  });

  test.each<[string, Kind, string | Uint8Array, string]>([
    ['a script in a picture', SVG, PICTURE.replace('</', '<script/></'), 'the element script'],
    ['a picture of another size', SVG, PICTURE.replace('10', '11'), 'it is 11 × 20'],
    [
      'a picture in UTF-16',
      SVG,
      Buffer.from(`\ufeff${PICTURE}`, 'utf16le'),
      'not encoded in UTF-8',
    ],
    ['a formula in a table', CSV, 'a\r\n=1+1\r\n', 'the formula "=1+1"'],
    [
      'a specification that loads data',
      SPEC,
      JSON.stringify({ ...CHART, data: { url: 'data.csv' } }),
      'it asks for "data.csv"',
    ],
    [
      'a specification that leads elsewhere',
      SPEC,
      JSON.stringify({ ...CHART, encoding: { href: { value: 'x' } } }),
      'it asks for {"value":"x"}',
    ],
    [
      'a specification with an address in its data',
      SPEC,
      JSON.stringify({ ...CHART, mark: { type: 'image', aspect: 'https://evil.example/' } }),
      'it asks for "https://evil.example/"',
    ],
  ])('refuses %s, naming the file and what is in it', async (_, kind, content, message) => {
    await expect(publish(kind, content)).rejects.toMatchObject({
      code: 'artifact-not-ours',
      message: expect.stringMatching(/\/file is nothing that the artifacts task writes: .*\.$/),
      hint: expect.stringContaining('Do not open or publish it.'),
    });
    await expect(publish(kind, content)).rejects.toThrow(message);
  });

  test('refuses a specification that is none', async () => {
    for (const text of ['{', '{"name": "x"}', '{"$schema": "https://evil.example", "name": "x"}']) {
      await expect(publish(SPEC, text)).rejects.toMatchObject({ code: 'invalid-json' });
    }
  });
});
