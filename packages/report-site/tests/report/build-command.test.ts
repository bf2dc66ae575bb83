import { join } from 'node:path';
import { readJsonFile } from '@layerprint/artifacts/files';
import { ExperimentSchema } from '@layerprint/core/schemas/experiment';
import { describe, expect, it } from 'vitest';
import { listBuildCommands } from '../../src/report/build-command.ts';

const EXPERIMENTS = join(import.meta.dirname, '../../../../experiments');

describe('listBuildCommands', () => {
  it.each([
    ['quick', ['npm ci', 'npx nx run quick:build']],
    ['article', ['npm ci', 'npx nx run trainer:fetch-cifar10', 'npx nx run article:build']],
  ])('says how to build %s', async (profile, commands) => {
    const experiment = await readJsonFile(
      ExperimentSchema,
      join(EXPERIMENTS, profile, 'experiment.json'),
    );
    expect(listBuildCommands({ profile, experiment })).toEqual(commands);
  });

  it('names a profile that has no configuration of its own', async () => {
    const quick = await readJsonFile(ExperimentSchema, join(EXPERIMENTS, 'quick/experiment.json'));
    expect(listBuildCommands({ profile: 'mine', experiment: quick }).at(-1)).toBe(
      'npx nx run mine:build',
    );
  });
});
