import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { parseJson, stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { listRegularFiles, readRegularFile, type ReadRules } from './read-file.ts';
import { explainWriteFailure } from './system-failure.ts';
import { nameWork, NEW, sweepWorkFolders, withWorkFolder } from './work-folder.ts';

export { assertFolderReplaceable, isThere, replaceFolder } from './replace-folder.ts';

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
 * Writes a file into a folder of our own beside its place, flushes it and renames it, so that a reader
 * never sees half of it. Makes the folder where it is missing, and removes what killed processes left there.
 *
 * @throws {LayerprintError} `not-written`, when the disk is full or the folder cannot be written to.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    await sweepWorkFolders(folder);
    await withWorkFolder(folder, async (workFolder) => {
      await writeFile(join(workFolder, NEW), content, { flag: 'wx', flush: true });
      await rename(join(workFolder, NEW), path);
    });
  } catch (cause) {
    throw explainWriteFailure(path, cause, (failed) => nameWork(failed, path));
  }
}

/**
 * Writes a file as `writeFileAtomically` does, unless it has that content: then it stays, for somebody may
 * be reading it.
 *
 * @throws {LayerprintError} `not-written`.
 */
export async function writeFileIfOther(path: string, content: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found !== content) await writeFileAtomically(path, content);
}

/**
 * Writes a file where nobody looks yet, such as in the folder that `replaceFolder` fills. Makes the folders
 * on the way.
 *
 * @throws What the system says: `replaceFolder` explains it.
 */
export async function writeUnseenFile(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** Lower-case hexadecimal sha256. */
export function hashSha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
