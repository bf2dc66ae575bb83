import { basename, dirname } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { readJsonFile } from '@layerprint/artifacts/files';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { ExperimentSchema, type Experiment } from '@layerprint/core/schemas/experiment';
import type { Layout } from '../layout.ts';
import { explainUnknown } from './explain-unknown-keys.ts';

/**
 * Reads the experiment of a profile and checks it.
 *
 * @throws {LayerprintError} `unknown-profile`, listing the profiles that exist; `wrong-profile`, when
 *   the file names another one; `invalid-json`, naming every wrong field and, for a key that does not
 *   exist, the one probably meant.
 */
export async function loadExperiment(layout: Layout): Promise<Experiment> {
  const path = layout.experiment;
  const name = basename(dirname(path));
  assertProfileExists(name, dirname(dirname(path)));
  const experiment = await readJsonFile(ExperimentSchema, path).catch((error: unknown) => {
    throw explainUnknown(error, ExperimentSchema);
  });
  if (experiment.profile === name) return experiment;
  throw new LayerprintError(
    'wrong-profile',
    `${path} says that its profile is "${experiment.profile}", but its folder is called "${name}".`,
    `Set "profile" to "${name}" in ${path}, or rename the folder to ${experiment.profile}.`,
  );
}
