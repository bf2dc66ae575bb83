import { type Block, Heap } from './memory.ts';

/**
 * Parts that a batch is cut into. The number is fixed: sums over a batch are taken part by part and
 * then added in order, so it decides the bits, and the number of threads does not.
 */
export const SHARDS = 8;

type Kernel = (...numbers: number[]) => number;

/** Calls the compiled kernels, each over all shards of its work. */
export class KernelRunner {
  readonly heap: Heap;
  private readonly kernels: Record<string, Kernel>;
  private scratch: Block;

  constructor(module: WebAssembly.Module, limitBytes?: number) {
    const memory = new WebAssembly.Memory({ initial: 16 });
    const instance = new WebAssembly.Instance(module, { env: { memory } });
    this.kernels = instance.exports as Record<string, Kernel>;
    this.heap = new Heap(memory, this.call('heapBase'), limitBytes);
    this.scratch = this.heap.allocate(PAGE);
  }

  /** Calls `kernel(shard, SHARDS, scratch, ...numbers)` for every shard. */
  run(kernel: string, scratchBytes: number, ...numbers: number[]): void {
    const call = this.kernels[kernel]!;
    const scratch = this.reserveScratch(scratchBytes);
    for (let shard = 0; shard < SHARDS; shard++) call(shard, SHARDS, scratch, ...numbers);
  }

  /** Calls a kernel that is not cut into shards. */
  call(kernel: string, ...numbers: number[]): number {
    return this.kernels[kernel]!(...numbers);
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

  private reserveScratch(bytes: number): number {
    if (this.scratch.bytes < bytes) {
      this.scratch.release();
      this.scratch = this.heap.allocate(bytes);
    }
    return this.scratch.address;
  }
}

const PAGE = 65536;
