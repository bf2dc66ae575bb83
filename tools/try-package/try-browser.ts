import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { build as buildWithVite, preview } from 'vite';
import { unpackChromium } from '../../fixtures/unpack-chromium.ts';
import type { Attempt, Training } from './attempt.ts';

/** What a page needs to share memory with its workers. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const PAGE = '<!doctype html><title>Try</title><script type="module" src="./page.js"></script>';

/** A bundled page, and what it has to tell the backend. */
interface Bundled {
  readonly bundler: string;
  readonly folder: string;
  readonly options: object;
}

/** Bundles the page of the project with Vite and with esbuild, and trains in Chromium with and without threads. */
export async function tryBrowsers(project: string): Promise<Attempt[]> {
  const bundled = [await bundleWithVite(project), await bundleWithEsbuild(project)];
  const { executablePath } = await unpackChromium();
  // Not the arguments that come with it: they switch off what isolates a page from others.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-zygote'] });
  try {
    const attempts: Attempt[] = [];
    for (const page of bundled) {
      for (const threads of [1, 2]) attempts.push(await tryPage(browser, page, threads));
    }
    return attempts;
  } finally {
    await browser.close();
  }
}

/** Vite finds the kernels and the worker by itself. */
async function bundleWithVite(project: string): Promise<Bundled> {
  const folder = join(project, 'dist-vite');
  writeFileSync(join(project, 'index.html'), PAGE);
  await buildWithVite({
    root: project,
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
  });
  return { bundler: 'Vite', folder, options: {} };
}

/** esbuild leaves both to whoever calls it. */
async function bundleWithEsbuild(project: string): Promise<Bundled> {
  const folder = join(project, 'dist-esbuild');
  mkdirSync(folder);
  await bundle({
    absWorkingDir: project,
    entryPoints: { page: './page.js', worker: '@layerprint/backend/web-worker' },
    bundle: true,
    format: 'esm',
    outdir: folder,
    logLevel: 'silent',
  });
  writeFileSync(join(folder, 'index.html'), PAGE);
  const kernels = join(project, 'node_modules/@layerprint/backend/dist/kernels.wasm');
  copyFileSync(kernels, join(folder, 'kernels.wasm'));
  return {
    bundler: 'esbuild',
    folder,
    options: { kernels: '/kernels.wasm', worker: '/worker.js' },
  };
}

/** @param threads For more than 1 the page is cross-origin isolated, as threads require. */
async function tryPage(browser: Browser, bundled: Bundled, threads: number): Promise<Attempt> {
  const { bundler, folder, options } = bundled;
  const name = `Chromium ${browser.version()}, ${bundler}, threads: ${threads}`;
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('requestfailed', (request) => faults.push(`${request.url()} did not come.`));
  const headers = threads === 1 ? {} : ISOLATION;
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  try {
    await page.goto(server.resolvedUrls!.local[0]!);
    await page.waitForFunction(() => 'trainHere' in globalThis, undefined, { timeout: 120_000 });
    type Train = (options: object) => Promise<Training & { threads: number }>;
    const { threads: used, ...training } = await page.evaluate(
      (given) => (globalThis as unknown as { trainHere: Train }).trainHere(given),
      threads === 1 ? options : { ...options, threads },
    );
    if (used !== threads) faults.push(`It computed by ${used} threads.`);
    return { name, faults, training };
  } catch (error) {
    return { name, faults: [...faults, (error as Error).message] };
  } finally {
    await page.close();
    await server.close();
  }
}
