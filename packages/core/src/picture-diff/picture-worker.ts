import { parentPort } from 'node:worker_threads';
import { runPictureJob } from './picture-job.ts';
import type { PictureMessage, PictureWork } from './picture-threads.ts';

/** A thread that compares pairs of pictures as long as there are any, and ends. */
parentPort!.once('message', ({ jobs, next }: PictureWork) => {
  const take = () => Atomics.add(next, 0, 1);
  for (let index = take(); index < jobs.length; index = take()) {
    const message: PictureMessage = [index, runPictureJob(jobs[index]!)];
    parentPort!.postMessage(message);
  }
});
