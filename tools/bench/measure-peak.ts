import { readFileSync } from 'node:fs';

/*
 * Measures what one core of this machine can do at most in fixed-width SIMD, and prints it as JSON. Run by
 * bench.ts in a process of its own, several at a time for several cores.
 */
const FILE = 'dist/bench/peak.wasm';
const TURNS = 2_000_000;
/** Three times a usual last-level cache, together. */
const ARRAY_BYTES = 32 * 2 ** 20;
/** Many, since the first are for the compiler, and a neighbour may take the core at any time. */
const REPEATS = 40;
const PAGE_BYTES = 65536;

/** What a core does at most. */
export interface Peak {
  /** Multiplications and additions of float32 a second, in billions. */
  gflops: number;
  /** Bytes read and written while adding arrays that no cache holds, in billions a second. */
  gigabytesPerSecond: number;
}

interface Exports {
  memory: WebAssembly.Memory;
  OPERATIONS_A_TURN: WebAssembly.Global;
  multiplyAndAdd(turns: number, by: number, plus: number): number;
  addArrays(bytes: number): void;
}

/** The best of several runs, in seconds. */
function time(run: () => void): number {
  let best = Infinity;
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000;
}

const module = new WebAssembly.Module(readFileSync(FILE));
const kernels = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
kernels.memory.grow((3 * ARRAY_BYTES) / PAGE_BYTES);
const operations = TURNS * (kernels.OPERATIONS_A_TURN.value as number);
const gflops = operations / time(() => kernels.multiplyAndAdd(TURNS, 1.0000001, 0.5)) / 1e9;
const gigabytesPerSecond = (3 * ARRAY_BYTES) / time(() => kernels.addArrays(ARRAY_BYTES)) / 1e9;
const peak: Peak = { gflops, gigabytesPerSecond };
process.stdout.write(JSON.stringify(peak));
