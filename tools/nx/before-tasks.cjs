'use strict';
// A plugin of Nx: what it looks at before it runs anything. Nx may have been started by a Node that reads no
// TypeScript, so this hands its command line on to one that does.
const { spawnSync } = require('node:child_process');
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');
/** Exit status of the look at a command line that asked for help, and got it. */
const HELPED = 3;

function look(argv) {
  const node = join(ROOT, 'node_modules/.bin/node');
  const usable = join(ROOT, 'tools/installation/assert-usable.cjs');
  const script = join(__dirname, 'look-at-request.ts');
  return spawnSync(node, ['-r', usable, script, ...argv.slice(2)], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
}

// Nx answers --help itself, with the options of what starts commands, and asks no plugin; it has loaded them by then.
if (process.argv.some((arg) => arg === '--help' || arg === '-h')) {
  if (look(process.argv).status === HELPED) process.exit(0);
}

/** Ends a run before its first task where it names a configuration or a profile that does not exist. */
function preTasksExecution(_, { argv }) {
  const { status, stderr, error } = look(argv);
  if (error) throw error;
  if (status === 0) return;
  const refusal = new Error(stderr.trim());
  // Where we refuse it is of no interest to who asked.
  delete refusal.stack;
  throw refusal;
}

module.exports = { name: 'layerprint', preTasksExecution };
