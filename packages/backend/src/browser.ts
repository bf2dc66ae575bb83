import { registerLayerprint } from './register.ts';
import type { WorkerStart } from './threads/serve-kernels.ts';

/** Where the kernels and the workers' script are, and how many threads compute. */
export interface BrowserOptions {
  /**
   * Threads that compute, the page's own included, 8 at most. All of the machine's by default on a
   * cross-origin isolated page, 1 on any other. The results have the same bits whatever the number.
   */
  threads?: number;
  /** Where `kernels.wasm` is served; beside this module by default, where Vite and webpack put it. */
  kernels?: string | URL;
  /** Where the bundled `@layerprint/backend/web-worker` is served; beside this module by default. */
  worker?: string | URL;
}

/**
 * Fetches and compiles the kernels, and registers the backend, in a browser.
 *
 * @throws {Error} When more threads are asked for than a page that is not cross-origin isolated may have,
 *   or the kernels are not where they are looked for.
 */
export async function registerLayerprintInBrowser(options: BrowserOptions = {}): Promise<void> {
  const { threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1, worker } = options;
  if (threads > 1 && !crossOriginIsolated) {
    throw new Error(
      `${threads} threads need a cross-origin isolated page: serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or ask for 1 thread.`,
    );
  }
  // Bundlers find what belongs to a module by this very form, `new URL('…', import.meta.url)`.
  const { kernels = new URL('../dist/kernels.wasm', import.meta.url) } = options;
  const module = await WebAssembly.compile(await fetchBytes(kernels));
  const startWorker = (start: WorkerStart): Worker => {
    const started =
      worker === undefined
        ? new Worker(new URL('./threads/web-worker.js', import.meta.url), { type: 'module' })
        : new Worker(worker, { type: 'module' });
    started.postMessage(start);
    return started;
  };
  registerLayerprint(module, { threads, startWorker });
}

async function fetchBytes(url: string | URL): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (response.ok) return response.arrayBuffer();
  throw new Error(
    `The backend's kernels are not at ${response.url} (status ${response.status}). Serve kernels.wasm of @layerprint/backend there, or say where it is with the option kernels.`,
  );
}
