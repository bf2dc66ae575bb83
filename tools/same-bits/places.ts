import { spawnSync } from 'node:child_process';
import { LayerprintError } from '@layerprint/core/errors';
import type { ThreadedHashes } from '../../packages/backend/tests/compute-hashes.ts';
import { hashInChromium } from '../../packages/backend/tests/hash-in-chromium.ts';
import type { Found } from './compare-hashes.ts';
import { EMULATOR_HINT, findEmulator } from './find-emulator.ts';
import { installNode } from './install-node.ts';

const SCRIPT = 'packages/backend/tests/print-hashes.ts';
/** Versions of Node besides the workspace's own, the newest of each line that npm had. */
export const OTHER_NODES = ['22.23.3', '26.10.0'];
const THREADS = [2, 3, 8];
/** A processor without AVX, on which an engine encodes SIMD in another way. */
const OLD_PROCESSOR = 'Nehalem';

/** One place to compute the hashes at. */
export type Place = () => Promise<Found>;

/** Hashes in the child process of a command, which Node's script and its options are added to. */
function hashInProcess(place: string, command: string[], threads = 1): Found {
  const [program, ...options] = command;
  const args = [...options, SCRIPT, '--threads', String(threads)];
  const { status, stdout, stderr, error } = spawnSync(program!, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new LayerprintError(
      'hashes-not-computed',
      `${place} did not compute the hashes: ${error?.message ?? stderr.trim()}`,
      `Run \`${[program, ...args].join(' ')}\` to see it alone.`,
    );
  }
  return checkThreads(place, threads, JSON.parse(stdout) as ThreadedHashes);
}

const countThreads = (threads: number): string =>
  threads === 1 ? '1 thread' : `${threads} threads`;

function inNode(version: string, threads: number, ...options: string[]): Place {
  const place = [`Node ${version}`, countThreads(threads), ...options].join(', ');
  return async () => {
    const isOwn = version === process.versions.node;
    const node = isOwn ? process.execPath : installNode(version, process.arch);
    return hashInProcess(place, [node, ...options], threads);
  };
}

/** The workspace's version of Node for a processor, under QEMU where that is installed. */
function emulated(arch: string, threads: number, model?: string): Place {
  const version = process.versions.node;
  const processor = model === undefined ? arch : `${arch} (${model})`;
  const place = `Node ${version}, ${countThreads(threads)}, ${processor} under QEMU`;
  return async () => {
    const emulator = findEmulator(arch, model);
    if (emulator === undefined) {
      return { place, hashes: { skipped: `no emulator here: ${EMULATOR_HINT}` } };
    }
    const node = arch === process.arch ? process.execPath : installNode(version, arch);
    return hashInProcess(place, [...emulator, node], threads);
  };
}

/** Headless Chromium; the threads of a page are workers, and its main thread may not sleep. */
function inChromium(threads: number): Place {
  return async () => {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      const skipped = 'its npm package is for Linux on x64 alone';
      return { place: `Chromium, ${countThreads(threads)}`, hashes: { skipped } };
    }
    const { version, ...printed } = await hashInChromium(threads);
    return checkThreads(`Chromium ${version}, ${countThreads(threads)}`, threads, printed);
  };
}

/** Skips a place where fewer threads computed than its name says. */
function checkThreads(
  place: string,
  threads: number,
  { threads: used, ...hashes }: ThreadedHashes,
): Found {
  if (used === threads) return { place, hashes };
  return { place, hashes: { skipped: `only ${countThreads(used)} computed` } };
}

const own = process.versions.node;
const foreign = process.arch === 'arm64' ? 'x64' : 'arm64';

/** Every place, in the order of the table; the first is what the others are compared with. */
export const PLACES: readonly Place[] = [
  inNode(own, 1),
  inNode(own, 1),
  ...THREADS.map((threads) => inNode(own, threads)),
  ...OTHER_NODES.flatMap((version) => [inNode(version, 1), inNode(version, 2)]),
  // V8 compiles WebAssembly twice: fast at first, optimised where it is warm.
  inNode(own, 1, '--liftoff-only'),
  inNode(own, 1, '--no-liftoff'),
  inChromium(1),
  inChromium(3),
  emulated(foreign, 1),
  emulated(foreign, 3),
  emulated('x64', 1, OLD_PROCESSOR),
];
