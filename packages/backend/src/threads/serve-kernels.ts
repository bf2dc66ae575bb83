import { JobBoard, type Kernel } from './job-board.ts';
import { PhaseRunner } from './run-phase.ts';

/** What a worker thread needs to help. */
export interface WorkerStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the {@link JobBoard}. */
  board: number;
  /** From 1; the main thread is 0. */
  thread: number;
}

/** Makes the kernels work on a memory; by name, in the order of the module's exports on every thread. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Record<string, Kernel> {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>;
}

/** Takes part in job after job, until the thread is ended from outside. */
export function serveKernels({ module, memory, board, thread }: WorkerStart): never {
  const kernels = Object.values(instantiateKernels(module, memory));
  const phases = new PhaseRunner(memory, kernels, thread);
  const jobs = new JobBoard(memory, board);
  // A phase of a plan is posted like a kernel, the one behind all others.
  const all = [...kernels, phases.run];
  for (;;) jobs.awaitJobAfter(jobs.takeShards(all, thread));
}
