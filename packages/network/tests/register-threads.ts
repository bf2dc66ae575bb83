import { LayerprintBackend } from '@layerprint/backend';
import { KERNELS_FILE } from '@layerprint/backend/node';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const WORKER = new URL('../../backend/src/threads/node-worker.ts', import.meta.url);

/** A backend of our own with so many threads. */
export function registerThreads(threads: number): string {
  const name = `layerprint-${threads}`;
  const module = new WebAssembly.Module(readFileSync(KERNELS_FILE));
  const startWorker = (workerData: unknown): Worker => {
    const worker = new Worker(WORKER, { workerData });
    worker.unref();
    return worker;
  };
  const options = { threads, startWorker, maySleep: true };
  tf.registerBackend(name, () => new LayerprintBackend(module, options));
  tf.copyRegisteredKernels('layerprint', name);
  return name;
}
