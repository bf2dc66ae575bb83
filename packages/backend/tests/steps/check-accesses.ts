import type { LayerprintBackend } from '@layerprint/backend';
import { expect } from 'vitest';
import { describeAccesses } from '../../src/steps/access.ts';
import type { Access } from '../../src/steps/extents.ts';
import { SHARDS } from '../../src/shards.ts';
import { instantiateKernels } from '../../src/threads/serve-kernels.ts';

/** Calls of one kernel that are looked at; the vectors of a kernel differ in their sizes. */
const CALLS = 3;
const TRIED_SHARDS = [0, 3, SHARDS - 1];
/** What memory is filled with that a kernel may not read: floats that would show in any result. */
const PATTERNS = [0x4b123456, 0xcb654321];
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
  const look = (kernel: string, numbers: readonly number[], isSharded: boolean): void => {
    const times = seen.get(kernel) ?? 0;
    seen.set(kernel, times + 1);
    const accesses = describeAccesses(kernel, numbers);
    // Kernels that compute again what infinities have spoilt are in no plan.
    if (kernel.endsWith('Carefully') || kernel === 'heapBase' || times >= CALLS) return;
    expect(accesses, `${kernel} says what it reads and writes`).toBeDefined();
    kernels.add(kernel);
    for (const shard of isSharded ? TRIED_SHARDS : [undefined]) {
      checkCall(module, runner.heap.memory, { kernel, numbers, shard, accesses: accesses! });
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

function checkCall(module: WebAssembly.Module, memory: WebAssembly.Memory, call: Call): void {
  const { kernel, numbers, shard, accesses } = call;
  const [first, second] = PATTERNS.map((pattern) => {
    const pages = memory.buffer.byteLength / 65536 + SCRATCH_BYTES / 65536;
    const copy = new WebAssembly.Memory({ initial: pages, maximum: 32767, shared: true });
    const { [kernel]: compute, heapBase } = instantiateKernels(module, copy);
    const words = new Uint32Array(copy.buffer);
    const constants = words.slice(0, heapBase!() / 4);
    words.fill(pattern);
    words.set(constants);
    const real = new Uint32Array(memory.buffer);
    for (const access of accesses.filter(({ writes }) => !writes)) {
      const [from, to] = wordsOf(access, numbers, shard);
      words.set(real.subarray(from, to), from);
    }
    const before = words.slice();
    const scratch = memory.buffer.byteLength;
    if (shard === undefined) compute!(...numbers);
    else compute!(shard, SHARDS, scratch, ...numbers);
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
