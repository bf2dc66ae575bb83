import { type Block, Heap, PAGE_BYTES } from './memory.ts';
import { SHARDS } from './shards.ts';
import type { Recording } from './steps/recording.ts';
import { BOARD_BYTES, JobBoard, type Kernel } from './threads/job-board.ts';
import { PhaseRunner, type PlannedCall } from './threads/run-phase.ts';
import { instantiateKernels, type WorkerStart } from './threads/serve-kernels.ts';

/** Addresses are signed 32-bit integers in the kernels, and the last page is left out. */
const LIMIT_PAGES = 2 ** 15 - 1;
const FIRST_PAGES = 16;
const SMALLEST_SCRATCH_BYTES = 65536;
/** Added to each thread's scratch memory, so that two threads' do not share the same sets of a cache. */
const SCRATCH_STAGGER = 4160;
/** The name under which a phase of a plan is run, see {@link PhaseRunner}. */
const PHASE = 'runPhase';

/** A running worker thread. */
export interface KernelWorker {
  terminate(): unknown;
}

/** How much memory and how many threads the kernels may use. */
export interface RunnerOptions {
  /** Memory to use at most; 2 GiB by default, the reach of the kernels' addresses. */
  limitBytes?: number;
  /** Threads that compute, the main one included; 1 by default, and no more than {@link SHARDS}. */
  threads?: number;
  /** Starts a worker that calls `serveKernels`; without it there is one thread. */
  startWorker?: (start: WorkerStart) => KernelWorker;
  /** Whether the main thread may block while workers compute; a browser's may not. */
  maySleep?: boolean;
}

/** A plan that lies in memory, where all threads find it. */
export interface PlanPlace {
  /** Another one for each plan. */
  readonly id: number;
  readonly address: number;
  readonly bytes: number;
  /** The most scratch memory that a call of it needs. */
  readonly scratchBytes: number;
}

/** Gets to know of every call of a kernel: its own numbers, and how long it took. */
type KernelObserver = (kernel: string, numbers: readonly number[], milliseconds: number) => void;

/** Calls the compiled kernels, each over all shards of its work. */
export class KernelRunner {
  readonly heap: Heap;
  /** Threads that compute, the main one included. */
  readonly threads: number;
  /** Told of every call, where there is one. */
  observer: KernelObserver | undefined;
  /** Notes every call, while a step is recorded. */
  recording: Recording | undefined;
  private readonly kernels: Record<string, Kernel>;
  private readonly names: readonly string[];
  private readonly list: readonly Kernel[];
  private readonly phases: PhaseRunner;
  private readonly board: JobBoard | undefined;
  private readonly workers: KernelWorker[];
  /** Where a kernel stores 1 to say that its result is not to be used; shared memory, so the view stays valid. */
  readonly alarmAddress: number;
  private readonly alarm: Int32Array;
  private readonly maySleep: boolean;
  private scratch: Block;
  private scratchStride = SMALLEST_SCRATCH_BYTES + SCRATCH_STAGGER;

