import { parseArgs } from 'node:util';
import type { Target } from './list-targets.ts';

/** What Nx was asked for, as far as it has names of ours in it. */
export interface Request {
  readonly targets: readonly Target[];
  /** As they were given, whether they exist or not. */
  readonly configurations: readonly string[];
  readonly profiles: readonly string[];
  /** Of all options that begin with two dashes, without these and values. */
  readonly options: readonly string[];
  readonly wantsHelp: boolean;
}

/** The commands of Nx that run targets by name, besides a target's own name: `nx build report-site`. */
const RUNNERS = ['run', 'run-many', 'affected'];

/** How Nx reads what stands before `--`; `-h` and what is not here goes to the tasks. */
const OPTIONS = {
  configuration: { type: 'string', short: 'c', multiple: true },
  project: { type: 'string', short: 'p', multiple: true },
  projects: { type: 'string', multiple: true },
  target: { type: 'string', short: 't', multiple: true },
  targets: { type: 'string', multiple: true },
  prod: { type: 'boolean' },
  profile: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the arguments of Nx: `run project:target:configuration`, `run-many -t target -c configuration`,
 * `affected …`, `target project …`.
 *
 * @param known All targets; a word of another kind is none.
 */
export function readRequest(argv: readonly string[], known: readonly Target[]): Request {
  const end = argv.indexOf('--');
  const args = end === -1 ? [...argv] : argv.filter((_, index) => index !== end);
  const { values, positionals } = parseArgs({ args, options: OPTIONS, strict: false });
  const take = (...names: (keyof typeof OPTIONS)[]): string[] =>
    names.flatMap((name) => values[name] ?? []).map((value) => String(value).replace(/^=/, ''));

  const [runner, ...words] = positionals;
  const isRun = RUNNERS.includes(runner!) || known.some(({ name }) => name === runner);
  if (!isRun) {
    return { targets: [], configurations: [], profiles: [], options: [], wantsHelp: false };
  }
  const named = [...take('target', 'targets').flatMap((list) => list.split(/[\s,]+/)), ...words];
  const found = [runner!, ...named].map((word) => findTargets(word, known));
  const profiled = found.flatMap(({ targets }) => targets).some(({ profile }) => profile);
  return {
    targets: found.flatMap(({ targets }) => targets),
    configurations: [
      ...found.flatMap(({ configuration }) => configuration ?? []),
      ...take('configuration'),
      ...(values.prod === true ? ['production'] : []),
    ],
    profiles: profiled ? take('profile') : [],
    options: args.flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? []),
    wantsHelp: values.help === true,
  };
}

/** What a word like `report-site:build:article`, or `build`, names. */
function findTargets(
  word: string,
  known: readonly Target[],
): { targets: Target[]; configuration?: string } {
  const parts = word.split(':');
  const isOf = (project: string, name: string) =>
    known.filter((target) => target.project === project && target.name === name);
  const full = isOf(parts[0]!, parts[1] ?? '');
  const targets = full.length > 0 ? full : known.filter(({ name }) => name === parts[0]);
  const rest = parts.slice(full.length > 0 ? 2 : 1);
  if (targets.length === 0 || rest.length === 0) return { targets };
  return { targets, configuration: rest.join(':') };
}
