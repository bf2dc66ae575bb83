import { serveKernels, type WorkerStart } from './serve-kernels.ts';

/** The one thing that a worker's global scope is needed for; the library for it would replace the page's. */
interface WorkerScope {
  onmessage: (event: { data: WorkerStart }) => void;
}

(globalThis as unknown as WorkerScope).onmessage = ({ data }) => serveKernels(data);
