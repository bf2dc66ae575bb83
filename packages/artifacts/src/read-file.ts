import { closeSync, constants, fstatSync, opendirSync, openSync, readSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { LayerprintError } from '@layerprint/core/errors';
import { describeSystemError, isSystemError } from './system-failure.ts';

/** No file of ours comes near; what is larger would only fill the memory. In bytes. */
const LARGEST = 256 * 1024 * 1024;
/** No folder of ours comes near. */
const MOST_FILES = 100_000;

/** What a file has to be to be read. */
export interface ReadRules {
  /** Whether the path itself may be a link; a link inside of what a build made is none of its files. */
  readonly mayBeLink?: boolean;
  /** Throws where the file is not of the size that it should have, in bytes; nothing is read then. */
  readonly assertSize?: (bytes: number) => void;
}

/**
 * Reads a regular file whole. Anything else at its path is refused at once: a pipe would block for ever,
 * a device never end. So is a file that grows or shrinks meanwhile.
 *
 * It reads in place: of hundreds of small files each would wait longer for another thread than for the
 * disk.
 *
 * @throws {LayerprintError} `file-not-found`, `file-not-readable`, `file-too-large` above 256 MiB, or
 *   `file-changed`, naming the path; what `assertSize` throws.
 */
export function readRegularFile(path: string, rules: ReadRules = {}): Buffer {
  const { mayBeLink = true, assertSize = () => undefined } = rules;
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | NONBLOCK | (mayBeLink ? 0 : NOFOLLOW));
    const stats = fstatSync(file);
    if (!stats.isFile()) throw notPlain(path, nameKind(stats));
    assertSize(stats.size);
    if (stats.size > LARGEST) throw tooLarge(path, stats.size);
    return readBytes(file, stats.size, path);
  } catch (cause) {
    throw explainReadFailure(path, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Without it, to open a pipe waits for someone to write; Windows has neither it nor such pipes. */
const { O_NONBLOCK: NONBLOCK = 0, O_NOFOLLOW: NOFOLLOW = 0 } = constants as Partial<
  typeof constants
>;

function readBytes(file: number, size: number, path: string): Buffer {
  // A byte more than there should be shows whether there are more.
  const bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, null);
  }
  if (length === size) return bytes.subarray(0, size);
  throw new LayerprintError(
    'file-changed',
    `${path} changed while it was read.`,
    'Run again when nothing writes to it any more.',
  );
}

/**
 * Lists the files below a folder: paths relative to it, with forward slashes, in code unit order.
 *
 * @throws {LayerprintError} `file-not-found`; `file-not-readable`, also for anything that is neither file
 *   nor folder, as a link; `too-many-files`.
 */
export function listRegularFiles(folder: string): string[] {
  const files: string[] = [];
  const folders = [''];
  for (let count = 0, below = folders.pop(); below !== undefined; below = folders.pop()) {
    for (const entry of readEntries(folder, below)) {
      const path = `${below}${entry.name}`;
      if (++count > MOST_FILES) throw tooMany(folder);
      if (entry.isDirectory()) folders.push(`${path}/`);
      else if (entry.isFile()) files.push(path);
      else throw notPlain(`${folder}/${path}`, nameKind(entry));
    }
  }
  return files.sort();
}

function* readEntries(folder: string, below: string): Generator<Dirent> {
  const path = below === '' ? folder : `${folder}/${below.slice(0, -1)}`;
  try {
    const entries = opendirSync(path);
    try {
      for (let entry = entries.readSync(); entry; entry = entries.readSync()) yield entry;
    } finally {
      entries.closeSync();
    }
  } catch (cause) {
    throw explainReadFailure(path, cause);
  }
}

function explainReadFailure(path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const { code } = cause;
  if (code === 'ENOENT') {
    return new LayerprintError(
      'file-not-found',
      `${path} does not exist.`,
      'Run the task that makes it, or correct the path.',
      { cause },
    );
  }
  // What was opened without being followed, and what has no file behind it.
  if (code === 'ELOOP') return notPlain(path, 'a link');
  if (code === 'ENXIO') return notPlain(path, 'a socket');
  const { reason, hint } = describeSystemError(cause);
  return new LayerprintError('file-not-readable', `${path} cannot be read: ${reason}.`, hint, {
    cause,
  });
}

/** What something is, with its article: "a link", "a named pipe". */
export function nameKind(found: Stats | Dirent): string {
  if (found.isFile()) return 'a file';
  if (found.isDirectory()) return 'a folder';
  if (found.isSymbolicLink()) return 'a link';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return 'a device';
}

function notPlain(path: string, kind: string): LayerprintError {
  return new LayerprintError(
    'file-not-readable',
    `${path} is ${kind}, where a file is expected.`,
    'Put the file itself in its place, or correct the path.',
  );
}

function tooLarge(path: string, size: number): LayerprintError {
  return new LayerprintError(
    'file-too-large',
    `${path} has ${size.toLocaleString('en-US')} bytes, more than any file that belongs here: at most ${LARGEST.toLocaleString('en-US')} are read.`,
    'Check that it is the right file, or run the task that makes it again.',
  );
}

function tooMany(folder: string): LayerprintError {
  return new LayerprintError(
    'too-many-files',
    `${folder} holds more than ${MOST_FILES.toLocaleString('en-US')} files and folders, so it is nothing that a build made.`,
    'Name another folder.',
  );
}
