import { type Block, Heap } from './memory.ts';

/**
 * Parts that a batch is cut into. The number is fixed: sums over a batch are taken part by part and
 * then added in order, so it decides the bits, and the number of threads does not.
 */
export const SHARDS = 8;
const SMALLEST_SCRATCH_BYTES = 65536;

type Kernel = (...numbers: number[]) => number;

/** Time spent in one kernel since profiling began. */
export interface KernelTime {
  calls: number;
  milliseconds: number;
}

/** Calls the compiled kernels, each over all shards of its work. */
export class KernelRunner {
  readonly heap: Heap;
  private readonly kernels: Record<string, Kernel>;
  private scratch: Block;
  private profile: Map<string, KernelTime> | undefined;

  constructor(module: WebAssembly.Module, limitBytes?: number) {
    const memory = new WebAssembly.Memory({ initial: 16 });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    this.kernels = instance.exports as Record<string, Kernel>;
    this.heap = new Heap(memory, this.call('heapBase'), limitBytes);
    this.scratch = this.heap.allocate(SMALLEST_SCRATCH_BYTES);
  }

  /** Calls `kernel(shard, SHARDS, scratch, ...numbers)` for every shard. */
  run(kernel: string, scratchBytes: number, ...numbers: number[]): void {
    const call = this.kernels[kernel]!;
    const scratch = this.reserveScratch(scratchBytes);
    const start = this.profile && performance.now();
    for (let shard = 0; shard < SHARDS; shard++) call(shard, SHARDS, scratch, ...numbers);
    if (start !== undefined) this.count(kernel, performance.now() - start);
  }

  /** Calls a kernel that is not cut into shards. */
  call(kernel: string, ...numbers: number[]): number {
    const start = this.profile && performance.now();
    const result = this.kernels[kernel]!(...numbers);
    if (start !== undefined) this.count(kernel, performance.now() - start);
    return result;
  }

  /** Counts calls and time of each kernel from here on. */
  startProfile(): void {
    this.profile = new Map();
  }

  /** Ends what {@link startProfile} began and gives the times by kernel. */
  stopProfile(): Map<string, KernelTime> {
    const profile = this.profile ?? new Map<string, KernelTime>();
    this.profile = undefined;
    return profile;
  }

  /** Runs `use` with the address of `bytes` bytes of memory that are free again afterwards. */
  borrow<T>(bytes: number, use: (address: number) => T): T {
    const block = this.heap.allocate(bytes);
    try {
      return use(block.address);
    } finally {
      block.release();
    }
  }

  private count(kernel: string, milliseconds: number): void {
    const time = this.profile?.get(kernel) ?? { calls: 0, milliseconds: 0 };
    this.profile?.set(kernel, {
      calls: time.calls + 1,
      milliseconds: time.milliseconds + milliseconds,
    });
  }

  private reserveScratch(bytes: number): number {
    if (this.scratch.bytes < bytes) {
      this.scratch.release();
      this.scratch = this.heap.allocate(bytes);
    }
    return this.scratch.address;
  }
}
