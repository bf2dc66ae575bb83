import { setTimeout as pause } from 'node:timers/promises';
import { LayerprintError } from '@layerprint/core/errors';
import { measureFile } from './download-state.ts';
import { Interruption, transfer, type DownloadLimits, type OnProgress } from './transfer.ts';

const HINT =
  'What was received is kept: run the task again to go on from there. Or get the archive by other means and give it with --from=<archive or folder>.';
/** No pause between attempts is longer, in milliseconds. */
const LONGEST_PAUSE = 30_000;

/**
 * Downloads a file, over as many attempts as it takes within the limits. What was received stays at
 * `path`, also after a failure, and a later call goes on from there.
 *
 * @param path Where the file is, and is once it is whole.
 * @throws {LayerprintError} `download-failed`, `download-timeout`, `download-refused` or
 *   `download-too-large`.
 */
export async function downloadFile(
  url: string,
  path: string,
  limits: DownloadLimits,
  onProgress: OnProgress,
): Promise<void> {
  const deadline = AbortSignal.timeout(limits.totalTime);
  let failures = 0;
  for (;;) {
    const before = await measureFile(path);
    const interruption = await attempt(() => transfer(url, path, limits, deadline, onProgress));
    if (!interruption) return;
    failures = (await measureFile(path)) > before ? 1 : failures + 1;
    if (deadline.aborted) throw outOfTime(url, limits.totalTime);
    if (failures >= limits.attempts) throw outOfAttempts(url, failures, interruption);
    const duration = Math.min(limits.firstPause * 2 ** (failures - 1), LONGEST_PAUSE);
    await pause(duration, undefined, { signal: deadline }).catch(() => {
      throw outOfTime(url, limits.totalTime);
    });
  }
}

async function attempt(run: () => Promise<void>): Promise<Interruption | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof Interruption) return error;
    throw error;
  }
}

function outOfTime(url: string, totalTime: number): LayerprintError {
  return new LayerprintError(
    'download-timeout',
    `The download of ${url} was not finished within ${totalTime / 1000} s.`,
    HINT,
  );
}

function outOfAttempts(url: string, attempts: number, last: Interruption): LayerprintError {
  return new LayerprintError(
    'download-failed',
    `The download of ${url} failed ${attempts} times in a row, the last time because ${last.message}.`,
    HINT,
    { cause: last },
  );
}
