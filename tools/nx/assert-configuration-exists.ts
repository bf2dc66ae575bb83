import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import type { Target } from './list-targets.ts';

/**
 * Checks that a configuration is one of a target that is to run. The name of the profile that a target works
 * on without one is right as well: what Nx falls back to is what was meant.
 *
 * @throws {LayerprintError} `unknown-configuration`, with those that there are.
 */
export function assertConfigurationExists(name: string, targets: readonly Target[]): void {
  const names = targets.flatMap(({ profile, configurations }) => [
    ...(profile === undefined ? [] : [profile]),
    ...configurations,
  ]);
  if (names.includes(name) || targets.length === 0) return;
  const tasks = targets.map(({ project, name: target }) => `${project}:${target}`).join(', ');
  const meant = findNearestName(name, names);
  const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new LayerprintError(
    'unknown-configuration',
    `There is no configuration "${name}" of ${tasks}.${guess}`,
    names.length === 0
      ? 'Leave it out: there is none.'
      : `There is ${[...new Set(names)].join(', ')}. Any other profile is named by --profile=<name>.`,
  );
}
