import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { drawMutations, judge } from '../../../artifacts/tests/mutations/mutate-json.ts';
import { sampleDiff } from '../comparison/sample-diff.ts';
import { DIFF_FILE, openDiff } from '../../src/page/open-diff.ts';

it('refuses a comparison with one thing changed in a sentence, or reads it as it says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-open-diff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const faults: string[] = [];
  for (const mutation of drawMutations(sampleDiff(), 300)) {
    const fault = await judge(mutation, async (text) => {
      await writeFile(join(folder, DIFF_FILE), text);
      return openDiff(join(folder, DIFF_FILE));
    });
    if (fault !== undefined) faults.push(fault);
  }
  expect(faults).toEqual([]);
});
