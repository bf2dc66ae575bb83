import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { LayerprintError } from '@layerprint/core/errors';
import type { Request } from './read-request.ts';

/** The experiment that is meant where a name stands for any. */
const DEFAULT_EXPERIMENT = 'quick';

/**
 * Finds what Nx is to run for a name that stands for a task of experiments: `report-site:build:mine` and
 * `report-site:build --profile=mine` are `mine:build`.
 *
 * @returns The arguments of Nx; undefined where it was asked for targets themselves.
 * @throws {LayerprintError} `misplaced-profile`, where the targets have their experiment already; what
 *   `assertProfileExists` throws.
 */
export function nameExperiment(request: Request): string[] | undefined {
  const { standIn, profiles, configurations, targets } = request;
  const profile = profiles.at(-1);
  if (standIn) {
    if (profile !== undefined) assertProfileExists(profile);
    const experiment = profile ?? configurations.at(-1) ?? DEFAULT_EXPERIMENT;
    return ['run', `${experiment}:${standIn.task}`, ...standIn.beside];
  }
  const task = targets.find(({ isOfExperiment }) => isOfExperiment);
  if (profile === undefined || task === undefined) return undefined;
  throw new LayerprintError(
    'misplaced-profile',
    `${task.project}:${task.name} is a task of the experiment ${task.project}, and takes no --profile.`,
    `Name the experiment before the task, \`npx nx run ${profile}:${task.name}\`, or by \`-p ${profile}\` where several tasks are run.`,
  );
}
