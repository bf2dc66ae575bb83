import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import type { LogEntry } from './progress.ts';

/**
 * Opens `log.jsonl`, one JSON object a line, each with the time it was written. A training that goes on
 * from a checkpoint goes on with its log, as does one that had to start over.
 *
 * @throws {LayerprintError} `not-written`, here and from the returned function.
 */
export async function openRunLog(folder: string): Promise<(entry: LogEntry) => void> {
  const path = join(folder, 'log.jsonl');
  if (!existsSync(path)) await writeFileAtomically(path, '');
  return (entry) => {
    try {
      appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
    } catch (cause) {
      throw new LayerprintError(
        'not-written',
        `${path} could not be written: ${(cause as Error).message}.`,
        'Free some space, check the permissions of the folder, and run the same command again to go on.',
        { cause },
      );
    }
  };
}
