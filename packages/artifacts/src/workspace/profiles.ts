import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { EXPERIMENT_FILE, EXPERIMENTS } from '@layerprint/core/experiment-path';
import { findNearestName } from '@layerprint/core/nearest-name';

/** Lists the profiles that there are, sorted; none where the folder of experiments is not there. */
export function listProfiles(experiments = EXPERIMENTS): string[] {
  if (!existsSync(experiments)) return [];
  return readdirSync(experiments)
    .filter((name) => existsSync(join(experiments, name, EXPERIMENT_FILE)))
    .sort();
}

/**
 * Checks that there is an experiment of a name. A command that finds nothing of a profile asks this before
 * it says how to build that.
 *
 * @throws {LayerprintError} `unknown-profile`, with the one that was probably meant and those that there are.
 */
export function assertProfileExists(profile: string, experiments = EXPERIMENTS): void {
  const profiles = listProfiles(experiments);
  if (profiles.includes(profile)) return;
  const path = join(experiments, profile, EXPERIMENT_FILE);
  const meant = findNearestName(profile, profiles);
  const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new LayerprintError(
    'unknown-profile',
    `There is no profile "${profile}": ${path} does not exist.${guess}`,
    profiles.length === 0
      ? `Run from the root of the workspace: ${experiments} holds no experiments here.`
      : `Choose one of ${profiles.join(', ')}, or add ${path}.`,
  );
}
