import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { reviveError } from '@layerprint/core/errors';
import { waitForAll } from '@layerprint/core';
import type { PixelComparison } from './compare-pixels.ts';
import type { PictureJob } from './picture-job.ts';

/** More threads than this gain less than their start costs. */
const MAX_THREADS = 8;

/** What the threads share; each takes the next job until none is left, however busy this thread is. */
export interface PictureWork {
  readonly jobs: readonly PictureJob[];
  /** One number in shared memory: which job is next. */
  readonly next: Int32Array;
}

/** What a thread says of each job it has done: the job's place in the list, and what came out. */
export type PictureMessage = readonly [index: number, result: PixelComparison];

/**
 * Threads that compare pictures, one processor left to the thread that waits. They take their time to
 * start: have them before the pictures are known. The process does not wait for threads that have nothing
 * to do.
 */
export class PictureThreads {
  readonly #workers: readonly Worker[];
  /** How each ends; it may be before it has anything to do. */
  readonly #ends: readonly Promise<void>[];
  /** What they were given to do. */
  #work: PictureWork | undefined;

  constructor() {
    const count = Math.min(Math.max(1, availableParallelism() - 1), MAX_THREADS);
    const url = new URL('./picture-worker.ts', import.meta.url);
    this.#workers = Array.from({ length: count }, () => new Worker(url));
    this.#ends = this.#workers.map(waitForEnd);
    for (const end of this.#ends) end.catch(() => undefined);
    for (const worker of this.#workers) worker.unref();
  }

  /**
   * Compares pairs of pictures, and ends. Each pair by itself, so that what comes out does not depend on
   * the threads.
   *
   * @param take Gets each result as it comes, with the job's place in the list.
   * @throws What a thread threw.
   */
  async run(
    jobs: readonly PictureJob[],
    take: (index: number, result: PixelComparison) => void,
  ): Promise<void> {
    const work: PictureWork = { jobs, next: new Int32Array(new SharedArrayBuffer(4)) };
    this.#work = work;
    const use = async (worker: Worker, i: number) => {
      worker.ref();
      worker.on('message', (message: PictureMessage) => take(...message));
      worker.postMessage(work);
      try {
        await this.#ends[i];
      } catch (error) {
        // The others finish what they have and take nothing new.
        Atomics.store(work.next, 0, jobs.length);
        throw error;
      }
    };
    await waitForAll(this.#workers.map(use));
  }

  /**
   * Ends them when each has done what it is at. They end by themselves: Node 24 dies, with the whole process,
   * where a thread is ended from outside that has a library which is not JavaScript.
   */
  async stop(): Promise<void> {
    if (this.#work) Atomics.store(this.#work.next, 0, this.#work.jobs.length);
    for (const worker of this.#workers) {
      worker.ref();
      worker.postMessage(null);
    }
    await Promise.allSettled(this.#ends);
  }
}

function waitForEnd(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error: Error) => reject(reviveError(error)));
    worker.once('exit', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`A thread that compares pictures ended with status ${status}.`));
    });
  });
}
