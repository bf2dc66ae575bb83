import { readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { registerLayerprint } from '../../src/register.ts';
import { runSpecs } from './run-specs.ts';

/** What a run of the suite in Node is told, as JSON. */
export interface SuiteOrder {
  /** Threads by which layerprint computes; 0 for TF.js's CPU backend. */
  threads: number;
  /** Where the compiled kernels are, what a worker runs, and where the result goes. */
  kernels: string;
  worker: string;
  result: string;
}

const { threads, kernels, worker, result } = JSON.parse(process.argv[2]!) as SuiteOrder;
registerLayerprint(new WebAssembly.Module(readFileSync(kernels)), {
  threads,
  maySleep: true,
  startWorker: (start) => {
    const thread = new Worker(worker, { workerData: start });
    thread.unref();
    return thread;
  },
});
writeFileSync(result, JSON.stringify(await runSpecs(threads === 0 ? 'cpu' : 'layerprint')));
// Some specs leave timers behind.
process.exit();
