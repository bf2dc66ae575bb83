import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { registerLayerprint } from './register.ts';
import type { WorkerStart } from './threads/serve-kernels.ts';

/** The compiled kernels. */
export const KERNELS_FILE = fileURLToPath(new URL('../dist/kernels.wasm', import.meta.url));
/** As this module: TypeScript in the workspace, JavaScript in the package. */
const WORKER_FILE = new URL(`./threads/node-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Compiles the kernels and registers the backend, in Node.
 *
 * @param options.threads Threads that compute, this one included: all of the machine's by default, 8 at
 *   most. The results have the same bits whatever the number.
 * @throws {Error} When the kernels are not there: they were not built, or this module was bundled without them.
 */
export function registerLayerprintInNode({ threads = availableParallelism() } = {}): void {
  const module = new WebAssembly.Module(readKernels());
  registerLayerprint(module, { threads, startWorker, maySleep: true });
}

function startWorker(start: WorkerStart): Worker {
  const worker = new Worker(WORKER_FILE, { workerData: start });
  // A worker that waits for a job keeps no process alive.
  worker.unref();
  return worker;
}

function readKernels(): Buffer<ArrayBuffer> {
  try {
    return readFileSync(KERNELS_FILE);
  } catch (cause) {
    throw new Error(
      `The backend's kernels are not at ${KERNELS_FILE}. A bundler has to leave @layerprint/backend out of the bundle; in Layerprint's own workspace, build them with "npx nx run backend:compile".`,
      { cause },
    );
  }
}
