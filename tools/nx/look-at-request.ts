import { writeSync } from 'node:fs';
import { runCommand } from '@layerprint/artifacts/command';
import { askHelp } from './ask-help.ts';
import { assertConfigurationExists } from './assert-configuration-exists.ts';
import { assertOptionsExist } from './assert-options-exist.ts';
import { listTargets, type Target } from './list-targets.ts';
import { nameExperiment } from './name-experiment.ts';
import { readRequest } from './read-request.ts';
import { refuseUnknownTask } from './refuse-unknown-task.ts';

/** Exit statuses after help, and where Nx is to run something else; before-tasks.cjs knows them. */
const HELPED = 3;
const NAMED = 4;
/** Where before-tasks.cjs reads what Nx is to run. */
const NAMED_PIPE = 3;

/**
 * Looks at what Nx was asked for, its arguments, before it does it: has the commands that it would run tell
 * their help where that is asked for, and refuses a task, a configuration, an option or a profile that does not
 * exist. Nx would run the default in the place of an unknown configuration, and some tasks before one refuses an option. For
 * a name that stands for a task of an experiment it says which one that is.
 */
await runCommand(async () => {
  const known = listTargets();
  const request = readRequest(process.argv.slice(2), known);
  const scripts = takeOneOfEach(request.targets.filter(({ command }) => command !== ''));
  if (request.wantsHelp && scripts.length > 0) {
    for (const target of scripts) process.stdout.write(askHelp(target));
    process.exitCode = HELPED;
    return;
  }
  for (const task of request.unknown) refuseUnknownTask(task, known);
  for (const name of request.configurations) assertConfigurationExists(name, request);
  assertOptionsExist(request.options, scripts.filter(isOurs));
  const named = nameExperiment(request);
  if (named === undefined) return;
  writeSync(NAMED_PIPE, JSON.stringify(named));
  process.exitCode = NAMED;
});

/** One target for each script: what one experiment's says of itself, all say. */
function takeOneOfEach(targets: readonly Target[]): Target[] {
  const scripts = targets.map((target) => [nameScript(target.command), target] as const);
  return [...new Map(scripts).values()];
}

/** What a command runs, without its options. */
function nameScript(command: string): string | undefined {
  return /\S+\.ts\b/.exec(command)?.[0] ?? command.split(' --')[0];
}

/** Whether a target runs a command of ours, which tells its options. */
function isOurs({ command }: Target): boolean {
  return command.startsWith('node -r ./tools/installation/preload.cjs');
}
