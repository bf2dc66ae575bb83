import { runCommand } from '@layerprint/artifacts/command';
import { assertProfileExists } from '@layerprint/artifacts/profiles';
import { askHelp } from './ask-help.ts';
import { assertConfigurationExists } from './assert-configuration-exists.ts';
import { assertOptionsExist } from './assert-options-exist.ts';
import { listTargets, type Target } from './list-targets.ts';
import { readRequest } from './read-request.ts';

/** Exit status after help; before-tasks.cjs knows it. */
const HELPED = 3;

/**
 * Looks at what Nx was asked for, its arguments, before it does it: has the commands that it would run tell
 * their help where that is asked for, and refuses a configuration, an option or a profile that does not
 * exist. Nx would run the default in the place of an unknown configuration, and some tasks before one refuses an option.
 */
await runCommand(async () => {
  const request = readRequest(process.argv.slice(2), listTargets());
  if (request.wantsHelp && request.targets.length > 0) {
    for (const target of request.targets) process.stdout.write(askHelp(target));
    process.exitCode = HELPED;
    return;
  }
  for (const name of request.configurations) assertConfigurationExists(name, request.targets);
  assertOptionsExist(request.options, request.targets.filter(isOurs));
  for (const profile of request.profiles) assertProfileExists(profile);
});

/** Whether a target runs a command of ours, which tells its options. */
function isOurs({ command }: Target): boolean {
  return command.startsWith('node -r ./tools/installation/assert-usable.cjs');
}
