import type { LayerprintBackend } from '@layerprint/backend';
import { expect } from 'vitest';
import { describeAccesses } from '../../src/steps/access.ts';
import type { Access } from '../../src/steps/extents.ts';
import { SHARDS } from '../../src/shards.ts';
import type { Kernel } from '../../src/threads/job-board.ts';
import { PAGE_BYTES } from '../../src/memory.ts';
import { instantiateKernels } from '../../src/threads/serve-kernels.ts';

/** Calls of one kernel that are looked at; the vectors of a kernel differ in their sizes. */
const CALLS = 2;
const TRIED_SHARDS = [3, SHARDS - 1];
/** What memory is filled with that a kernel may not read, 1 and −2: of other sign, and one of them a class. */
const PATTERNS = [0x3f800000, 0xc0000000];
/** Room for scratch memory behind all else. */
const SCRATCH_BYTES = 2 ** 20;

/**
 * Watches every call of a kernel from now on, and asserts that a shard of it writes nothing but what it is said to write,
 * and that what it writes is a function of what it is said to read.
 *
 * @returns The kernels that were looked at, while they are.
 */
export function checkAccesses(module: WebAssembly.Module, backend: LayerprintBackend): Set<string> {
  const { runner } = backend;
  const seen = new Map<string, number>();
  const kernels = new Set<string>();
  let trials: Trial[] = [];
  const look = (kernel: string, numbers: readonly number[], isSharded: boolean): void => {
    const times = seen.get(kernel) ?? 0;
    seen.set(kernel, times + 1);
    const accesses = describeAccesses(kernel, numbers);
    // Kernels that compute again what infinities have spoilt are in no plan.
    if (kernel.endsWith('Carefully') || kernel === 'heapBase' || times >= CALLS) return;
    expect(accesses, `${kernel} says what it reads and writes`).toBeDefined();
    kernels.add(kernel);
    for (const shard of isSharded ? TRIED_SHARDS : [undefined]) {
      const { memory } = runner.heap;
      if (trials[0]?.words.byteLength !== memory.buffer.byteLength + SCRATCH_BYTES) {
        trials = PATTERNS.map((pattern) => makeTrial(module, memory.buffer.byteLength, pattern));
      }
      checkCall(trials, memory, { kernel, numbers, shard, accesses: accesses! });
    }
  };
  const [run, call] = [runner.run.bind(runner), runner.call.bind(runner)];
  runner.run = (kernel, scratchBytes, ...numbers): void => {
    look(kernel, numbers, true);
    run(kernel, scratchBytes, ...numbers);
  };
  runner.call = (kernel, ...numbers): number => {
    look(kernel, numbers, false);
    return call(kernel, ...numbers);
  };
  return kernels;
}

interface Call {
  readonly kernel: string;
  readonly numbers: readonly number[];
  readonly shard: number | undefined;
  readonly accesses: readonly Access[];
}

/** A memory in which a call is tried, and what it holds but for what the call reads. */
interface Trial {
  readonly kernels: Record<string, Kernel>;
  readonly words: Uint32Array;
  readonly blank: Uint32Array;
}

function makeTrial(module: WebAssembly.Module, bytes: number, pattern: number): Trial {
  const initial = (bytes + SCRATCH_BYTES) / PAGE_BYTES;
  const memory = new WebAssembly.Memory({ initial, maximum: 32767, shared: true });
  const kernels = instantiateKernels(module, memory);
  const words = new Uint32Array(memory.buffer);
  words.fill(pattern, kernels['heapBase']!() / 4);
  return { kernels, words, blank: words.slice() };
}

function checkCall(trials: readonly Trial[], memory: WebAssembly.Memory, call: Call): void {
  const { kernel, numbers, shard, accesses } = call;
  const real = new Uint32Array(memory.buffer);
  const [first, second] = trials.map(({ kernels, words, blank }) => {
    words.set(blank);
    for (const access of accesses.filter(({ writes }) => !writes)) {
      const [from, to] = wordsOf(access, numbers, shard);
      words.set(real.subarray(from, to), from);
    }
    const before = words.slice();
    const scratch = memory.buffer.byteLength;
    if (shard === undefined) kernels[kernel]!(...numbers);
    else kernels[kernel]!(shard, SHARDS, scratch, ...numbers);
    return { before, after: words };
  });
  const written = accesses
    .filter(({ writes }) => writes)
    .map((access) => wordsOf(access, numbers, shard));
  const end = memory.buffer.byteLength / 4;
  const where = `${kernel}(${numbers.join()}), shard ${shard}`;
  for (let i = 0; i < end; i++) {
    const isUntouched =
      first!.after[i] === first!.before[i] && second!.after[i] === second!.before[i];
    if (isUntouched) continue;
    const isSaid = written.some(([from, to]) => i >= from && i < to);
    if (!isSaid) expect.fail(`${where} writes what it has not said, at ${i * 4}`);
    if (first!.after[i] === second!.after[i]) continue;
    expect.fail(`${where} reads what it has not said: it shows at ${i * 4}`);
  }
}

function wordsOf(
  { index, bytes, bounds }: Access,
  numbers: readonly number[],
  shard: number | undefined,
): [from: number, to: number] {
  const at = numbers[index]! / 4;
  if (bounds === undefined || shard === undefined) return [at, at + bytes / 4];
  return [at + bounds[shard]! / 4, at + bounds[shard + 1]! / 4];
}
