import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import type { JobMessage } from './job-threads.ts';
import { takeJob, type SharedJobs } from './shared-jobs.ts';

/**
 * Makes this thread one of `JobThreads`: it does jobs as long as there are any, and may end when this does. To be awaited at the
 * top of its module: what is thrown ends the thread, and so tells who waits.
 *
 * @param work What comes of a job, which depends on the job alone.
 */
export async function serveJobs(work: (job: never) => unknown): Promise<void> {
  const say = (message: JobMessage) => parentPort!.postMessage(message);
  for await (const [jobs] of on(parentPort!, 'message') as AsyncIterable<[SharedJobs | null]>) {
    if (jobs === null) return;
    for (let taken = takeJob(jobs); taken; taken = takeJob(jobs)) {
      say([taken.index, await work(taken.job as never)]);
    }
    say(null);
  }
}
