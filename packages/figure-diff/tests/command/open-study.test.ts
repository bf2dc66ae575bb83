import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJsonFile } from '@layerprint/artifacts/files';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { StudyVerdictsSchema } from '@layerprint/core/schemas/study-verdicts';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { settleSample } from '../../../core/tests/verdicts/sample-study.ts';
import { openStudy } from '../../src/command/open-study.ts';

const VERDICTS = settleSample();

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'layerprint-verdicts-'));
  onTestFinished(() => rm(root, { recursive: true }));
});

const open = () => openStudy(join(root, 'artifacts'));

async function writeVerdicts(): Promise<string> {
  const folder = join(root, 'verdicts');
  await mkdir(folder);
  await writeJsonFile(StudyVerdictsSchema, join(folder, 'study.json'), VERDICTS);
  await sealFolder(folder);
  return folder;
}

describe('the study that stands beside a folder of artifacts', () => {
  it('is what it came to', async () => {
    await writeVerdicts();
    expect(await open()).toEqual(VERDICTS);
  });

  it('is none where nothing stands there, or something else', async () => {
    expect(await open()).toBeUndefined();
    await mkdir(join(root, 'verdicts'));
    expect(await open()).toBeUndefined();
  });

  it.each<[string, (folder: string) => Promise<void>]>([
    ['has lost what it came to', (folder) => rm(join(folder, 'study.json'))],
    ['has lost its seal', (folder) => rm(join(folder, 'SHA256SUMS'))],
    ['was changed', (folder) => appendFile(join(folder, 'study.json'), ' ')],
    ['has got a file', (folder) => appendFile(join(folder, 'other.csv'), 'a')],
  ])('is refused, and not taken for none, where its folder %s', async (_, damage) => {
    await damage(await writeVerdicts());
    await expect(open()).rejects.toThrow(join(root, 'verdicts'));
  });
});
