import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { reviveError } from '@layerprint/core/errors';
import { waitForAll } from '@layerprint/core/wait-for-all';
import { dropJobs, shareJobs, type SharedJobs } from './shared-jobs.ts';

/** More threads than this gain less than their start costs. */
const MAX_THREADS = 8;

/** What a thread says of each job it has done: the job's place in the list, and what came out; null when none is left. */
export type JobMessage = readonly [index: number, result: unknown] | null;

interface JobThread {
  readonly worker: Worker;
  /** How it ends; that may be before it has anything to do. */
  readonly end: Promise<void>;
}

/**
 * Threads that do jobs of one kind, by the function that their module hands to `serveJobs`. Each takes the next job
 * until none is left, however busy this thread is, and does it by itself: so what comes out depends neither on the
 * threads nor on how many there are.
 *
 * They take their time to start: have them before the jobs are known. The process does not wait for those that have nothing to
 * do, and yet may not end before they do: stop them.
 */
export class JobThreads<Job, Result> {
  readonly #threads: readonly JobThread[];
  #jobs: SharedJobs | undefined;

  /**
   * @param module What the threads run.
   * @param options.count How many there are: one for each of the machine's processors by default, 8 at most.
   * @param options.data What the module finds as its `workerData`.
   */
  constructor(
    module: URL,
    { count = availableParallelism(), data }: { count?: number | undefined; data?: unknown } = {},
  ) {
    this.#threads = Array.from({ length: Math.min(Math.max(1, count), MAX_THREADS) }, () => {
      const worker = new Worker(module, { workerData: data });
      worker.unref();
      const end = waitForEnd(worker);
      end.catch(() => undefined);
      return { worker, end };
    });
  }

  /**
   * Does jobs, which the threads are given before this returns. Not before those of the last call are done.
   *
   * @param jobs Data that `structuredClone` copies.
   * @returns What came out, in the order of the jobs.
   * @throws What a thread threw, when the others have done what they were at; or that they were stopped.
   */
  async run(jobs: readonly Job[]): Promise<Result[]> {
    const shared = shareJobs(jobs);
    this.#jobs = shared;
    const results = new Map<number, Result>();
    const take = (index: number, result: unknown) => results.set(index, result as Result);
    await waitForAll(this.#threads.map((thread) => use(thread, shared, take)));
    if (results.size < jobs.length) throw new Error('Threads were stopped before all was done.');
    return jobs.map((_, index) => results.get(index)!);
  }

  /**
   * Does jobs that are made portion by portion: the threads do those of one while this thread makes the next.
   *
   * @returns What came out, in the order of the jobs.
   * @throws What `run` throws, and what making jobs throws.
   */
  async runPortions(
    portions: Iterable<readonly Job[]> | AsyncIterable<readonly Job[]>,
  ): Promise<Result[]> {
    const results: Result[] = [];
    let running: Promise<Result[]> = Promise.resolve([]);
    for await (const jobs of portions) {
      results.push(...(await running));
      running = this.run(jobs);
      // It may fail before it is waited for.
      running.catch(() => undefined);
    }
    results.push(...(await running));
    return results;
  }

  /**
   * Ends them when each has done what it is at. They end by themselves: Node 24 dies, with the whole process,
   * where a thread is ended from outside that has a library which is not JavaScript.
   */
  async stop(): Promise<void> {
    if (this.#jobs) dropJobs(this.#jobs);
    for (const { worker } of this.#threads) {
      worker.ref();
      worker.postMessage(null);
    }
    await Promise.allSettled(this.#threads.map(({ end }) => end));
  }
}

/** Has a thread take jobs until none is left. */
async function use(
  { worker, end }: JobThread,
  jobs: SharedJobs,
  take: (index: number, result: unknown) => void,
): Promise<void> {
  const { promise: done, resolve } = Promise.withResolvers<undefined>();
  const listen = (message: JobMessage) =>
    message === null ? resolve(undefined) : take(...message);
  worker.on('message', listen);
  worker.ref();
  worker.postMessage(jobs);
  try {
    await Promise.race([done, end]);
  } catch (error) {
    // The others finish what they have and take nothing new.
    dropJobs(jobs);
    throw error;
  } finally {
    worker.off('message', listen);
    worker.unref();
  }
}

function waitForEnd(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', (error: Error) => reject(reviveError(error)));
    worker.once('exit', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`A thread ended with status ${status}.`));
    });
  });
}
