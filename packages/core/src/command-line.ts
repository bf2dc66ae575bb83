import { parseArgs } from 'node:util';
import { LayerprintError } from './errors.ts';
import { BackendNameSchema, SLUG } from './schemas/scalars.ts';

/** An option of a command; every option takes a value. */
export interface CommandOption {
  /** The values it may take, or a word that stands for any value in the usage text. */
  readonly value: string | readonly string[];
  /** What any value has to look like. */
  readonly pattern?: RegExp;
  /** Used where the option is absent. Without one, and not `optional`, the option is required. */
  readonly default?: string;
  readonly optional?: true;
}

/**
 * What every task of the data flow takes, because Nx hands the options of one task on to all that it
 * depends on: which file of `experiments/` to work on, and which TF.js backend computes. A task that
 * computes nothing accepts the backend and does not look at it.
 */
export const TASK_OPTIONS = {
  profile: { value: 'name', pattern: SLUG, default: 'quick' },
  backend: { value: BackendNameSchema.options, default: 'layerprint' },
} as const satisfies Record<string, CommandOption>;

/**
 * Names a task for a profile as everyone is told to, with what follows the name. Nx knows a task it ran
 * before by how it was named, too.
 */
export function nameTask(task: string, profile: string): { task: string; args: string[] } {
  const configuration = { quick: '', article: ':article' }[profile];
  if (configuration === undefined) return { task, args: [`--profile=${profile}`] };
  return { task: `${task}${configuration}`, args: [] };
}

type OptionValue<O extends CommandOption> =
  | (O['value'] extends readonly (infer V)[] ? V : string)
  | (O extends { optional: true } ? undefined : never);

/**
 * Parses a command's options: `--name value` or `--name=value`, the last one where repeated.
 *
 * @param command The command's name, for the usage text.
 * @param argv The arguments after the script's name.
 * @throws {LayerprintError} `bad-usage`, for an unknown option, a missing or an unexpected value, or an
 *   argument that is no option; the hint is the usage.
 */
export function parseCommandLine<const O extends Record<string, CommandOption>>(
  command: string,
  argv: readonly string[],
  options: O,
): { [K in keyof O]: OptionValue<O[K]> } {
  const usage = describeUsage(command, options);
  const given = readOptions(argv, Object.keys(options), usage);
  const values = Object.entries(options).map(([name, option]) => {
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
    throw new LayerprintError('bad-usage', sentence, usage, { cause });
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
  const accepted =
    typeof option.value === 'string'
      ? (option.pattern?.test(value) ?? value !== '')
      : option.value.includes(value);
  if (accepted) return;
  throw new LayerprintError('bad-usage', `The option --${name} cannot be "${value}".`, usage);
}

function describeUsage(command: string, options: Record<string, CommandOption>): string {
  const parts = Object.entries(options).map(([name, option]) => {
    const value = typeof option.value === 'string' ? `<${option.value}>` : option.value.join('|');
    const isRequired = option.default === undefined && !option.optional;
    return isRequired ? `--${name} ${value}` : `[--${name} ${value}]`;
  });
  return `Usage: ${[command, ...parts].join(' ')}`;
}
