'use strict';
// A plugin of Nx: what it looks at before it runs anything. Nx may have been started by a Node that reads no
// TypeScript, so this hands its command line on to one that does.
const { spawnSync } = require('node:child_process');
const { basename, join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');
/** Exit statuses of the look at a command line: help was asked for and given; Nx is to run what this names. */
const HELPED = 3;
const NAMED = 4;
/** Commands of Nx that run no task. */
const NO_RUNNERS = ['show', 'graph', 'reset', 'report', 'list', 'daemon', 'watch'];

function look(argv) {
  const node = join(ROOT, 'node_modules/.bin/node');
  const preload = join(ROOT, 'tools/installation/preload.cjs');
  const script = join(__dirname, 'look-at-request.ts');
  const { status, stderr, error, output } = spawnSync(node, ['-r', preload, script, ...argv], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe', 'pipe'],
  });
  if (error) throw error;
  return { status, refusal: stderr.trim(), named: output[3] };
}

/** Has this process be another run of Nx. */
function runNx(argv) {
  const [node, nx] = process.argv;
  if (process.execve && process.platform !== 'win32') {
    // It says of itself that it is experimental.
    process.emitWarning = () => {};
    process.execve(node, [node, ...process.execArgv, nx, ...argv], process.env);
  }
  const { status } = spawnSync(node, [...process.execArgv, nx, ...argv], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

/**
 * Looks before Nx has read its projects: there it may refuse what is none of them, answer --help, to which Nx itself
 * tells the options of what starts commands, and run another task than was named.
 */
function lookFirst() {
  const argv = process.argv.slice(2);
  const { status, refusal, named } = look(argv);
  if (status === HELPED) process.exit(0);
  if (status === NAMED) runNx(JSON.parse(named));
  if (status === 0) return;
  console.error(`\n${refusal}\n`);
  process.exit(1);
}

// In a process of its own, a plugin of Nx does not see what Nx was asked for before it is called.
const isNx = /^nx(?:\.js)?$/.test(basename(process.argv[1] ?? ''));
const isFirst = isNx && process.argv.length > 2 && !NO_RUNNERS.includes(process.argv[2]);
if (isFirst) lookFirst();

/** Ends a run before its first task where it names what does not exist. */
function preTasksExecution(_, { argv }) {
  if (isFirst) return;
  const { status, refusal, named } = look(argv.slice(2));
  if (status === 0) return;
  const message =
    status === NAMED ? `Run \`npx nx ${JSON.parse(named).join(' ')}\` instead.` : refusal;
  const error = new Error(message);
  // Where we refuse it is of no interest to who asked.
  delete error.stack;
  throw error;
}

module.exports = { name: 'layerprint', preTasksExecution };
