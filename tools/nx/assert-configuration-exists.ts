import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import type { Request } from './read-request.ts';

/**
 * Checks that what is named behind a target is an experiment that it stands for. There are no other configurations.
 *
 * @throws {LayerprintError} `unknown-configuration`, with those that there are.
 */
export function assertConfigurationExists(name: string, { targets, standIn }: Request): void {
  const names = standIn?.experiments ?? [];
  if (names.includes(name) || targets.length === 0) return;
  const tasks = targets.map(({ project, name: target }) => `${project}:${target}`).join(', ');
  const meant = findNearestName(name, names);
  const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  const isOfExperiments = targets.some(({ isOfExperiment }) => isOfExperiment);
  const none = isOfExperiments
    ? 'Leave it out: an experiment is a project, and its name stands before the task.'
    : 'Leave it out: there is none.';
  throw new LayerprintError(
    'unknown-configuration',
    `There is no configuration "${name}" of ${tasks}.${guess}`,
    names.length === 0 ? none : `There is ${names.join(', ')}.`,
  );
}
