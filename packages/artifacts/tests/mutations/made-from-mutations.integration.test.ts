import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CompiledKernelsSchema, RenderedSiteSchema } from '@layerprint/core/schemas/made-from';
import { readSealedJson, sealFolder } from '@layerprint/artifacts/sealed-folder';
import { drawMutations, judge } from './mutate-json.ts';

const CODE_HASH = '0123456789abcdef'.repeat(4);
const KERNELS = { schemaVersion: 1, codeHash: CODE_HASH };
const SITE = {
  ...KERNELS,
  address: { basePath: '/report/', origin: null },
  sourcePage: '<!doctype html>',
};

test.each([
  ['kernels.json', CompiledKernelsSchema, KERNELS],
  ['rendered.json', RenderedSiteSchema, SITE],
])('%s with one thing changed is refused with a sentence or read as it says', async (...row) => {
  const [name, schema, whole] = row;
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-made-from-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const faults: string[] = [];
  for (const mutation of drawMutations(whole, 250)) {
    const fault = await judge(mutation, async (text) => {
      await writeFile(join(folder, name), text);
      await sealFolder(folder);
      return readSealedJson(schema, folder, name);
    });
    if (fault !== undefined) faults.push(fault);
  }
  expect(faults).toEqual([]);
});
