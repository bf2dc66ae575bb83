import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { parseJson, stringifyCanonicalJson } from './canonical-json.ts';
import { LayerprintError } from './errors.ts';
import { listRegularFiles, readRegularFile, type ReadRules } from './read-file.ts';

/**
 * Reads a JSON file and checks it against its schema.
 *
 * @throws {LayerprintError} what `readFileOrExplain` throws, or `invalid-json`, naming the path.
 */
export async function readJsonFile<S extends z.ZodType>(
  schema: S,
  path: string,
): Promise<z.output<S>> {
  return parseJson(schema, await readFileOrExplain(path), path);
}

/**
 * Writes canonical JSON after checking it against its schema.
 *
 * @throws {LayerprintError} `invalid-json` or `not-written`.
 */
export async function writeJsonFile<S extends z.ZodType>(
  schema: S,
  path: string,
  value: z.input<S>,
): Promise<void> {
  await writeFileAtomically(path, stringifyCanonicalJson(schema, value, path));
}

/**
 * Reads a whole file, as `readRegularFile` does.
 *
 * @throws {LayerprintError} `file-not-found`, `file-not-readable`, `file-too-large` or `file-changed`,
 *   naming the path.
 */
export async function readFileOrExplain(path: string, rules?: ReadRules): Promise<Buffer> {
  return readRegularFile(path, rules);
}

/**
 * Lists everything below a folder that is not itself a folder, as `listRegularFiles` does: paths relative
 * to it, with forward slashes, in code unit order.
 *
 * @throws {LayerprintError} `file-not-found`, `file-not-readable` or `too-many-files`, naming what it is.
 */
export async function listFiles(folder: string): Promise<string[]> {
  return listRegularFiles(folder);
}

/**
 * Writes a file under a temporary name in the same folder, flushes it and renames it, so that a reader
 * never sees half of it. Makes the folder where it is missing.
 *
 * @throws {LayerprintError} `not-written`, when the disk is full or the folder cannot be written to.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw explainWriteFailure(path, cause);
  }
}

/**
 * Fills a new folder and puts it in the place of `folder`, so that a reader sees the old folder or the
 * whole new one. When anything fails, the old folder stays as it was and nothing else is left.
 *
 * @param fill Gets the path of an empty folder beside `folder`.
 * @throws {LayerprintError} `not-written`, when the file system refuses; what `fill` throws.
 */
export async function replaceFolder<T>(
  folder: string,
  fill: (temporary: string) => Promise<T>,
): Promise<T> {
  const suffix = randomBytes(6).toString('hex');
  const temporary = join(dirname(folder), `.${basename(folder)}.${suffix}.tmp`);
  const retired = join(dirname(folder), `.${basename(folder)}.${suffix}.old`);
  try {
    await mkdir(temporary, { recursive: true });
    const result = await fill(temporary);
    await swapFolders(temporary, folder, retired);
    return result;
  } catch (cause) {
    throw cause instanceof LayerprintError ? cause : explainWriteFailure(folder, cause);
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    await rm(retired, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function swapFolders(fresh: string, folder: string, retired: string): Promise<void> {
  const replaces = existsSync(folder);
  if (replaces) await rename(folder, retired);
  try {
    await rename(fresh, folder);
  } catch (cause) {
    if (replaces) await rename(retired, folder);
    throw cause;
  }
}

/** Lower-case hexadecimal sha256. */
export function hashSha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function explainWriteFailure(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  const reasons: Record<string, [string, string]> = {
    ENOSPC: ['no space is left on the device', 'Free some space and run again.'],
    EDQUOT: ['the disk quota is used up', 'Free some space and run again.'],
    EACCES: ['permission is denied', 'Check who owns the folder and its permissions.'],
    EPERM: ['the operation is not permitted', 'Check who owns the folder and its permissions.'],
    EROFS: ['the file system is read-only', 'Choose a folder that can be written to.'],
    ENOTDIR: ['a part of the path is a file', 'Move that file away and run again.'],
    EISDIR: ['a folder of that name is in the way', 'Move that folder away and run again.'],
    EEXIST: ['a part of the path is a file', 'Move that file away and run again.'],
  };
  const reason = code === undefined ? undefined : reasons[code];
  if (!reason) return cause;
  return new LayerprintError(
    'not-written',
    `${path} could not be written: ${reason[0]}.`,
    reason[1],
    {
      cause,
    },
  );
}
