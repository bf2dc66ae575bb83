import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { WORKSPACE } from '@layerprint/artifacts/source-code';

/**
 * Runs a program of the workspace's packages, from its root, and lets it say what it says.
 *
 * @param program Its name in `node_modules/.bin`.
 * @throws {LayerprintError} `program-failed`.
 */
export function runOurs(program: string, args: readonly string[]): void {
  const path = join(WORKSPACE, 'node_modules/.bin', program);
  const { status, error } = spawnSync(path, args, { cwd: WORKSPACE, stdio: 'inherit' });
  if (status === 0) return;
  throw new LayerprintError(
    'program-failed',
    `\`${[program, ...args].join(' ')}\` failed.`,
    'Mend what it complains of, or run `npm ci` where it is missing.',
    { cause: error },
  );
}
