import { workerData } from 'node:worker_threads';
import { serveKernels, type WorkerStart } from './serve-kernels.ts';

serveKernels(workerData as WorkerStart);
