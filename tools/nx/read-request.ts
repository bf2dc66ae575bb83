import { parseArgs } from 'node:util';
import type { Target } from './list-targets.ts';

/** What Nx was asked for, as far as it has names of ours in it. */
export interface Request {
  readonly targets: readonly Target[];
  /** What is named as `project:task`, or as `task project`, and is no target. */
  readonly unknown: readonly UnknownTask[];
  /** As they were given, whether they exist or not. */
  readonly configurations: readonly string[];
  readonly profiles: readonly string[];
  /** Of all options that begin with two dashes, without these and values. */
  readonly options: readonly string[];
  readonly wantsHelp: boolean;
  /** Where it is for one target, and that is a name which stands for a task of an experiment. */
  readonly standIn: StandIn | undefined;
}

/** A name that stands for a task of experiments, and what was given beside it. */
interface StandIn {
  readonly task: string;
  readonly experiments: readonly string[];
  /** All arguments but those that name project, task, experiment. */
  readonly beside: readonly string[];
}

/** A task that does not exist, as it was named. */
export interface UnknownTask {
  readonly project: string;
  readonly task: string;
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
/** Those that name one target, or the experiment that it is for. */
const NAMING = ['configuration', 'profile', 'project', 'target'];

const NOTHING: Request = {
  targets: [],
  unknown: [],
  configurations: [],
  profiles: [],
  options: [],
  wantsHelp: false,
  standIn: undefined,
};

/** A word on the command line that is no option. */
interface Word {
  readonly text: string;
  readonly index: number;
  /** Whether it may be the value of an option that only the task knows: `--backend cpu`. */
  readonly isDoubtful: boolean;
}

/**
 * Reads the arguments of Nx: `run project:target:configuration`, `run-many -t target -c configuration`,
 * `affected …`, `target project …`.
 *
 * @param known All targets; a word of another kind is none.
 */
export function readRequest(argv: readonly string[], known: readonly Target[]): Request {
  const end = argv.indexOf('--');
  const args = end === -1 ? [...argv] : argv.filter((_, index) => index !== end);
  const parsed = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const take = (...names: (keyof typeof OPTIONS)[]): string[] =>
    names
      .flatMap((name) => parsed.values[name] ?? [])
      .map((value) => String(value).replace(/^=/, ''));

  const [runner, ...words] = listWords(parsed.tokens);
  const isInfix = known.some(({ name }) => name === runner?.text);
  if (runner === undefined || !(isInfix || RUNNERS.includes(runner.text))) return NOTHING;

  const projects = splitList(take('project', 'projects'));
  const named = isInfix
    ? joinInfix(runner, words, known)
    : [
        ...splitList(take('target', 'targets')).map((text) => ({ text, words: [] })),
        ...words.map((word) => ({ text: word.text, words: [word] })),
      ];
  const found = named.map(({ text, words }) => ({
    ...findTargets(text, known, projects),
    isSure: words.every(({ isDoubtful }) => !isDoubtful),
    words,
  }));
  const meant = found.filter(({ targets }) => targets.length > 0);
  const targets = meant.flatMap(({ targets }) => targets);
  const naming = [runner, ...meant.flatMap(({ words }) => words)].map(({ index }) => index);
  const beside = leaveOut(args, [...naming, ...listNaming(parsed.tokens)]);
  const isForOne = targets.length === 1 && (isInfix || runner.text === 'run');
  return {
    targets,
    unknown: found.flatMap(({ unknown, isSure }) => (unknown && isSure ? [unknown] : [])),
    configurations: [
      ...meant.flatMap(({ configuration }) => configuration ?? []),
      ...take('configuration'),
      ...(parsed.values.prod === true ? ['production'] : []),
    ],
    profiles: take('profile'),
    options: args.flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? []),
    wantsHelp: parsed.values.help === true,
    standIn: isForOne ? makeStandIn(targets[0]!, beside) : undefined,
  };
}

function makeStandIn({ name, standsFor }: Target, beside: string[]): StandIn | undefined {
  return standsFor && { task: name, experiments: standsFor, beside };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function listWords(tokens: readonly Token[]): Word[] {
  return tokens.flatMap((token, position) => {
    if (token.kind !== 'positional') return [];
    const before = tokens[position - 1];
    const isDoubtful =
      before?.kind === 'option' && !(before.name in OPTIONS) && !before.inlineValue;
    return [{ text: token.value, index: token.index, isDoubtful }];
  });
}

/** Where the options stand that name a target or an experiment, and their values. */
function listNaming(tokens: readonly Token[]): number[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'option' || !NAMING.includes(token.name)) return [];
    return token.inlineValue === false ? [token.index, token.index + 1] : [token.index];
  });
}

const splitList = (values: readonly string[]): string[] =>
  values.flatMap((list) => list.split(/[\s,]+/)).filter((name) => name !== '');

const leaveOut = (args: readonly string[], indices: readonly number[]): string[] =>
  args.filter((_, index) => !indices.includes(index));

/** `build report-site` as `report-site:build`; `build` alone is of the folder that Nx was started in. */
function joinInfix(runner: Word, words: readonly Word[], known: readonly Target[]) {
  const project =
    words.find(({ text }) => known.some((target) => target.project === text)) ??
    words.find(({ isDoubtful }) => !isDoubtful);
  if (project === undefined) return [{ text: runner.text, words: [] }];
  return [{ text: `${project.text}:${runner.text}`, words: [project] }];
}

/** What a word like `report-site:build:article`, or `build`, names. */
function findTargets(
  word: string,
  known: readonly Target[],
  projects: readonly string[],
): { targets: Target[]; configuration?: string; unknown?: UnknownTask } {
  const [first = '', second, ...rest] = word.split(':');
  const full = known.filter(({ project, name }) => project === first && name === second);
  if (full.length > 0) return { targets: full, ...readConfiguration(rest) };

  if (second !== undefined && isProject(first, known)) {
    return { targets: [], unknown: { project: first, task: [second, ...rest].join(':') } };
  }
  const isThere = projects.length > 0 && projects.every((name) => isProject(name, known));
  const targets = known.filter(
    ({ project, name }) => name === first && (!isThere || projects.includes(project)),
  );
  if (targets.length > 0) {
    return { targets, ...readConfiguration(second === undefined ? [] : [second, ...rest]) };
  }
  return second === undefined
    ? { targets }
    : { targets, unknown: { project: first, task: [second, ...rest].join(':') } };
}

const readConfiguration = (parts: readonly string[]) =>
  parts.length === 0 ? {} : { configuration: parts.join(':') };

const isProject = (name: string, known: readonly Target[]): boolean =>
  known.some(({ project }) => project === name);
