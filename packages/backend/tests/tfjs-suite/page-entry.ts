import { registerLayerprint } from '../../src/register.ts';
import type { WorkerStart } from '../../src/threads/serve-kernels.ts';
import { runSpecs, type SuiteResult } from './run-specs.ts';

/** What a page offers: the suite on layerprint by so many threads, or on TF.js's CPU backend for 0. */
export type RunSuite = (threads: number) => Promise<SuiteResult>;

/** Chromium's clock stands still for a tenth of a millisecond, in which a frame may pass: a spec wants to see that it took time. */
function letNoMomentPassTwice(): void {
  const now = performance.now.bind(performance);
  let last = 0;
  performance.now = () => (last = Math.max(now(), last + 0.001));
}

const runSuite: RunSuite = async (threads) => {
  letNoMomentPassTwice();
  const kernels = await WebAssembly.compileStreaming(fetch('/kernels.wasm'));
  registerLayerprint(kernels, {
    threads,
    startWorker: (start: WorkerStart) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.postMessage(start);
      return worker;
    },
  });
  return runSpecs(threads === 0 ? 'cpu' : 'layerprint');
};
Object.assign(globalThis, { runSuite });
