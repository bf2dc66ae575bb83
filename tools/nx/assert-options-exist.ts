import { TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import { askHelp } from './ask-help.ts';
import { listNxOptions } from './list-nx-options.ts';
import type { Target } from './list-targets.ts';

/** Where the help of a command begins a line with one of its options. */
const OPTION_LINE = /^ {2}--([a-z0-9-]+)/gm;

/**
 * Checks that every option is Nx's own or one of a command that is to run. Nx hands those that it does not know on
 * to every task, of which the first may be done before one refuses.
 *
 * @param names As they were given, without their dashes.
 * @param targets Those that run a command of ours; where there is none, all options are taken.
 * @throws {LayerprintError} `unknown-option`, with the one that was probably meant.
 */
export function assertOptionsExist(names: readonly string[], targets: readonly Target[]): void {
  const ofTasks = Object.keys(TASK_OPTIONS);
  const asked = names.filter((name) => !ofTasks.includes(name));
  if (asked.length === 0 || targets.length === 0) return;
  const ofNx = listNxOptions();
  const foreign = asked.filter((name) => !ofNx.has(toCamelCase(name.replace(/^no-/, ''))));
  if (foreign.length === 0) return;

  const known = [...new Set(targets.flatMap(listOptions))];
  const wrong = foreign.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const tasks = targets.map(({ project, name }) => `${project}:${name}`).join(', ');
  const meant = findNearestName(wrong, known);
  const guess = meant === undefined ? '' : ` Did you mean --${meant}?`;
  throw new LayerprintError(
    'unknown-option',
    `There is no option --${wrong} of ${tasks}, nor of Nx.${guess}`,
    known.length === 0
      ? 'Leave it out: there is none.'
      : `There is ${known.map((name) => `--${name}`).join(', ')}. --help tells what each does.`,
  );
}

function listOptions(target: Target): string[] {
  return [...askHelp(target).matchAll(OPTION_LINE)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'help');
}

function toCamelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
