import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium as playwright } from 'playwright-core';
import { unpackChromium } from '../../../fixtures/unpack-chromium.ts';
import type { ThreadedHashes } from './compute-hashes.ts';

/** A secure context, which hashing needs; no server stands behind it. */
const ORIGIN = 'http://localhost/';
/** What a page needs to share memory with its workers. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
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

/**
 * Computes every hash in headless Chromium.
 *
 * @param threads For more than 1 the page is cross-origin isolated, as threads require.
 */
export async function hashInChromium(threads: number): Promise<ChromiumHashes> {
  const kernels = readFileSync(new URL('../dist/kernels.wasm', import.meta.url));
  const scripts = { contentType: 'text/javascript' };
  const files: Record<string, { contentType: string; body: string | Buffer }> = {
    '/': { contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' },
    '/page.js': { ...scripts, body: await bundle(PAGE_ENTRY) },
    '/worker.js': { ...scripts, body: await bundle(`import '../src/threads/web-worker.ts';`) },
    '/kernels.wasm': { contentType: 'application/wasm', body: kernels },
  };
  const headers = threads === 1 ? {} : ISOLATION;
  const browser = await playwright.launch(await unpackChromium());
  try {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}**`, (route) => {
      const file = files[new URL(route.request().url()).pathname];
      if (file === undefined) return route.fulfill({ status: 404 });
      const { contentType, body } = file;
      return route.fulfill({ body, headers: { ...headers, 'Content-Type': contentType } });
    });
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'computeHashes' in globalThis);
    type Compute = (count: number) => Promise<ThreadedHashes>;
    const hashes = await page.evaluate(
      (count) => (globalThis as unknown as { computeHashes: Compute }).computeHashes(count),
      threads,
    );
    return { version: browser.version(), ...hashes };
  } finally {
    await browser.close();
  }
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
