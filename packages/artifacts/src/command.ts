import { inspect } from 'node:util';
import { LayerprintError } from '@layerprint/core/errors';
import { describeSystemError, explainSystemError } from './system-failure.ts';
import { showText } from './terminal-text.ts';

/** Exit status of a mistake the user can mend, unless the command says otherwise. */
export const EXIT_USER_ERROR = 1;
/** Exit status of a bug of ours (`EX_SOFTWARE` of sysexits.h). */
export const EXIT_BUG = 70;

/** What a command throws that was asked what it does, instead of doing it. */
export class HelpRequest extends Error {
  /** What to print. */
  readonly help: string;

  constructor(help: string) {
    super('The command was asked for help.');
    this.help = help;
  }
}

/** What writing to a terminal or a pipe meets when whoever read it is gone, as `| head` is soon. */
const GONE: readonly (string | undefined)[] = ['EPIPE', 'EIO', 'ECONNRESET'];

/**
 * Runs a command's main function. A `LayerprintError` is printed as message and hint, and the process
 * exits 1; so is what the system refuses, such as a disk that is full. Anything else is a bug, is printed
 * with its stack, and the process exits 70. Help that was asked
 * for is printed on standard output, and is no failure. What is printed when nobody reads any more is lost, and changes
 * neither the work nor the status.
 *
 * @param userErrorStatus For a command whose status 1 means something else.
 */
export async function runCommand(
  main: () => Promise<void>,
  userErrorStatus: number = EXIT_USER_ERROR,
): Promise<void> {
  if (!process.stdout.listeners('error').includes(tellUnwritten)) {
    process.stdout.on('error', tellUnwritten);
    process.stderr.on('error', () => undefined);
  }
  failed = userErrorStatus;
  try {
    await main();
  } catch (cause) {
    if (cause instanceof HelpRequest) return void process.stdout.write(cause.help);
    const error = explainSystemError(cause);
    if (error instanceof LayerprintError) {
      console.error(showText(describeError(error)));
      process.exitCode = userErrorStatus;
    } else {
      console.error(showText(inspect(error)));
      process.exitCode = EXIT_BUG;
    }
  }
}

/** The status of a command that could not print what it found. */
let failed = EXIT_USER_ERROR;

function tellUnwritten(cause: NodeJS.ErrnoException): void {
  if (GONE.includes(cause.code)) return;
  process.exitCode = failed;
  const { reason, hint } = describeSystemError(cause);
  const message = `What the command has to say could not be written: ${reason}.`;
  console.error(describeError({ code: 'not-written', message, hint }));
}

/** A mistake of the user in words, with what to do about it. */
export function describeError({
  code,
  message,
  hint,
}: Pick<LayerprintError, 'code' | 'message' | 'hint'>): string {
  return `\nerror (${code}): ${message}\n  ${hint}\n`;
}
