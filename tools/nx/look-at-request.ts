import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { assertConfigurationExists } from './assert-configuration-exists.ts';
import { listTargets, type Target } from './list-targets.ts';
import { readRequest } from './read-request.ts';

/** Exit status after help; before-tasks.cjs knows it. */
const HELPED = 3;

/**
 * Looks at what Nx was asked for, its arguments, before it does it: has the commands that it would run tell
 * their help where that is asked for, and refuses a configuration or a profile that does not exist. Nx would
 * run the default in the place of an unknown configuration.
 */
await runCommand(async () => {
  const request = readRequest(process.argv.slice(2), listTargets());
  if (request.wantsHelp && request.targets.length > 0) {
    request.targets.forEach(tellHelp);
    process.exitCode = HELPED;
    return;
  }
  for (const name of request.configurations) assertConfigurationExists(name, request.targets);
  for (const profile of request.profiles) assertProfileExists(profile);
});

function tellHelp({ command }: Target): void {
  const programs = join(WORKSPACE, 'node_modules/.bin');
  const PATH = [programs, process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH };
  spawnSync(`${command} --help`, { cwd: WORKSPACE, env, shell: true, stdio: 'inherit' });
}
