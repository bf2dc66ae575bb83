import { availableParallelism } from 'node:os';
import { JobThreads } from '@layerprint/artifacts/job-threads';
import type { PictureDifference, PictureJob } from './picture-job.ts';

/** Threads that compare pairs of pictures. */
export type PictureThreads = JobThreads<PictureJob, PictureDifference>;

/** Starts them, one processor left to this thread, which compares data meanwhile. */
export function startPictureThreads(): PictureThreads {
  const worker = new URL('./picture-worker.ts', import.meta.url);
  return new JobThreads(worker, { count: availableParallelism() - 1 });
}
