import { JobBoard, type Kernels } from './job-board.ts';

/** What a worker thread needs to help. */
export interface WorkerStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the {@link JobBoard}. */
  board: number;
  /** From 1; the main thread is 0. */
  thread: number;
}

/** Makes the kernels work on a memory. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}

/** Names of the kernels in the order that every thread sees. */
export function listKernels(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module).map(({ name }) => name);
}

/** Takes part in job after job, until the thread is ended from outside. */
export function serveKernels({ module, memory, board, thread }: WorkerStart): never {
  const kernels = instantiateKernels(module, memory);
  const names = listKernels(module);
  const jobs = new JobBoard(memory, board);
  for (;;) jobs.awaitJobAfter(jobs.takeShards(kernels, names, thread));
}
