import { randomBytes } from 'node:crypto';
import { lstatSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { tryLock, type Lock } from './lock.ts';

/** Begins the name of a work folder; six letters or digits that nobody can foresee follow. */
const PREFIX = '.layerprint-';
const SUFFIX = /^[A-Za-z0-9]{6}$/;
/**
 * In a work folder: held as long as the process that uses it lives. It comes first and goes last, and is what
 * tells the folder from one that a user called alike.
 */
const LOCK_FILE = '.layerprint-lock';
/** In a work folder: what was taken out of the folder around it, and goes back unless it was replaced. */
const OLD = 'old';
/** In a work folder: what comes into the folder around it when it is whole. */
export const NEW = 'new';

/**
 * Makes a folder of our own inside of another, and removes it whatever becomes of its use. One whose
 * process was killed is known by a lock that nobody holds: see `sweepWorkFolders`.
 *
 * @param parent It has to exist.
 * @param prefix For a folder that people may come across.
 * @throws What `use` throws; what the system says where the folder cannot be made.
 */
export async function withWorkFolder<T>(
  parent: string,
  use: (path: string) => Promise<T>,
  prefix = PREFIX,
): Promise<T> {
  const { path, lock } = makeWorkFolder(parent, prefix);
  try {
    return await use(path);
  } finally {
    await clearWorkFolder(path);
    lock?.release();
  }
}

/**
 * Takes something out of the folder around a work folder, until it is put back or replaced: when neither
 * comes about, clearing or sweeping the work folder puts it back.
 *
 * @returns Where it is now; undefined where there is none.
 */
export async function retire(workFolder: string, name: string): Promise<string | undefined> {
  const retired = join(workFolder, OLD, name);
  await mkdir(dirname(retired), { recursive: true });
  try {
    await rename(join(dirname(workFolder), name), retired);
    return retired;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/**
 * Says that what was taken out has been replaced: a part of it is never taken for the whole. Throws
 * nothing: clearing the work folder comes to the same where something is in its place.
 */
export async function forgetRetired(workFolder: string): Promise<void> {
  const gone = join(workFolder, `gone-${randomBytes(3).toString('hex')}`);
  await rename(join(workFolder, OLD), gone).catch(() => undefined);
}

/** Whether the system says that something is in the place of what was to be renamed. */
export function isInTheWay(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code!);
}

/**
 * The path that a user knows for one in a work folder beside `target`: where it was, or is to be, with `new`
 * for `target`. A work folder around them both is another's to name.
 */
export function nameWork(path: string, target: string): string {
  const parent = dirname(target);
  const parts = relative(parent, path).split(sep);
  const index = parts.findIndex((part) => isWorkFolderName(part, PREFIX));
  if (index < 0 || parts[0] === '..') return path;
  const place = join(parent, ...parts.slice(0, index));
  const [what, ...rest] = parts.slice(index + 1);
  if (what === NEW) return join(target, ...rest);
  return what === OLD ? join(place, ...rest) : place;
}

/**
 * Removes the work folders that killed processes of the same user left in a folder, and puts back what
 * they had taken out. No link is followed. Does what it can and throws nothing.
 *
 * @param prepare Called with each that is about to go; where it gives false, that one stays.
 */
export async function sweepWorkFolders(
  parent: string,
  prefix = PREFIX,
  prepare: (path: string) => Promise<boolean> = async () => true,
): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((name) => isWorkFolderName(name, prefix))) {
    await sweepWorkFolder(join(parent, name), prefix, prepare);
  }
}

/** Whether a folder may be called so by us. */
export function isWorkFolderName(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && SUFFIX.test(name.slice(prefix.length));
}

/** Whether something is a folder, no link, and belongs to the user of this process. */
function isOwnFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === (process.getuid?.() ?? stats.uid);
}

function isOwnFile(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.uid === (process.getuid?.() ?? stats.uid);
}

function makeWorkFolder(parent: string, prefix: string): { path: string; lock: Lock | undefined } {
  for (;;) {
    const path = mkdtempSync(join(parent, prefix));
    const lock = lockNewFolder(path);
    if (lock !== 'swept') return { path, lock };
  }
}

/** Undefined where the file system knows no locks: then work goes on without one, and nothing is swept. */
function lockNewFolder(path: string): Lock | undefined | 'swept' {
  const file = join(path, LOCK_FILE);
  try {
    writeFileSync(file, '', { flag: 'wx' });
  } catch (error) {
    // A sweep takes an empty folder for one that was left behind, so it may come between.
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code!)) return 'swept';
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
  try {
    return tryLock(file) ?? 'swept';
  } catch {
    return undefined;
  }
}

async function sweepWorkFolder(
  path: string,
  prefix: string,
  prepare: (path: string) => Promise<boolean>,
): Promise<void> {
  if (!isOwnFolder(path)) return;
  const file = join(path, LOCK_FILE);
  let lock: Lock | undefined;
  try {
    // A kill may come before there is a lock, and after it was removed; what has something in it stays.
    if (!isOwnFile(file)) {
      rmdirSync(path);
      return;
    }
    lock = tryLock(file);
    if (!lock || !(await prepare(path))) return;
    // Out of the way of a process that has just made it and is about to put its own lock there.
    const away = join(dirname(path), `${prefix}${randomBytes(3).toString('hex')}`);
    await rename(path, away);
    await clearWorkFolder(away);
  } catch {
    // Where the file system knows no locks, nothing is known of it; what else fails, a later sweep tries again.
  } finally {
    lock?.release();
  }
}

/** Puts back what nobody replaced and removes the rest; where that fails, a later sweep tries again. */
async function clearWorkFolder(path: string): Promise<void> {
  try {
    await putBack(path);
    const names = (await readdir(path)).filter((name) => name !== LOCK_FILE);
    for (const name of names) {
      await rm(join(path, name), { recursive: true, force: true, maxRetries: 3 });
    }
    await rm(join(path, LOCK_FILE), { force: true });
    await rmdir(path);
  } catch {
    // Nothing is lost: what was taken out is where a sweep looks for it.
  }
}

async function putBack(path: string): Promise<void> {
  const old = join(path, OLD);
  if (!isOwnFolder(old)) return;
  for (const name of await readdir(old)) {
    const place = join(dirname(path), name);
    if (lstatSync(place, { throwIfNoEntry: false })) continue;
    await rename(join(old, name), place).catch((cause: unknown) => {
      if (!isInTheWay(cause)) throw cause;
    });
  }
  await forgetRetired(path);
}
