import { once } from 'node:events';

/** Waits until somebody stops the process: with Ctrl+C, or by asking it to end. */
export async function waitForStop(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
