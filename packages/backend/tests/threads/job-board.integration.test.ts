import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { KERNELS_FILE } from '@layerprint/backend/node';
import { afterEach, describe, expect, it } from 'vitest';
import { KernelRunner } from '../../src/kernel-runner.ts';
import type { WorkerStart } from '../../src/threads/serve-kernels.ts';

const WORKER = new URL('../../src/threads/node-worker.ts', import.meta.url);
const MODULE = new WebAssembly.Module(readFileSync(KERNELS_FILE));
const LENGTH = 512;

let runner: KernelRunner;
afterEach(() => runner.dispose());

function startRunner(threads: number): void {
  const startWorker = (start: WorkerStart): Worker => new Worker(WORKER, { workerData: start });
  runner = new KernelRunner(MODULE, { threads, startWorker, maySleep: true });
}

describe('a job on the board', () => {
  it.each([2, 3, 8])('is done once by %d threads, each of its shards', async (threads) => {
    startRunner(threads);
    const [ones, sums] = [1, 0].map((value) => {
      const { address } = runner.heap.allocate(LENGTH * 4);
      runner.heap.floats(address, LENGTH).fill(value);
      return address;
    }) as [number, number];
    let jobs = 0;
    const end = performance.now() + 1500;
    // So many at least where others keep the machine busy.
    while (performance.now() < end || jobs < 1000) {
      for (let i = 0; i < 500; i++) runner.run('add', 0, ones, sums, sums, LENGTH, LENGTH);
      jobs += 500;
      expect(new Set(runner.heap.floats(sums, LENGTH))).toEqual(new Set([jobs]));
      // Now and then nothing is to be done for so long that the workers go to sleep.
      if (jobs % 5000 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
  });

  it('that fails on a thread is an error of whoever posted it', () => {
    startRunner(2);
    const outside = 2 ** 31 - 2 ** 10;
    const run = (): void => runner.run('add', 0, outside, outside, outside, LENGTH, LENGTH);
    expect(run).toThrow('A kernel failed on a thread.');
    expect(run).toThrow('A kernel failed on a thread.');
  });
});
