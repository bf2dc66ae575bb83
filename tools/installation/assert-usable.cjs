'use strict';
// Loaded before a command, by `node -r`, and run by npm when it has installed. A Node that is too old for the
// command still reads this, so it is no TypeScript.
const { existsSync, lstatSync, readFileSync, realpathSync } = require('node:fs');
const { basename, dirname, join, resolve } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const ROOT = resolve(__dirname, '../..');
const LOCK_FILE = 'package-lock.json';
/** What npm has installed, as it notes it itself. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * Signs that the name of no folder above may have: Vite, Node's packages or the PATH take them for something
 * else, and what comes of it is a stack trace after minutes of work, or a site without its style.
 */
const UNUSABLE_SIGNS = /[#?*%":\\\u0000-\u001f\u007f]/u;

/**
 * Says why no command can work here: where the checkout lies, what is installed, or which Node this is.
 *
 * @param {string} root The checkout.
 * @param {string} version The Node that is running, `v24.21.0`.
 * @returns {{ code: string, message: string, hint: string } | undefined} Undefined where nothing stands in the
 *   way.
 */
function findObstacle(root, version) {
  return (
    explainPlace(root) ?? explainDist(root) ?? explainPackages(root) ?? explainNode(root, version)
  );
}

function explainPlace(root) {
  const [sign] = UNUSABLE_SIGNS.exec(root) ?? [];
  if (sign === undefined) return undefined;
  return {
    code: 'unusable-folder',
    message: `The path of this checkout has ${JSON.stringify(sign)} in it, which Vite, Node or the shell take for something else: ${JSON.stringify(root)}.`,
    hint: 'Move the checkout to a folder without it; spaces and letters of any language are fine.',
  };
}

/** A page is made by code that stands below dist for a moment, and looks for its packages above itself. */
function explainDist(root) {
  const dist = join(root, 'dist');
  if (!lstatSync(dist, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  return {
    code: 'linked-dist',
    message: `${dist} is a link, and what is built where it leads finds no packages.`,
    hint: 'Make it a folder. `mount --bind` can put one of another disk there.',
  };
}

/**
 * Compares what is installed with the lock file, and looks whether it is still there; packages for other systems
 * do not count.
 */
function explainPackages(root) {
  const hint = 'Run `npm ci` in the root of the checkout, without leaving anything out.';
  if (!existsSync(join(root, INSTALLED))) {
    return {
      code: 'not-installed',
      message: `npm has not installed the packages of ${root}.`,
      hint,
    };
  }
  const wanted = readPackages(join(root, LOCK_FILE));
  const installed = readPackages(join(root, INSTALLED));
  // A worktree of a comparison shares the packages of its clone.
  const place = dirname(dirname(realpathSync(join(root, INSTALLED))));
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue;
    const isThere = path in installed && existsSync(join(place, path, 'package.json'));
    const found = isThere ? installed[path] : undefined;
    if (path in installed ? found?.version === entry.version : isForElsewhere(entry)) continue;
    return {
      code: 'other-packages',
      message: `What is installed is not what ${LOCK_FILE} says: ${path} is ${found === undefined ? 'missing' : found.version}, and should be ${entry.version}.`,
      hint,
    };
  }
  return undefined;
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/**
 * Whether npm may leave a package out here: one for another system; where only npm knows, because it depends on
 * the C library, or on another package that is left out, it may.
 */
function isForElsewhere({ optional, os, cpu, libc }) {
  if (!optional) return false;
  if (os === undefined || cpu === undefined || libc !== undefined) return true;
  return !os.includes(process.platform) || !cpu.includes(process.arch);
}

function explainNode(root, version) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pinned = `v${devDependencies.node}`;
  if (version === pinned) return undefined;
  const isThere = existsSync(join(root, 'node_modules/.bin/node'));
  return {
    code: 'other-node',
    message: isThere
      ? `This is Node ${version}, and the bytes of a report are promised for ${pinned}, which npm has installed beside it.`
      : `This is Node ${version}, and ${pinned}, which this project runs on, is not installed: npm was told to run no install scripts, or to link no programs.`,
    hint: isThere
      ? 'Start commands by `npx nx` or `npm run`, which find it.'
      : 'Run `npm rebuild node --ignore-scripts=false --bin-links=true`, then this again.',
  };
}

/** Of a command that cannot start; 1 of the diff means that something changed. */
function statusOf(script) {
  return basename(script ?? '') === 'diff.ts' ? 2 : 1;
}

function assertUsable() {
  const obstacle = findObstacle(ROOT, process.version);
  if (obstacle === undefined) return;
  console.error(`\nerror (${obstacle.code}): ${obstacle.message}\n  ${obstacle.hint}\n`);
  process.exit(statusOf(process.argv[1]));
}

// Threads of a command load what the command loads.
if (isMainThread) assertUsable();
