import { parentPort } from 'node:worker_threads';
import { runPictureJob } from './picture-job.ts';
import type { PictureMessage, PictureWork } from './picture-threads.ts';

/** A thread that compares pairs of pictures as long as there are any, and ends. Without any it ends, too. */
parentPort!.once('message', (work: PictureWork | null) => {
  if (work === null) return;
  const { jobs, next } = work;
  const take = () => Atomics.add(next, 0, 1);
  for (let index = take(); index < jobs.length; index = take()) {
    const message: PictureMessage = [index, runPictureJob(jobs[index]!)];
    parentPort!.postMessage(message);
  }
});
