import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import type { Target } from './list-targets.ts';

/** What the command of a target prints for `--help`. */
export function askHelp({ command }: Target): string {
  const programs = join(WORKSPACE, 'node_modules/.bin');
  const PATH = [programs, process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH };
  return spawnSync(`${command} --help`, {
    cwd: WORKSPACE,
    env,
    shell: true,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).stdout;
}
