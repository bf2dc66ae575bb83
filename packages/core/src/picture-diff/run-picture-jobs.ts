import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PictureJob, PictureResult } from './picture-job.ts';
import { waitForAll } from '../wait-for-all.ts';

/** More threads than this gain less than their start costs. */
const MAX_THREADS = 8;

/**
 * Compares pairs of pictures on as many threads as there are processors. Each pair by itself, so that what
 * comes out does not depend on the threads.
 *
 * @returns In the order of the jobs.
 * @throws What the first thread that failed threw.
 */
export async function runPictureJobs(jobs: readonly PictureJob[]): Promise<PictureResult[]> {
  const results = new Array<PictureResult>(jobs.length);
  let next = 0;
  const work = async () => {
    const worker = new Worker(new URL('./picture-worker.ts', import.meta.url));
    try {
      while (next < jobs.length) {
        const i = next++;
        worker.postMessage(jobs[i]);
        [results[i]] = (await once(worker, 'message')) as [PictureResult];
      }
    } catch (error) {
      // The others finish what they have and take nothing new.
      next = jobs.length;
      throw error;
    } finally {
      await worker.terminate();
    }
  };
  const threads = Math.min(availableParallelism(), MAX_THREADS, jobs.length);
  await waitForAll(Array.from({ length: threads }, work));
  return results;
}
