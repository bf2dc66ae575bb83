import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { hashSha256, readFileOrExplain } from '@layerprint/artifacts/files';
import { SourceFileSchema, type SourceFile } from '@layerprint/core/schemas/data-lock';
import { refuseData } from './refuse-data.ts';

/** The files of an author's data set, by their paths below its folder. */
export interface SourceFiles {
  /**
   * What is in a folder, sorted by code unit; what begins with a dot is not looked at.
   *
   * @throws {LayerprintError} `data-not-supported`, where there is no such folder.
   */
  list(path: string): readonly Dirent[];
  /** Reads a file whole. */
  read(path: string): Promise<Buffer>;
}

/**
 * Finds the folder of an author's data set: below the one that `LAYERPRINT_DATA` names, where it is set and not
 * empty, else below the checkout.
 *
 * @throws {LayerprintError} `no-data-folder`, naming both ways to give it.
 */
export function findSourceFolder(
  folder: string,
  base: string | undefined = process.env['LAYERPRINT_DATA'],
): string {
  const isGiven = base !== undefined && base !== '';
  const path = isGiven ? join(base, folder) : folder;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const problem = existsSync(path) ? 'is no folder' : 'does not exist';
  throw new LayerprintError(
    'no-data-folder',
    `This experiment needs the data in ${path}, which ${problem}${isGiven ? `; LAYERPRINT_DATA is ${base}` : ''}.`,
    `Put the data into ${folder}, or set LAYERPRINT_DATA to the folder that holds ${folder}.`,
  );
}

/** Reads files as they are, and keeps what each was: what a lock is made of. */
export function recordSourceFiles(
  folder: string,
): SourceFiles & { readonly seen: () => SourceFile[] } {
  const seen = new Map<string, SourceFile>();
  return {
    ...readBelow(folder, (path, content) => seen.set(path, describeFile(path, content))),
    seen: () => [...seen.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/**
 * Reads files that have to be those of a lock.
 *
 * @param relock The command that locks them anew.
 * @throws {LayerprintError} on reading: `data-file-changed`, `data-file-unknown`, naming the file.
 */
export function holdSourceFiles(
  folder: string,
  locked: readonly SourceFile[],
  relock: string,
): SourceFiles {
  const files = new Map(locked.map((file) => [file.path, file]));
  return readBelow(folder, (path, content) => assertLocked(files.get(path), path, content, relock));
}

/**
 * Checks every file of a lock.
 *
 * @throws {LayerprintError} `data-file-missing`, `data-file-changed`, naming the first that differs.
 */
export async function verifySourceFiles(
  folder: string,
  locked: readonly SourceFile[],
  relock: string,
): Promise<void> {
  const files = holdSourceFiles(folder, locked, relock);
  for (const { path } of locked) {
    await files.read(path).catch((error: unknown) => {
      if (!(error instanceof LayerprintError) || error.code !== 'file-not-found') throw error;
      throw new LayerprintError(
        'data-file-missing',
        `${join(folder, path)} is in the lock and does not exist.`,
        `Put it back, or lock the data as they are now with \`${relock}\`.`,
        { cause: error },
      );
    });
  }
}

/**
 * Checks that files are all in a lock.
 *
 * @throws {LayerprintError} `data-file-unknown`, naming the first that is not.
 */
export function assertAllLocked(
  paths: readonly string[],
  locked: readonly SourceFile[],
  relock: string,
): void {
  const known = new Set(locked.map(({ path }) => path));
  const unknown = paths.find((path) => !known.has(path));
  if (unknown !== undefined) throw notLocked(unknown, relock);
}

function notLocked(path: string, relock: string): LayerprintError {
  return new LayerprintError(
    'data-file-unknown',
    `${path} is not in the lock of the data.`,
    `Move it away, or lock the data as they are now with \`${relock}\`.`,
  );
}

function readBelow(folder: string, look: (path: string, content: Buffer) => void): SourceFiles {
  return {
    list(path) {
      assertInside(folder, path);
      assertFolder(join(folder, path));
      const entries = readdirSync(join(folder, path), { withFileTypes: true });
      return entries
        .filter(({ name }) => !name.startsWith('.'))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(path) {
      assertInside(folder, path);
      const content = await readFileOrExplain(join(folder, path));
      look(path, content);
      return content;
    },
  };
}

/** A link may lead elsewhere within the folder, and not out of it: what is there no lock speaks of. */
function assertInside(folder: string, path: string): void {
  const whole = join(folder, path);
  if (!existsSync(whole)) return;
  const [root, place] = [realpathSync(resolve(folder)), realpathSync(resolve(whole))];
  if (place === root || place.startsWith(root + sep)) return;
  throw refuseData(whole, `is a link out of ${folder}`, 'Put the file itself into the folder.');
}

function assertFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  throw refuseData(
    path,
    existsSync(path) ? 'is no folder' : 'does not exist',
    'Correct the folders that "dataset" names in the experiment, or put the pictures there.',
  );
}

function describeFile(path: string, content: Uint8Array): SourceFile {
  const file = { path, bytes: content.length, sha256: hashSha256(content) };
  if (SourceFileSchema.safeParse(file).success) return file;
  throw refuseData(
    JSON.stringify(path),
    'has a name that cannot be in a lock: a control character, a backslash, or "." and ".."',
    'Rename the file.',
  );
}

function assertLocked(
  wanted: SourceFile | undefined,
  path: string,
  content: Uint8Array,
  relock: string,
): void {
  if (wanted === undefined) throw notLocked(path, relock);
  const { bytes, sha256 } = describeFile(path, content);
  if (sha256 === wanted.sha256) return;
  throw new LayerprintError(
    'data-file-changed',
    `${path} is not what it was when the data were locked: expected ${wanted.bytes.toLocaleString('en-US')} bytes with sha256 ${wanted.sha256}, found ${bytes.toLocaleString('en-US')} with ${sha256}.`,
    `Put back what was there, or lock the data as they are now with \`${relock}\`.`,
  );
}
