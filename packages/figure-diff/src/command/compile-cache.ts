import { mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { isOwnFolder } from '@layerprint/artifacts/work-folder';

/** Beside the packages, whose code runs here anyway: who can write there needs no cache to have theirs run. */
const FOLDER = join(import.meta.dirname, '../../../../node_modules/.cache');
const OTHERS_MAY_WRITE = 0o022;

/**
 * Lets Node keep what it has compiled, for this thread and, by the variable, for threads and programs that
 * start here. Code is run from it, so it is a folder of this user alone; where there is none, nothing is
 * kept. A folder that the user named in NODE_COMPILE_CACHE is the user's choice, and in use already.
 */
export function keepCompiledCode(folder = join(FOLDER, 'layerprint-compile')): void {
  if (process.env['NODE_COMPILE_CACHE'] !== undefined || !makePrivateFolder(folder)) return;
  const { directory } = enableCompileCache(folder);
  if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = folder;
}

/** @returns Whether there is a folder now that only this user can write to. */
export function makePrivateFolder(path: string): boolean {
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    mkdirSync(path, { mode: 0o700 });
  } catch {
    // It is there already, or cannot be made.
  }
  if (!isOwnFolder(path)) return false;
  return process.platform === 'win32' || (statSync(path).mode & OTHERS_MAY_WRITE) === 0;
}
