'use strict';
// Lets Node keep what it has compiled: a command has a third of a second less to do before it begins.
const { lstatSync, mkdirSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { dirname, join } = require('node:path');

/** Beside the packages, whose code runs here anyway: who can write there needs no cache to have theirs run. */
const FOLDER = join(__dirname, '../../node_modules/.cache/layerprint-compile');
const OTHERS_MAY_WRITE = 0o022;

/**
 * Has this thread and, by the variable, all threads and programs that it starts use what is kept. Code is run from it, so
 * it is a folder of this user alone; where there is none, nothing is kept. A folder that the user named in
 * NODE_COMPILE_CACHE is the user's choice, and in use already.
 *
 * @param {string} folder
 */
function keepCompiled(folder) {
  if (process.env.NODE_COMPILE_CACHE !== undefined || !makePrivateFolder(folder)) return;
  const { directory } = enableCompileCache(folder);
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = folder;
}

/** @returns {boolean} Whether there is a folder now, no link, that only this user can write to. */
function makePrivateFolder(path) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(path, { mode: 0o700 });
  } catch {
    // It is there already, or cannot be made.
  }
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return false;
  return process.platform === 'win32' || (found.mode & OTHERS_MAY_WRITE) === 0;
}

module.exports = { FOLDER, keepCompiled };
