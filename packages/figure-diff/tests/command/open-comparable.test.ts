import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';
import { openComparable } from '../../src/command/open-comparable.ts';
import { compareReports, sayHeadline } from '../../src/comparison/index.ts';
import { writeSampleFolder } from './sample-folder.ts';

async function writeSample(profile: string): Promise<string> {
  const folder = join(await createFolder(), 'artifacts');
  await writeSampleFolder(folder, 100, {
    editManifest(manifest) {
      manifest.profile = profile;
      for (const { plan } of Object.values(manifest.runs)) plan.profile = profile;
    },
  });
  return folder;
}

it('a folder of another experiment than the one that was asked for is refused', async () => {
  await expect(openComparable(await writeSample('mine'), 'quick')).rejects.toMatchObject({
    code: 'wrong-profile',
    hint: expect.stringContaining('leave out --profile'),
  });
});

it('folders of two experiments are compared, and their names are inputs', async () => {
  const [base, head] = await Promise.all(
    ['quick', 'mine'].map(async (label) => ({
      source: { label, from: 'folder', commit: null, uncommitted: false } as const,
      artifacts: await openComparable(await writeSample(label)),
    })),
  );
  const diff = compareReports({ profile: 'mine', base: base!, head: head! });
  expect(sayHeadline(diff)).toBe('Nothing changed but inputs');
  expect(diff.causes.map(({ sentence }) => sentence)).toEqual([
    'The name of the experiment: quick → mine.',
  ]);
});
