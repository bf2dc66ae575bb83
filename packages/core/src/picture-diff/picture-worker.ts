import { parentPort } from 'node:worker_threads';
import { runPictureJob } from './picture-job.ts';
import type { PictureJob } from './picture-job.ts';

/** A thread that compares one pair of pictures a message. */
parentPort!.on('message', async (job: PictureJob) => {
  parentPort!.postMessage(await runPictureJob(job));
});
