import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile } from '@layerprint/core/files';
import { ExperimentSchema, type Experiment } from '@layerprint/core/schemas/experiment';
import type { Layout } from '../layout.ts';
import { explainUnknownKeys } from './explain-unknown-keys.ts';

/**
 * Reads the experiment of a profile and checks it.
 *
 * @throws {LayerprintError} `unknown-profile`, listing the profiles that exist; `wrong-profile`, when
 *   the file names another one; `invalid-json`, naming every wrong field and, for a key that does not
 *   exist, the one probably meant.
 */
export async function loadExperiment(layout: Layout): Promise<Experiment> {
  const path = layout.experiment;
  const name = basename(path, '.json');
  const experiment = await readJsonFile(ExperimentSchema, path).catch(async (error: unknown) => {
    throw await explainFailure(error, path, name);
  });
  if (experiment.profile === name) return experiment;
  throw new LayerprintError(
    'wrong-profile',
    `${path} says that its profile is "${experiment.profile}", but its file name says "${name}".`,
    `Set "profile" to "${name}" in ${path}, or rename the file to ${experiment.profile}.json.`,
  );
}

async function explainFailure(error: unknown, path: string, name: string): Promise<unknown> {
  if (!(error instanceof LayerprintError)) return error;
  if (error.code === 'file-not-found') {
    const profiles = await listProfiles(dirname(path));
    return new LayerprintError(
      'unknown-profile',
      `There is no profile "${name}": ${path} does not exist.`,
      profiles.length === 0
        ? `Run from the root of the workspace: ${dirname(path)} holds no experiments here.`
        : `Choose one of ${profiles.join(', ')}, or add ${path}.`,
      { cause: error },
    );
  }
  if (!(error.cause instanceof z.ZodError)) return error;
  const sentences = explainUnknownKeys(ExperimentSchema, error.cause);
  if (sentences.length === 0) return error;
  return new LayerprintError(error.code, error.message, sentences.join('\n  '), { cause: error });
}

async function listProfiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort();
}
