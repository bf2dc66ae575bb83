import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a child that is asked to end may take, in milliseconds. */
const GRACE = 10_000;

/**
 * Runs a program to its end and returns its status. It gets a process group of its own, so that Ctrl-C
 * reaches it only through us, and all that it started ends with it.
 *
 * @param onLine Called with every line that it prints, on either stream.
 * @throws What `signal` gives as its reason, after the program has ended; an `Error` where it cannot be
 *   started.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
  onLine: (line: string) => void,
): Promise<number> {
  const { cwd, env, signal } = options;
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine);

  const endGroup = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  let deadline: NodeJS.Timeout | undefined;
  const stop = (): void => {
    endGroup('SIGTERM');
    deadline = setTimeout(endGroup, GRACE, 'SIGKILL');
  };
  signal.addEventListener('abort', stop);
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve(code ?? 1));
    });
    signal.throwIfAborted();
    return status;
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
  }
}
