import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium as playwright, type Page } from 'playwright-core';
import { unpackChromium } from '../../../fixtures/unpack-chromium.ts';

/** A secure context, which hashing needs; no server stands behind it. */
const ORIGIN = 'http://localhost/';
/** For what a page is to do, on a machine that others keep busy, in milliseconds. */
const PATIENCE = 120_000;
/** What a page needs to share memory with its workers. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Opens a page in headless Chromium that loads a script; `/kernels.wasm` and `/worker.js` are there for it.
 *
 * @param script A bundled module.
 * @param options.isIsolated Whether the page is cross-origin isolated, as threads require.
 */
export async function inChromium<T>(
  script: string,
  { isIsolated }: { isIsolated: boolean },
  use: (page: Page, version: string) => Promise<T>,
): Promise<T> {
  const kernels = readFileSync(new URL('../dist/kernels.wasm', import.meta.url));
  const scripts = { contentType: 'text/javascript' };
  const files: Record<string, { contentType: string; body: string | Buffer }> = {
    '/': { contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' },
    '/page.js': { ...scripts, body: script },
    '/worker.js': { ...scripts, body: await bundle(`import '../src/threads/web-worker.ts';`) },
    '/kernels.wasm': { contentType: 'application/wasm', body: kernels },
  };
  const headers = isIsolated ? ISOLATION : {};
  const browser = await playwright.launch(await unpackChromium());
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.route(`${ORIGIN}**`, (route) => {
      const file = files[new URL(route.request().url()).pathname];
      if (file === undefined) return route.fulfill({ status: 404 });
      const { contentType, body } = file;
      return route.fulfill({ body, headers: { ...headers, 'Content-Type': contentType } });
    });
    await page.goto(ORIGIN);
    return await use(page, browser.version());
  } finally {
    await browser.close();
  }
}

/** Bundles a module that stands in this folder. */
export async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
