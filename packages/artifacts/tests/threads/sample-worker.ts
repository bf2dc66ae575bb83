import { setTimeout } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { LayerprintError } from '@layerprint/core/errors';
import { serveJobs } from '../../src/threads/serve-jobs.ts';

/** What the sample thread can be told to do. */
export type SampleJob =
  | { readonly say: unknown }
  | { readonly after: number; readonly say: unknown }
  | { readonly fail: 'ours' | 'system' };

// A thread for tests: it gives back what it is told to say, beside what it was started with.
await serveJobs(async (job: SampleJob) => {
  if ('fail' in job) {
    if (job.fail === 'ours') throw new LayerprintError('sample', 'It failed.', 'Mend it.');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', path: '/full' });
  }
  if ('after' in job) await setTimeout(job.after);
  return workerData === undefined || workerData === null ? job.say : [workerData, job.say];
});
