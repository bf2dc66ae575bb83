import { readFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { build } from 'esbuild';
import { chromium as playwright } from 'playwright-core';
import type { Hashes } from './compute-hashes.ts';

/** A secure context, which hashing needs; no server stands behind it. */
const ORIGIN = 'http://localhost/';
const ENTRY = `
  import { registerLayerprint } from '@layerprint/backend';
  import * as tf from '@tensorflow/tfjs-core';
  import { computeHashes } from './compute-hashes.ts';
  globalThis.computeHashes = async () => {
    tf.enableProdMode();
    registerLayerprint(await WebAssembly.compileStreaming(fetch('/kernels.wasm')));
    await tf.setBackend('layerprint');
    return computeHashes();
  };
`;

/** What headless Chromium of a version computes with the same compiled kernels. */
export interface ChromiumHashes extends Hashes {
  version: string;
}

/** Computes every hash in headless Chromium. */
export async function hashInChromium(): Promise<ChromiumHashes> {
  const bundle = await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  const kernels = readFileSync(new URL('../dist/kernels.wasm', import.meta.url));
  const files: Record<string, { contentType: string; body: string | Buffer }> = {
    '/': { contentType: 'text/html', body: '<script type="module" src="/bundle.js"></script>' },
    '/bundle.js': { contentType: 'text/javascript', body: bundle.outputFiles[0]!.text },
    '/kernels.wasm': { contentType: 'application/wasm', body: kernels },
  };
  // Without it, the package does not unpack the libraries that a bare machine lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => argument !== '--single-process'),
  });
  try {
    const page = await browser.newPage();
    await page.route(`${ORIGIN}**`, (route) => {
      const file = files[new URL(route.request().url()).pathname];
      return file === undefined ? route.fulfill({ status: 404 }) : route.fulfill(file);
    });
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'computeHashes' in globalThis);
    const hashes = await page.evaluate(() =>
      (globalThis as unknown as { computeHashes: () => Promise<Hashes> }).computeHashes(),
    );
    return { version: browser.version(), ...hashes };
  } finally {
    await browser.close();
  }
}