  constructor(module: WebAssembly.Module, options: RunnerOptions = {}) {
    const { limitBytes = LIMIT_PAGES * PAGE_BYTES, startWorker, maySleep = false } = options;
    const maximum = Math.max(
      FIRST_PAGES,
      Math.min(LIMIT_PAGES, Math.ceil(limitBytes / PAGE_BYTES)),
    );
    const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum, shared: true });
    const kernels = instantiateKernels(module, memory);
    this.phases = new PhaseRunner(memory, Object.values(kernels), 0);
    this.kernels = { ...kernels, [PHASE]: this.phases.run };
    this.names = Object.keys(this.kernels);
    this.list = Object.values(this.kernels);
    this.heap = new Heap(memory, this.call('heapBase'), limitBytes);
    this.maySleep = maySleep;
    this.threads = startWorker === undefined ? 1 : Math.min(options.threads ?? 1, SHARDS);
    this.workers = [];
    this.alarmAddress = this.heap.allocate(4).address;
    this.alarm = new Int32Array(memory.buffer, this.alarmAddress, 1);
    const board = this.heap.allocate(BOARD_BYTES).address;
    if (this.threads > 1) this.board = JobBoard.clear(memory, board);
    for (let thread = 1; thread < this.threads; thread++) {
      this.workers.push(startWorker!({ module, memory, board, thread }));
    }
    this.scratch = this.heap.allocate(this.threads * this.scratchStride);
  }

  /** Calls `kernel(shard, SHARDS, scratch, ...numbers)` for every shard. */
  run(kernel: string, scratchBytes: number, ...numbers: number[]): void {
    this.recording?.noteCall({ kernel, numbers, scratchBytes, answer: undefined });
    const start = this.observer && performance.now();
    this.runShards(kernel, scratchBytes, numbers);
    if (start !== undefined) this.observer?.(kernel, numbers, performance.now() - start);
  }

  private runShards(kernel: string, scratchBytes: number, numbers: readonly number[]): void {
    this.reserveScratch(scratchBytes);
    if (this.board === undefined) {
      const call = this.kernels[kernel]!;
      const { address } = this.scratch;
      for (let shard = 0; shard < SHARDS; shard++) call(shard, SHARDS, address, ...numbers);
    } else {
      this.board.post({
        kernel: this.names.indexOf(kernel),
        scratch: this.scratch.address,
        scratchStride: this.scratchStride,
        numbers,
      });
      this.board.takeShards(this.list, 0);
      this.board.awaitDone(this.maySleep);
    }
  }

  /**
   * Runs a phase of a plan over all shards. The observer is told of each call with the time that this thread spent on it.
   */
  runPhase(plan: PlanPlace, phase: number): void {
    const { observer } = this;
    const times = new Map<PlannedCall, number>();
    this.phases.observer =
      observer &&
      ((call, milliseconds): void => {
        times.set(call, (times.get(call) ?? 0) + milliseconds);
      });
    this.runShards(PHASE, plan.scratchBytes, [plan.id, plan.address, plan.bytes, phase]);
    for (const [{ kernel, numbers }, time] of times) observer!(this.names[kernel]!, numbers, time);
  }

  /** The place of a kernel in the module's list of exports. */
  indexOf(kernel: string): number {
    return this.names.indexOf(kernel);
  }

  /** Calls a kernel that is not cut into shards. */
  call(kernel: string, ...numbers: number[]): number {
    const start = this.observer && performance.now();
    const result = this.kernels[kernel]!(...numbers);
    this.recording?.noteCall({ kernel, numbers, scratchBytes: undefined, answer: result });
    if (start !== undefined) this.observer?.(kernel, numbers, performance.now() - start);
    return result;
  }

  /** Whether a kernel has raised the alarm since this was last asked. */
  takeAlarm(): boolean {
    const isRaised = this.alarm[0] !== 0;
    this.alarm[0] = 0;
    this.recording?.noteAlarm(isRaised);
    return isRaised;
  }

  /** Does what is no part of the step that is being recorded, if one is. */
  outsideRecording<T>(act: () => T): T {
    const { recording } = this;
    this.recording = undefined;
    this.heap.onAllocate = undefined;
    try {
      return act();
    } finally {
      this.record(recording);
    }
  }

  /** Notes every call, and every block that is handed out, in a recording from now on; undefined for no more. */
  record(recording: Recording | undefined): void {
    this.recording = recording;
    this.heap.onAllocate = recording && ((block): void => recording.noteBlock(block));
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

  /** Ends the worker threads. */
  dispose(): void {
    for (const worker of this.workers) worker.terminate();
  }

  private reserveScratch(bytes: number): void {
    const stride = Math.ceil(bytes / 64) * 64 + SCRATCH_STAGGER;
    if (stride <= this.scratchStride) return;
    // The new block comes first: without memory for it, the old one stays.
    const larger = this.outsideRecording(() => this.heap.allocate(this.threads * stride));
    this.scratch.release();
    this.scratch = larger;
    this.scratchStride = stride;
  }
}
