import { constants } from 'node:os';

/** Signals that ask a command to stop. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type StopSignal = (typeof SIGNALS)[number];

/** How often to look whether the runner that started this process is still there, in milliseconds. */
const RUNNER_INTERVAL = 500;

/** Why a command stopped early. */
class Interruption extends Error {
  readonly signal: StopSignal;

  constructor(signal: StopSignal) {
    super(`Interrupted by ${signal}.`);
    this.signal = signal;
  }
}

/**
 * Runs a command that cleans up after itself when it is asked to stop. Signals abort it and do nothing
 * else, however many come; when it has ended, the process ends with the status of the signal, 130 for
 * SIGINT.
 *
 * @param left What is left behind, as a sentence.
 */
export async function runInterruptibly(
  main: (signal: AbortSignal) => Promise<void>,
  left: string,
): Promise<void> {
  const controller = new AbortController();
  const stop = (signal: StopSignal): void => controller.abort(new Interruption(signal));
  for (const name of SIGNALS) process.on(name, stop);
  const watch = watchRunner(() => stop('SIGTERM'));
  try {
    await main(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    const { signal, message } = controller.signal.reason as Interruption;
    const status = 128 + constants.signals[signal];
    process.exitCode = status;
    // What cannot be stopped, as a compilation, is not waited for.
    process.stderr.write(`${message} ${left}\n`, () => process.exit(status));
  } finally {
    clearInterval(watch);
    for (const name of SIGNALS) process.off(name, stop);
  }
}

/**
 * Calls `onGone` when npm or Nx, which started this process by a shell, is gone: a SIGTERM to npm ends npm
 * and the shell, and the shell does not hand it on.
 */
function watchRunner(onGone: () => void): NodeJS.Timeout | undefined {
  const { npm_lifecycle_event: script, NX_TASK_TARGET_TARGET: task } = process.env;
  if (script === undefined && task === undefined) return undefined;
  const runner = process.ppid;
  return setInterval(() => process.ppid === runner || onGone(), RUNNER_INTERVAL).unref();
}
