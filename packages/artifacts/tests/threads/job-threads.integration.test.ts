import { expect, onTestFinished, test } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';
import { JobThreads } from '../../src/threads/job-threads.ts';
import type { SampleJob } from './sample-worker.ts';

const WORKER = new URL('./sample-worker.ts', import.meta.url);

function start(count: number, data?: unknown): JobThreads<SampleJob, unknown> {
  const threads = new JobThreads<SampleJob, unknown>(WORKER, { count, data });
  onTestFinished(() => threads.stop());
  return threads;
}

const say = (...values: unknown[]): SampleJob[] => values.map((value) => ({ say: value }));

test.each([1, 2, 3])(
  '%d threads give what comes of each job, in the order of the jobs',
  async (count) => {
    const threads = start(count);
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    // The first are done last.
    const slowFirst = numbers.map((i) => ({ after: i < 3 ? 20 : 0, say: i }));
    expect(await threads.run(slowFirst)).toEqual(numbers);
    expect(await threads.runPortions([say(1), [], say(2, 3)])).toEqual([1, 2, 3]);
    expect(await threads.run([])).toEqual([]);
  },
);

test('hands on data as they are', async () => {
  const data = [-0, NaN, Infinity, undefined, null, 'Ω', [{ a: [1.5] }]];
  expect(await start(2).run(say(...data))).toEqual(data);
});

test('hands on typed arrays of every length, also parts of others', async () => {
  const data = [
    { bytes: Uint8Array.of(1, 2, 3), none: new Float32Array(0), numbers: Float32Array.of(0.1, -0) },
    [Float64Array.of(Math.PI).subarray(0), Uint32Array.of(1, 2 ** 32 - 1).subarray(1)],
    [Int32Array.of(-1), Uint8ClampedArray.of(255), Uint8Array.of(9, 8, 7).subarray(1)],
  ];
  expect(await start(2).run(say(...data))).toEqual(data);
});

test('refuses arrays that it does not hand on', async () => {
  await expect(start(1).run(say(Uint16Array.of(1)))).rejects.toThrow('no arrays of this kind');
});

test('starts each thread with the data that are for all', async () => {
  expect(await start(1, { folder: 'x' }).run(say(1))).toEqual([[{ folder: 'x' }, 1]]);
});

test('makes the next jobs while threads do some, and no more', async () => {
  let made = 0;
  function* make(): Generator<SampleJob[]> {
    for (; made < 3; made++) yield [{ after: 30, say: made }];
  }
  const run = start(2).runPortions(make());
  await new Promise(setImmediate);
  expect(made).toBe(1);
  expect(await run).toEqual([0, 1, 2]);
});

test('throws our error as ours, when the others have done what they were at', async () => {
  const jobs: SampleJob[] = [{ fail: 'ours' }, { after: 30, say: 1 }, ...say(2)];
  const error: unknown = await start(2)
    .run(jobs)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LayerprintError);
  expect(error).toMatchObject({ code: 'sample', message: 'It failed.', hint: 'Mend it.' });
});

test('throws what the system says, so that it can be explained', async () => {
  const run = start(2).run([{ fail: 'system' }]);
  await expect(run).rejects.toMatchObject({ code: 'ENOSPC', path: '/full' });
});

test('throws what making jobs throws, and does what was made', async () => {
  const threads = start(1);
  function* make(): Generator<SampleJob[]> {
    yield say(1);
    throw new Error('no more');
  }
  await expect(threads.runPortions(make())).rejects.toThrow('no more');
});

test('takes no further job when it is stopped, and says so', async () => {
  const threads = start(1);
  const run = threads.run([{ after: 30, say: 1 }, ...say(2)]);
  const refused = expect(run).rejects.toThrow('Threads were stopped before all was done.');
  await threads.stop();
  await refused;
});

test('stops threads that have nothing to do, and twice', async () => {
  const threads = start(2);
  await threads.stop();
  await threads.stop();
});
