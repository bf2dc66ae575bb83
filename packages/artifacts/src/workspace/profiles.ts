import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { EXPERIMENT_FILE, EXPERIMENTS } from '@layerprint/core/experiment-path';
import { findNearestName } from '@layerprint/core/nearest-name';
import { SlugSchema } from '@layerprint/core/schemas/scalars';
import { WORKSPACE } from '../source-code.ts';

/** Folders of `dist/` that are no experiment's: what other commands write would lie among its files. */
const TAKEN_IN_DIST = ['backend-package', 'bench', 'diff', 'diff-page', 'test-results'];

/** Lists the profiles that there are, sorted; none where the folder of experiments is not there. */
export function listProfiles(experiments = EXPERIMENTS): string[] {
  if (!existsSync(experiments)) return [];
  return readdirSync(experiments)
    .filter((name) => existsSync(join(experiments, name, EXPERIMENT_FILE)))
    .sort();
}

/** Lists those that have a name with which Nx and all else can work. */
export function listUsableProfiles(experiments = EXPERIMENTS): string[] {
  return listProfiles(experiments).filter((name) => explainUnusable(name) === undefined);
}

/**
 * Checks that there is an experiment of a name. A command that finds nothing of a profile asks this before
 * it says how to build that.
 *
 * @throws {LayerprintError} `unknown-profile`, with the one that was probably meant and those that there are;
 *   `unusable-name`.
 */
export function assertProfileExists(profile: string, experiments = EXPERIMENTS): void {
  const profiles = listProfiles(experiments);
  const path = join(experiments, profile, EXPERIMENT_FILE);
  if (profiles.includes(profile)) return assertNameUsable(profile, experiments);
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

/**
 * Checks that an experiment may be called so.
 *
 * @throws {LayerprintError} `unusable-name`, with the reason.
 */
export function assertNameUsable(name: string, experiments = EXPERIMENTS): void {
  const reason = explainUnusable(name);
  if (reason === undefined) return;
  throw new LayerprintError(
    'unusable-name',
    `${experiments}/${name} cannot be an experiment: ${reason}.`,
    'Give the folder another name.',
  );
}

/** Why no experiment can be called so; undefined where one can. */
function explainUnusable(name: string): string | undefined {
  if (!SlugSchema.safeParse(name).success) {
    return 'its name has to be of at most 100 lower-case letters, digits, "-" and "_", and to begin with a letter or digit';
  }
  if (TAKEN_IN_DIST.includes(name)) return `dist/${name} is the place of something else`;
  const isProject = name === 'tools' || existsSync(join(WORKSPACE, 'packages', name));
  return isProject ? `${name} is the name of another project` : undefined;
}
