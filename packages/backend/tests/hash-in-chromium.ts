import type { ThreadedHashes } from './compute-hashes.ts';
import { bundle, inChromium } from './in-chromium.ts';

const PAGE_ENTRY = `
  import { registerLayerprint } from '@layerprint/backend';
  import * as tf from '@tensorflow/tfjs-core';
  import { computeHashesByThreads } from './compute-hashes.ts';
  const startWorker = (start) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.postMessage(start);
    return worker;
  };
  globalThis.computeHashes = async (threads) => {
    tf.enableProdMode();
    const kernels = await WebAssembly.compileStreaming(fetch('/kernels.wasm'));
    registerLayerprint(kernels, threads === 1 ? {} : { threads, startWorker });
    await tf.setBackend('layerprint');
    return computeHashesByThreads();
  };
`;

/** What headless Chromium of a version computed with the same compiled kernels. */
export interface ChromiumHashes extends ThreadedHashes {
  version: string;
}

/** Computes every hash in headless Chromium, on a page without isolation for one thread. */
export async function hashInChromium(threads: number): Promise<ChromiumHashes> {
  const isIsolated = threads > 1;
  return inChromium(await bundle(PAGE_ENTRY), { isIsolated }, async (page, version) => {
    await page.waitForFunction(() => 'computeHashes' in globalThis);
    type Compute = (count: number) => Promise<ThreadedHashes>;
    const hashes = await page.evaluate(
      (count) => (globalThis as unknown as { computeHashes: Compute }).computeHashes(count),
      threads,
    );
    return { version, ...hashes };
  });
}
