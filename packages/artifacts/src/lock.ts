import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainWriteFailure } from './system-failure.ts';

/** What SQLite says of a file that another connection has locked (`SQLITE_BUSY`). */
const BUSY = 5;

/** How often to look whether a lock is free, in milliseconds. */
const INTERVAL = 20;

/** Databases whose locks are held: one that nothing refers to would be collected, and its lock given up. */
const held = new Set<DatabaseSync>();

/** A lock that is held. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock that a file stands for, without waiting. The system gives it up when the process ends,
 * however it ends, and it holds between containers that share the file. That is how SQLite locks its
 * databases, on every platform, and Node brings SQLite along; the file stays empty.
 *
 * Nobody may open the file in another way while it is held: on POSIX, to close it would give up the lock.
 *
 * @param path Made where it is missing; its folder has to be there.
 * @returns Undefined where it is held already, by this process too, or where it was removed meanwhile.
 * @throws {Error} where the file system refuses, or knows no locks.
 */
export function tryLock(path: string): Lock | undefined {
  let database: DatabaseSync | undefined;
  const release = (): void => {
    if (!database) return;
    held.delete(database);
    database.close();
  };
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    held.add(database);
    const before = inodeOf(path);
    database.exec('BEGIN EXCLUSIVE');
    // Who removes the file holds it: where it is another now, what we have is the lock of a removed one.
    if (before !== undefined && inodeOf(path) === before) return { release };
  } catch (error) {
    const isHeld = (error as { errcode?: number }).errcode === BUSY;
    if (!isHeld && inodeOf(path) !== undefined) {
      release();
      throw error;
    }
  }
  release();
  return undefined;
}

/** The same, but where the file system refuses or knows no locks, what is done goes on without one. */
export function lockWherePossible(path: string): Lock | undefined {
  try {
    return tryLock(path);
  } catch {
    return { release: () => undefined };
  }
}

/**
 * Does something while no other process, and nothing else in this one, does it under the same lock; waits until it is free.
 *
 * @param path What the lock is of, see `tryLock`; its folder is made where it is missing.
 * @param signal Ends the waiting.
 * @throws {LayerprintError} `not-written`; what `use` throws; what `signal` gives as its reason.
 */
export async function withLock<T>(
  path: string,
  use: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lock = await waitForLock(path, signal);
  try {
    return await use();
  } finally {
    lock.release();
  }
}

async function waitForLock(path: string, signal: AbortSignal | undefined): Promise<Lock> {
  for (;;) {
    signal?.throwIfAborted();
    // Each time, since a folder that somebody removes takes the lock with it.
    await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
      throw explainWriteFailure(path, cause);
    });
    const lock = lockWherePossible(path);
    if (lock) return lock;
    await sleep(INTERVAL);
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}
