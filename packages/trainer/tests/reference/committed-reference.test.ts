import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashSha256, readFileOrExplain, readJsonFile } from '@layerprint/artifacts/files';
import { RunSchema } from '@layerprint/core/schemas/run';
import { readReference } from '../../src/reference/reference-folder.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures');

test('the models beside every committed reference are the ones it speaks of', async () => {
  for (const profile of await readdir(FIXTURES)) {
    const folder = join(FIXTURES, profile);
    if (!existsSync(join(folder, 'reference.json'))) continue;
    const reference = await readReference(folder);
    expect(reference.profile).toBe(profile);
    for (const [name, model] of Object.entries(reference.models)) {
      const { weightsHash } = model;
      const weights = await readFileOrExplain(join(folder, 'models', name, 'weights.bin'));
      expect(hashSha256(weights), `${profile} ${name}`).toBe(weightsHash);
      const run = await readJsonFile(RunSchema, join(folder, 'models', name, 'run.json'));
      expect(run).toMatchObject({ ...model, dataHash: reference.dataHash });
    }
  }
});
