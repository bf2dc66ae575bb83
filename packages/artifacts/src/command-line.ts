import { parseArgs } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';
import { findNearestName } from '@layerprint/core/nearest-name';
import { BackendNameSchema, SLUG } from '@layerprint/core/schemas/scalars';
import { HelpRequest } from './command.ts';

/** An option of a command; every option takes a value. */
export interface CommandOption {
  /** The values it may take, or a word that stands for any value in the usage text. */
  readonly value: string | readonly string[];
  /** What it is for, in a sentence or two. */
  readonly help: string;
  /** What any value has to look like. */
  readonly pattern?: RegExp;
  /** Used where the option is absent. Without one, and not `optional`, the option is required. */
  readonly default?: string;
  readonly optional?: true;
}

/** A command as its user sees it: what is parsed, and what `--help` says, are the same table. */
export interface Command<O extends Record<string, CommandOption> = Record<string, CommandOption>> {
  readonly name: string;
  /** What it does, in a sentence or two. */
  readonly purpose: string;
  readonly options: O;
  /** Lines to type, from the root of the workspace. */
  readonly examples: readonly string[];
  /** What its exit statuses mean, where they are not those of every command. */
  readonly statuses?: Readonly<Record<number, string>>;
}

const STATUSES = {
  0: 'it is done',
  1: 'it is not, and what is said tells what to do about it',
  70: 'a fault of ours, told with its stack',
} as const;

/**
 * What every task of the data flow takes, because Nx hands the options of one task on to all that it
 * depends on: which folder of `experiments/` to work on, and which TF.js backend computes. A task that
 * computes nothing accepts the backend and does not look at it.
 */
export const TASK_OPTIONS = {
  profile: {
    value: 'name',
    help: 'The experiment to work on: experiments/<name>/experiment.json. What is made of it is in dist/<name>.',
    pattern: SLUG,
    default: 'quick',
  },
  backend: {
    value: BackendNameSchema.options,
    help: 'Which TF.js backend computes. The same bytes are promised of layerprint; a task that computes nothing does not look at it.',
    default: 'layerprint',
  },
} as const satisfies Record<string, CommandOption>;

/** The command that runs a task of an experiment, as everyone is told it. */
export function nameCommand(task: string, profile: string): string {
  return `npx nx run ${profile}:${task}`;
}

type OptionValue<O extends CommandOption> =
  | (O['value'] extends readonly (infer V)[] ? V : string)
  | (O extends { optional: true } ? undefined : never);

/**
 * Parses a command's options: `--name value` or `--name=value`, the last one where repeated.
 *
 * @param argv The arguments after the script's name.
 * @throws {HelpRequest} Where `--help` or `-h` stands among them, whatever else does.
 * @throws {LayerprintError} `bad-usage`, for an unknown option, a missing or an unexpected value, or an
 *   argument that is no option, naming what was probably meant; the hint is the usage.
 */
export function parseCommandLine<const O extends Record<string, CommandOption>>(
  command: Command<O>,
  argv: readonly string[],
): { [K in keyof O]: OptionValue<O[K]> } {
  if (argv.includes('--help') || argv.includes('-h')) throw new HelpRequest(describeHelp(command));
  const usage = describeUsage(command);
  const given = readOptions(argv, Object.keys(command.options), usage);
  const values = Object.entries(command.options).map(([name, option]) => {
    const value = given[name] ?? option.default;
    assertAcceptable(name, option, value, usage);
    return [name, value];
  });
  return Object.fromEntries(values) as { [K in keyof O]: OptionValue<O[K]> };
}

function readOptions(
  argv: readonly string[],
  names: readonly string[],
  usage: string,
): Record<string, string | undefined> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const sentence = (cause as Error).message.split('\n')[0]!.replace(/\.?$/, '.');
    const [, unknown] = /^Unknown option '--([^']+)'/.exec(sentence) ?? [];
    const meant = unknown === undefined ? undefined : findNearestName(unknown, names);
    const guess = meant === undefined ? '' : ` Did you mean --${meant}?`;
    throw new LayerprintError('bad-usage', sentence + guess, usage, { cause });
  }
}

function assertAcceptable(
  name: string,
  option: CommandOption,
  value: string | undefined,
  usage: string,
): void {
  if (value === undefined) {
    if (option.optional) return;
    throw new LayerprintError('bad-usage', `The option --${name} is missing.`, usage);
  }
  const { value: choices, pattern } = option;
  const isFree = typeof choices === 'string';
  if (isFree ? (pattern?.test(value) ?? value !== '') : choices.includes(value)) return;
  const meant = isFree ? undefined : findNearestName(value, choices);
  const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new LayerprintError(
    'bad-usage',
    `The option --${name} cannot be "${value}".${guess}`,
    usage,
  );
}

function describeUsage({ name, options }: Command): string {
  const parts = Object.entries(options).map(([option, { value, default: fallback, optional }]) => {
    const text = `--${option} ${describeValue(value)}`;
    return fallback === undefined && !optional ? text : `[${text}]`;
  });
  return `Usage: ${[name, ...parts].join(' ')}`;
}

function describeValue(value: CommandOption['value']): string {
  return typeof value === 'string' ? `<${value}>` : value.join('|');
}

/** What `--help` prints. */
function describeHelp(command: Command): string {
  const { purpose, options, examples, statuses = STATUSES } = command;
  const list = Object.entries(options).flatMap(([name, { value, help, ...option }]) => [
    `  --${name} ${describeValue(value)}`,
    `      ${help}${option.default === undefined ? '' : ` Default: ${option.default}.`}`,
  ]);
  return [
    describeUsage(command),
    '',
    purpose,
    '',
    'Options:',
    ...list,
    '  --help, -h',
    '      Prints this, and does nothing else.',
    '',
    'Examples:',
    ...examples.map((line) => `  ${line}`),
    '',
    'Exit statuses:',
    ...Object.entries(statuses).map(([status, meaning]) => `  ${status.padEnd(3)} ${meaning}`),
    '',
  ].join('\n');
}
