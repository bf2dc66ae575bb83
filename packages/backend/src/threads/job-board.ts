import { SHARDS } from '../shards.ts';

/** A compiled kernel; it takes a shard, the number of shards, scratch memory and its own numbers. */
export type Kernel = (...numbers: number[]) => number;

/** Bytes that a board takes. */
export const BOARD_BYTES = 1024;

/** 32-bit words of the board. Those that threads write are a cache line or more apart. */
const TICKET = 0;
const DONE = 64;
const SLEEPERS = 96;
const FAILED = 97;
const KERNEL = 128;
const COUNT = 129;
const SCRATCH = 130;
const SCRATCH_STRIDE = 131;
/** Where the kernel's own numbers begin, in 64-bit words. */
const NUMBERS = 72;

/** Bits of a ticket below the generation, which count the shards handed out. */
const SHARD_BITS = 4;
/**
 * How long a thread with nothing to do looks at the board before it goes to sleep, in milliseconds. Waking a
 * thread takes longer than most jobs; between two jobs of a training step less time passes than this.
 */
const PATIENCE = 0.05;
/** Looks at the board between two looks at the clock. */
const LOOKS = 100;
/** Tells the processor that this thread only looks, so that its twin on the same core goes faster; not in Node 22. */
const pause = (Atomics as { pause?: () => void }).pause ?? ((): void => {});

/** A kernel to run over all shards. */
export interface Job {
  /** The kernel's place in the module's list of exports. */
  kernel: number;
  /** Scratch memory of the first thread, and bytes from one thread's to the next one's. */
  scratch: number;
  scratchStride: number;
  numbers: readonly number[];
}

/**
 * One job at a time, in memory that all threads see. Whoever has nothing to do takes the next shard, the
 * main thread included, so that a job ends even if no worker ever comes.
 *
 * The ticket holds the job's generation and the next shard in one word, and is only ever exchanged for the
 * next one as it was seen. So whoever has a ticket has a shard of the present job, never one of a job that
 * has ended: the board is written anew only after all shards were counted as done. A ticket without shards
 * stays as it is until the next job, and is what threads wait on.
 */
export class JobBoard {
  private readonly words: Int32Array;
  private readonly numbers: Float64Array;
  private generation = 0;

  /** @param address A multiple of 8; {@link BOARD_BYTES} bytes that {@link JobBoard.clear} has cleared. */
  constructor(memory: WebAssembly.Memory, address: number) {
    this.words = new Int32Array(memory.buffer, address, BOARD_BYTES / 4);
    this.numbers = new Float64Array(memory.buffer, address, BOARD_BYTES / 8);
  }

  /** Makes a board on which no shard is to be had; to be done once, before any worker starts. */
  static clear(memory: WebAssembly.Memory, address: number): JobBoard {
    const board = new JobBoard(memory, address);
    board.words.fill(0);
    Atomics.store(board.words, TICKET, SHARDS);
    return board;
  }

  /** Posts a job and wakes who sleeps. Only the main thread posts, and only when the last job is done. */
  post({ kernel, scratch, scratchStride, numbers }: Job): void {
    const { words } = this;
    words[KERNEL] = kernel;
    words[COUNT] = numbers.length;
    words[SCRATCH] = scratch;
    words[SCRATCH_STRIDE] = scratchStride;
    this.numbers.set(numbers, NUMBERS);
    Atomics.store(words, DONE, 0);
    this.generation = (this.generation + 1) & (2 ** (31 - SHARD_BITS) - 1);
    Atomics.store(words, TICKET, this.generation << SHARD_BITS);
    if (Atomics.load(words, SLEEPERS) > 0) Atomics.notify(words, TICKET);
  }

  /**
   * Computes shards of the present job until none is left, and gives the ticket that says so.
   *
   * @param kernels All of the module's, in the order of its exports.
   */
  takeShards(kernels: readonly Kernel[], thread: number): number {
    const { words } = this;
    for (;;) {
      const ticket = Atomics.load(words, TICKET);
      const shard = ticket & (2 ** SHARD_BITS - 1);
      if (shard === SHARDS) return ticket;
      if (Atomics.compareExchange(words, TICKET, ticket, ticket + 1) !== ticket) continue;
      try {
        const scratch = words[SCRATCH]! + thread * words[SCRATCH_STRIDE]!;
        const numbers = this.numbers.subarray(NUMBERS, NUMBERS + words[COUNT]!);
        kernels[words[KERNEL]!]!(shard, SHARDS, scratch, ...numbers);
      } catch {
        Atomics.store(words, FAILED, 1);
      }
      if (Atomics.add(words, DONE, 1) === SHARDS - 1) Atomics.notify(words, DONE);
    }
  }

  /**
   * Waits until every shard of the present job is done.
   *
   * @param maySleep Whether this thread may block; a browser's main thread may not, and looks on.
   * @throws {Error} When a kernel trapped on any thread, which is a bug of the kernel.
   */
  awaitDone(maySleep: boolean): void {
    const { words } = this;
    while (!this.look(() => Atomics.load(words, DONE) === SHARDS)) {
      const done = Atomics.load(words, DONE);
      if (maySleep && done < SHARDS) Atomics.wait(words, DONE, done);
    }
    if (Atomics.exchange(words, FAILED, 0) === 1) throw new Error('A kernel failed on a thread.');
  }

  /** Waits until a job follows the one whose last ticket this is. */
  awaitJobAfter(ticket: number): void {
    const { words } = this;
    if (this.look(() => Atomics.load(words, TICKET) !== ticket)) return;
    Atomics.add(words, SLEEPERS, 1);
    Atomics.wait(words, TICKET, ticket);
    Atomics.sub(words, SLEEPERS, 1);
  }

  /** Looks for a while whether something has come about. */
  private look(hasComeAbout: () => boolean): boolean {
    const end = performance.now() + PATIENCE;
    do {
      for (let looks = 0; looks < LOOKS; looks++) {
        if (hasComeAbout()) return true;
        pause();
      }
    } while (performance.now() < end);
    return false;
  }
}
